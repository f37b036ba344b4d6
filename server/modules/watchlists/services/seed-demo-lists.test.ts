import { expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { listed, storeInstruments } from '../../../../test/support/market.ts';
import { ensureDemo } from '../../identity/index.ts';
import { manualClock } from '../../../platform/clock.ts';
import { watchlists } from '../tables.ts';
import { seedDemoLists } from './seed-demo-lists.ts';

const MINUTE_MS = 60_000;
const NAMES = ['Core', 'Chips', 'Crypto'];

/** A demo account with its lists, and a visitor who writes on them. */
async function startDemo(database: TestDatabase) {
  const registry = listed('AAPL', 'NVDA', 'BTC-USD');
  await storeInstruments(database.db, registry);
  const clock = manualClock(Date.parse('2026-01-05T12:00:00Z'));
  const platform = database.platform({ clock });
  const demo = await ensureDemo({ ...platform, config: { ...platform.config, demo: true } });
  const user_id = demo?.user_id ?? '';
  const doors = {
    find: (symbol: string) => registry.find(symbol),
    quote: () => null,
    itemsChanged: async () => undefined,
  };
  const lists = () => watchlists(database.db);
  const putBack = async () => seedDemoLists(platform, doors, { user_id, ready: async () => undefined });
  await putBack();
  return {
    clock,
    putBack,
    ids: async () =>
      (await lists().selectFrom('watchlists').orderBy('position').select('id').execute()).map(({ id }) => id),
    names: async () =>
      (await lists().selectFrom('watchlists').orderBy('position').select('name').execute()).map(({ name }) => name),
    scrawl: async (name: string) =>
      lists().updateTable('watchlists').where('position', '=', 0).set({ name, updated_at: clock.now() }).execute(),
    note: async (note: string) => lists().updateTable('watchlist_items').set({ note }).execute(),
    notes: async () => (await lists().selectFrom('watchlist_items').select('note').execute()).map(({ note }) => note),
  };
}

it('puts the demo lists back once visitors have left them, whatever was written there', async () => {
  await using database = await freshDatabase();
  const { clock, putBack, names, scrawl, note, notes, ids } = await startDemo(database);
  expect(await names()).toEqual(NAMES);

  await scrawl('Rude words');
  clock.advance(29 * MINUTE_MS);
  await putBack();
  expect(await names()).toContain('Rude words');
  clock.advance(MINUTE_MS);
  await putBack();
  expect(await names()).toEqual(NAMES);

  await note('rude too');
  clock.advance(30 * MINUTE_MS);
  await putBack();
  const written = await notes();
  expect(written).not.toContain('rude too');
  expect(written.filter((each) => each !== '')).toHaveLength(3);

  const untouched = await ids();
  clock.advance(30 * MINUTE_MS);
  await putBack();
  expect(await ids()).toEqual(untouched);
});

it('puts them back within a day, however busily they are changed', async () => {
  await using database = await freshDatabase();
  const { clock, putBack, names, scrawl } = await startDemo(database);
  for (let turn = 0; turn < 24 * 6; turn += 1) {
    await scrawl(`Rude words ${turn}`);
    clock.advance(10 * MINUTE_MS);
    await putBack();
  }
  expect(await names()).toEqual(NAMES);
});
