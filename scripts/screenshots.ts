import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { compose } from '../server/compose.ts';
import { readConfig } from '../server/config.ts';
import { systemClock } from '../server/platform/clock.ts';
import { createLog } from '../server/platform/log.ts';
import { findChromium } from './chromium.mjs';

/**
 * Pictures of every page, wide and narrow, light and dark, to look at:
 *   npm run pictures -- --to=pictures [--url=http://localhost:3000] [--only=landing,watchlist]
 * Without --url a program of its own is started, on a database of its own that is thrown away afterwards. With --url
 * the demo account of that program is looked at; nothing is changed there.
 */

const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const themes = ['light', 'dark'] as const;
type Shot = readonly [name: string, path: string, then?: (page: Page) => Promise<void>];

/** Prices come within five seconds, and a picture without them shows little. */
const SETTLE_MS = 2500;

const outside: readonly Shot[] = [
  ['landing', '/'],
  ['sign-in', '/sign-in'],
  ['sign-in-refused', '/sign-in', (page) => page.getByRole('button', { name: 'Sign in' }).click()],
  ['register', '/register'],
  ['setup', '/setup#token=x'],
  ['help', '/help'],
  ['plans', '/plans'],
  ['status', '/status'],
  ['not-found', '/not-there'],
];
const inside: readonly Shot[] = [
  ['first-run', '/first-run'],
  ['watchlist', '/w'],
  ['watchlist-detail', '/w', (page) => page.locator('[data-symbol="AAPL"], .quote-card').first().click()],
  ['palette', '/w', openPalette],
  ['keyboard', '/w', (page) => page.keyboard.press('?')],
  ['offline', '/w', (page) => page.context().setOffline(true)],
  ['settings', '/settings'],
  ['inbox', '/notifications'],
  ['notification-settings', '/settings/notifications'],
  ['mail', '/dev/mail'],
];

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('micro');
}

const { values } = parseArgs({
  options: { to: { type: 'string' }, url: { type: 'string' }, only: { type: 'string' } },
});
if (values.to === undefined) throw new Error('Name a folder for the pictures, for example --to=pictures');
const only = new Set(values.only?.split(',') ?? []);
const to = resolve(values.to);
await mkdir(to, { recursive: true });
if (values.url === undefined) await withProgram(takeAll);
else await takeAll(values.url);

async function withProgram(use: (url: string) => Promise<void>): Promise<void> {
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-pictures-'));
  const config = readConfig([], { DATA_DIR: join(data_dir, 'data'), PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error' });
  const program = await compose(config, {
    clock: systemClock,
    log: createLog('error'),
    requests_per_minute: () => 1e6,
  });
  try {
    await program.start();
    await use(program.url());
  } finally {
    await program.drain();
    await rm(data_dir, { recursive: true, force: true });
  }
}

async function takeAll(url: string): Promise<void> {
  const found = findChromium();
  if ('reason' in found) throw new Error(found.reason);
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of themes) {
      const options = { viewport, colorScheme, hasTouch: size === 'phone', baseURL: url };
      const suffix = `${size}-${colorScheme}`;
      const visitor = await browser.newContext(options);
      await takeEach(visitor, outside, suffix);
      await visitor.close();
      const demo = await browser.newContext(options);
      const answer = await demo.request.post('/api/v1/auth/demo', { headers: { origin: url } });
      if (answer.ok()) await takeEach(demo, inside, suffix);
      else console.log(`There is no demo account at ${url}: only the pages of visitors are taken.`);
      await demo.close();
    }
  }
  await browser.close();
}

async function takeEach(context: BrowserContext, shots: readonly Shot[], suffix: string): Promise<void> {
  for (const [name, path, then] of shots) {
    if (only.size > 0 && !only.has(name)) continue;
    const page = await context.newPage();
    await page.goto(path);
    await page.getByRole('heading').first().waitFor({ state: 'attached' });
    await pause(SETTLE_MS);
    await then?.(page);
    if (then) await pause(SETTLE_MS / 2);
    const file = join(to, `${name}-${suffix}.png`);
    await page.screenshot({ path: file, fullPage: true });
    console.log(file);
    await context.setOffline(false);
    await page.close();
  }
}
