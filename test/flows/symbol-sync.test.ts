import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from '../../server/config.ts';
import { createSymbolSync } from '../../server/modules/market/index.ts';
import type { ProviderListing } from '../../server/modules/market/providers/provider.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { freshDatabase } from '../support/database.ts';
import { listSyncs } from '../../server/modules/market/selectors/list-syncs.ts';
import { newId } from '../../server/platform/ids.ts';
import { waitFor } from '../support/wait-for.ts';

const HEADER = 'Symbol|Security Name|Market Category|Test Issue|Financial Status|Round Lot Size|ETF|NextShares';
const FOOTER = 'File Creation Time: 0731202621:31|||||||';
const row = (symbol: string, name: string): string => `${symbol}|${name} - Common Stock|Q|N|N|100|N|N`;
const list = (...rows: readonly string[]): string => [HEADER, ...rows, FOOTER, ''].join('\n');
/** As many as make the loss of most of them a large one. */
const MANY = Array.from({ length: 150 }, (_, count) =>
  row(`ZZ${String.fromCharCode(65 + (count % 26))}${count}`, 'Many'),
);

let dir: string;
let app: TestApp;
let admin: Client;
const write = (name: string, text: string): Promise<void> => writeFile(join(dir, name), text);

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'omni-stock-sync-'));
  await write('listed.txt', '');
  await write('renames.csv', '');
  const env = { SYMBOLS_URLS: join(dir, 'listed.txt'), SYMBOL_RENAMES_URL: join(dir, 'renames.csv') };
  // No worker: its daily sync may come in the middle.
  app = await startApp({ args: ['--run=api'], env, requests_per_minute: 100_000 });
  admin = await app.admin();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(dir, { recursive: true });
});

/** Runs a sync to its end. */
async function sync() {
  const { id } = await admin.do('startSync');
  return waitFor('the sync to end', async () => {
    const { syncs } = await admin.do('listSyncs');
    const found = syncs.find((one) => one.id === id);
    return found?.state === 'running' ? null : found;
  });
}

describe('reading symbols from their sources', () => {
  it('takes in what is new, renamed and delisted, and shows what came of it and which rows were not taken', async () => {
    await write(
      'listed.txt',
      list(row('SYNCA', 'Synca'), row('SYNCB', 'Syncb'), row('SYNCC', 'Syncc'), ...MANY, '|No symbol|Q|N|N|100|N|N'),
    );
    const first = await sync();
    expect(first).toMatchObject({ state: 'done', message: null, renamed: 0, rejected: 1 });
    expect(first.added).toBe(153);
    expect(first.rejected_rows).toEqual([{ file: 'listed.txt', line: 155, symbol: '', detail: 'has no symbol' }]);

    await write('listed.txt', list(row('SYNCA', 'Synca'), row('SYNCX', 'Syncb'), ...MANY));
    await write('renames.csv', 'old,new\nSYNCB,SYNCX\n');
    expect(await sync()).toMatchObject({ state: 'done', added: 0, renamed: 1, inactive: 1 });
    await waitFor('the rename', async () => {
      const { data } = await admin.call('getStock', { params: { symbol: 'SYNCB' } });
      return data.symbol === 'SYNCX';
    });
    expect((await admin.do('getStock', { params: { symbol: 'SYNCC' } })).status).toBe('inactive');
    const events = await admin.do('listAudit');
    expect(events.filter(({ action }) => action === 'symbols.synced')).toHaveLength(2);
  });

  it('changes nothing when a list lacks so much that it is hardly whole, or cannot be read, and says why', async () => {
    await write('listed.txt', list(row('SYNCA', 'Synca')));
    const refused = await sync();
    expect(refused).toMatchObject({ state: 'failed', added: 0, inactive: 0 });
    expect(refused.message).toMatch(/hardly whole/);
    await write('listed.txt', `${HEADER}\n${row('SYNCA', 'Synca')}\n`);
    expect((await sync()).message).toMatch(/cut off/);
    expect((await admin.do('getStock', { params: { symbol: 'ZZA0' } })).status).toBe('active');
  });

  it('runs once at a time, however many ask', async () => {
    await write('listed.txt', list(row('SYNCA', 'Synca'), row('SYNCX', 'Syncb'), ...MANY));
    const answers = await Promise.all(Array.from({ length: 5 }, () => admin.call('startSync')));
    expect(answers.map(({ code }) => code ?? 'begun').toSorted()).toEqual([
      'begun',
      ...Array.from({ length: 4 }, () => 'sync_running'),
    ]);
    await waitFor('it to end', async () =>
      (await admin.do('listSyncs')).syncs.every(({ state }) => state !== 'running'),
    );
  });

  it('takes what a provider lists, and only its word for what is gone', async () => {
    await using database = await freshDatabase();
    const listing = (symbol: string, more: Partial<ProviderListing> = {}): ProviderListing => ({
      symbol,
      name: `${symbol} Works`,
      kind: 'stock',
      exchange: 'XNAS',
      currency: 'USD',
      active: true,
      ...more,
    });
    let listed = [
      listing('PROVA'),
      listing('PROVB'),
      listing('COIN-USD', { kind: 'coin', exchange: null }),
      listing('?'),
    ];
    const provider = { name: 'fake', listInstruments: () => Promise.resolve(listed) };
    const symbolSync = createSymbolSync(database.platform(), provider);
    const asker = { actor_id: newId(), request_id: 'one' };
    expect(symbolSync.jobs.map(({ name }) => name)).toEqual(['market.sync-instruments']);
    expect(await symbolSync.start(asker)).toMatchObject({ state: 'running', source: 'provider fake' });
    await symbolSync.service.drain();
    listed = [listing('PROVB', { active: false })];
    await createSymbolSync(database.platform(), provider).jobs[0]?.run(AbortSignal.timeout(120_000));

    expect(await listSyncs(database.db)).toMatchObject([
      { state: 'done', added: 0, inactive: 1, unchanged: 0, actor_id: null },
      { state: 'done', added: 3, inactive: 0, rejected: 1, actor_id: asker.actor_id },
    ]);
  });

  it('is refused an address that anybody on the way could change', () => {
    expect(() => readConfig([], { SYMBOLS_URLS: 'http://lists.example.org/a.txt' })).toThrow(ConfigError);
    expect(readConfig([], { SYMBOLS_URLS: 'https://a.example.org/a.txt, lists/b.txt' }).symbols.urls).toHaveLength(2);
  });
});
