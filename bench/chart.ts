import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { findChromium } from '../scripts/chromium.mjs';
import { compose } from '../server/compose.ts';
import { readConfig } from '../server/config.ts';
import { systemClock } from '../server/platform/clock.ts';
import { createLog } from '../server/platform/log.ts';

/** Budgets of the design, packed as they go over the wire. */
const ENTRY_KB_MAX = 150;
const ROUTE_KB_MAX = 60;
/** What the chart library is loaded as, beside the page's own code. */
const LIBRARY = /\/chart-driver-/;

interface Visit {
  readonly path: string;
  /** In the page: whether what it is there for has been painted. */
  readonly painted: string;
  readonly phone?: boolean;
}

const PRICES_PAINTED = `[...document.querySelectorAll('.chart-figure[data-ready="true"] canvas')].some((canvas) => {
  const context = canvas.width > 200 && canvas.height > 150 && canvas.getContext('2d');
  if (!context) return false;
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let coloured = 0;
  for (let at = 0; at < data.length; at += 16) if (data[at + 3] > 200 && Math.abs(data[at] - data[at + 1]) > 60) coloured += 1;
  return coloured > 50;
})`;

const visits: Readonly<Record<string, Visit>> = {
  'a page of words, for comparison': { path: '/help', painted: `document.querySelector('h1') !== null` },
  'chart, first visit': { path: '/s/AAPL', painted: PRICES_PAINTED },
  'chart, first visit, phone with a CPU 4 times slower': { path: '/s/AAPL', painted: PRICES_PAINTED, phone: true },
};

/**
 * What a chart costs who opens it: from the click on a link to its first painted prices, with nothing in the cache and then
 * with everything, and what is loaded for it. The web app must be built. `--rounds=N` are taken of each.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { rounds: { type: 'string', default: '9' } } });
  const found = findChromium();
  if ('reason' in found) throw new Error(found.reason);
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  const settings = { DATA_DIR: data_dir, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'error' };
  const parts = { clock: systemClock, log: createLog('error'), requests_per_minute: () => 1e6 };
  const program = await compose(readConfig([], settings), parts);
  const browser = await chromium.launch({ executablePath: found.path, args: ['--no-sandbox'] });
  try {
    await program.start();
    const table: Record<string, object> = {};
    for (const [name, visit] of Object.entries(visits)) {
      const rounds = await takeRounds(browser, program.url(), visit, Number(values.rounds));
      table[name] = { ...percentiles(rounds.map(({ first_ms }) => first_ms)) };
      const again = percentiles(rounds.map(({ again_ms }) => again_ms));
      table[`${name}: again`] = again;
    }
    console.table(table);
    await printSizes(browser, program.url());
  } finally {
    await browser.close();
    await program.drain();
    await rm(data_dir, { recursive: true, force: true });
  }
}

// Looking into the page from outside is what its policy forbids to scripts: the contexts are exempt from it.
interface Round {
  readonly first_ms: number;
  readonly again_ms: number;
}

async function takeRounds(browser: Browser, url: string, visit: Visit, count: number): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = 0; round < count; round += 1) {
    const viewport = visit.phone ? { width: 390, height: 844 } : { width: 1440, height: 900 };
    const context = await browser.newContext({ viewport, bypassCSP: true });
    const first_ms = await timePaint(context, url, visit);
    rounds.push({ first_ms, again_ms: await timePaint(context, url, visit) });
    await context.close();
  }
  return rounds;
}

/** Milliseconds from the start of the navigation to the first frame that shows it. */
async function timePaint(context: BrowserContext, url: string, { path, painted, phone }: Visit): Promise<number> {
  const page = await context.newPage();
  if (phone) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(`
    const look = () => (${painted}) ? (window.painted_ms = performance.now()) : requestAnimationFrame(look);
    requestAnimationFrame(look);`);
  await page.goto(url + path);
  const handle = await page.waitForFunction('window.painted_ms');
  const ms = Number(await handle.jsonValue());
  await page.close();
  return ms;
}

/** What is loaded, as it goes over the wire: packed. */
async function printSizes(browser: Browser, url: string): Promise<void> {
  const loaded = async (path: string, painted: string): Promise<Map<string, number>> => {
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await page.goto(url + path);
    await page.waitForFunction(painted);
    const entries = await page.evaluate<[string, number][]>(
      `performance.getEntriesByType('resource').filter(({ name }) => /\\/assets\\/.*\\.(js|css)$/.test(name))
        .map(({ name, encodedBodySize }) => [name, encodedBodySize])`,
    );
    await context.close();
    return new Map(entries);
  };
  const words = await loaded('/help', `document.querySelector('h1') !== null`);
  const chart = await loaded('/s/AAPL', PRICES_PAINTED);
  const kilobytes = (names: readonly string[]): number =>
    Math.round(names.reduce((sum, name) => sum + (chart.get(name) ?? 0), 0) / 100) / 10;
  const html = await (await fetch(url)).text();
  const entry = [...chart.keys()].filter((name) => html.includes(new URL(name).pathname));
  const frame = [...chart.keys()].filter((name) => words.has(name) && !entry.includes(name));
  const own = [...chart.keys()].filter((name) => !words.has(name) && !LIBRARY.test(name));
  const library = [...chart.keys()].filter((name) => LIBRARY.test(name));
  console.table({
    'what every page begins with': { files: entry.length, 'kB packed': kilobytes(entry), 'budget kB': ENTRY_KB_MAX },
    'search, menus and frame around every page': { files: frame.length, 'kB packed': kilobytes(frame) },
    'what the chart page adds': { files: own.length, 'kB packed': kilobytes(own), 'budget kB': ROUTE_KB_MAX },
    'the chart library': { files: library.length, 'kB packed': kilobytes(library) },
  });
}

function percentiles(times: readonly number[]): Record<string, number> {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (part: number): number => Math.round(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  return { 'p50 ms': at(0.5), 'worst ms': at(1) };
}
