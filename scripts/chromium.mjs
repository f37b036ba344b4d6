import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];
const INSTALL_MS_MAX = 10 * 60_000;

/**
 * Finds a Chromium: CHROMIUM_PATH, the usual places, or Debian's package where we may install it.
 * @returns {{ path: string } | { reason: string }}
 */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named)
    return existsSync(named) ? { path: named } : { reason: `CHROMIUM_PATH names ${named}, which is not there` };
  const found = USUAL_PLACES.find((path) => existsSync(path));
  if (found) return { path: found };
  if (!existsSync('/usr/bin/apt-get')) return { reason: 'no Chromium was found; name one with CHROMIUM_PATH' };
  if (process.getuid?.() !== 0)
    return { reason: 'no Chromium was found; install it (apt-get install chromium) or name one with CHROMIUM_PATH' };
  return installed() ? { path: USUAL_PLACES[0] } : { reason: 'no Chromium was found and apt-get could not install it' };
}

function installed() {
  console.log('Installing Chromium for the browser tests (apt-get install chromium).');
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'],
    timeout: INSTALL_MS_MAX,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  return existsSync(USUAL_PLACES[0]);
}
