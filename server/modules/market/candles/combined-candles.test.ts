import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { NOON, run } from '../../../../test/support/board.ts';
import { freshDatabase } from '../../../../test/support/database.ts';
import { listed, storeInstruments } from '../../../../test/support/market.ts';
import { manualTimers } from '../../../../test/support/fake-providers/manual-timers.ts';
import { manualClock } from '../../../platform/clock.ts';
import { QuoteBoard } from '../board/quote-board.ts';
import { CombinedProvider } from '../providers/combined/combined-provider.ts';
import type { Provider } from '../providers/provider.ts';
import { alwaysOpen } from '../sessions/session-calendar.ts';
import { CandleKeeper } from './candle-keeper.ts';

const LEAD = 'test.feed';

const member = (name: string, simulated: boolean, symbols: readonly string[]): Provider => ({
  name,
  simulated,
  delay_ms: 0,
  continues: true,
  recomputes: simulated,
  calendar: alwaysOpen,
  handles: ({ symbol }) => symbols.includes(symbol),
  prepare: () => Promise.resolve(),
  stream: () => Promise.resolve(),
  dayPoints: () => null,
});

describe('candles of combined sources', () => {
  it('stand under the source that comes first: a real stand-in goes on with them, made-up prices never do', async () => {
    await using database = await freshDatabase();
    const registry = listed('AAPL', 'EUR-USD');
    await storeInstruments(database.db, registry);
    const clock = manualClock(NOON);
    const provider = new CombinedProvider({
      providers: [
        member('venue', false, ['AAPL']),
        member('other', false, ['AAPL']),
        member('simulator', true, ['AAPL', 'EUR-USD']),
      ],
      registry,
      timers: manualTimers(clock),
      calendar: alwaysOpen,
    });
    const board = new QuoteBoard(registry, clock, (error) => {
      throw error;
    });
    await sql`INSERT INTO platform.leaderships (name, token) VALUES (${LEAD}, 1)`.execute(database.db);
    board.lead(run(1, { source: provider.name, sources: provider.sources }));
    const candles = new CandleKeeper(database.platform({ clock }), board, provider, LEAD);
    await candles.begin();

    for (const [index, price, source] of [
      [0, 10_000, 0],
      [0, 10_200, 1],
      [0, 90_000, 2],
      [1, 11_400, 2],
    ] as const) {
      clock.advance(1_000);
      board.accept([{ index, price, size: 1, at_ms: clock.ms(), source }], 1);
    }
    await candles.saveAll();

    const { rows } = await sql`
      SELECT symbol, source, high::text, close::text FROM market.candles_1d
      JOIN market.instruments ON instruments.id = instrument_id ORDER BY symbol
    `.execute(database.db);
    expect(rows).toEqual([
      { symbol: 'AAPL', source: 'venue', high: '102.00', close: '102.00' },
      { symbol: 'EUR-USD', source: 'simulator', high: '114.00', close: '114.00' },
    ]);
  });
});
