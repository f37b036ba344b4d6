import { sql } from 'kysely';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { board as aBoard, DAY_MS, NOON } from '../../../../test/support/board.ts';
import { freshDatabase } from '../../../../test/support/database.ts';
import { storeInstruments } from '../../../../test/support/market.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import type { Provider } from '../providers/provider.ts';
import { readCandles } from '../selectors/read-candles.ts';
import { alwaysOpen } from '../sessions/session-calendar.ts';
import { SplitRecorder } from './split-recorder.ts';

const tape = (recomputes: boolean): Provider => ({
  name: 'tape',
  simulated: false,
  delay_ms: 0,
  continues: true,
  recomputes,
  calendar: alwaysOpen,
  handles: () => true,
  prepare: () => Promise.resolve(),
  stream: () => Promise.resolve(),
  dayPoints: () => null,
});

describe('splits that the feed meets', () => {
  it('are written down under the day of the first print after them, so that kept candles have no cliff', async () => {
    await using database = await freshDatabase();
    const { subject, registry, clock, print } = aBoard('NFLX');
    await storeInstruments(database.db, registry);
    const provider = tape(false);
    const platform = { db: database.db, clock, log: pino({ level: 'silent' }) };
    const recorder = new SplitRecorder({ platform, board: subject, provider, providerOf: () => provider }).listen();
    const keep = (at_ms: number, close: string) =>
      sql`
      INSERT INTO market.candles_1d (instrument_id, source, at, open, high, low, close, volume)
      VALUES (${registry.at(0).id}, 'tape', ${new Date(at_ms)}, ${close}, ${close}, ${close}, ${close}, 1)`.execute(
        database.db,
      );
    const today_ms = NOON - (NOON % DAY_MS);
    await keep(today_ms - DAY_MS, '1112.17');
    await keep(today_ms, '110.29');
    print(111_217, NOON - DAY_MS);
    print(11_029, NOON); // refused as absurd until the next one confirms it
    print(11_040, NOON + 1_000);
    await recorder.settled();
    const { rows } = await sql`SELECT ex_date::text, new_pieces, old_pieces, source FROM market.splits`.execute(
      database.db,
    );
    expect(rows).toEqual([{ ex_date: '2026-11-20', new_pieces: 10, old_pieces: 1, source: 'tape' }]);
    const series = await readCandles(
      { db: database.db, clock: { ...clock, ms: () => NOON + DAY_MS }, provider },
      registry.at(0),
      {
        from_ms: null,
        to_ms: NOON + DAY_MS,
        interval: '1d',
        adjusted: true,
      },
    );
    expect([...series.close]).toEqual([11_122, 11_029]);
  });

  it('are kept until the database takes them, and entered once', async () => {
    await using database = await freshDatabase();
    const { subject, registry, clock, print } = aBoard('NFLX');
    const provider = tape(false);
    const platform = { db: database.db, clock, log: pino({ level: 'silent' }) };
    const recorder = new SplitRecorder({ platform, board: subject, provider, providerOf: () => provider }).listen();
    print(400_00, NOON - DAY_MS);
    print(20_00, NOON);
    print(20_01, NOON + 1_000); // the instrument is not in the database yet: the write fails
    await recorder.settled();
    await storeInstruments(database.db, registry);
    let at_ms = NOON + 2_000;
    await waitFor('the split to be written', async () => {
      print(20_02, (at_ms += 1_000));
      await recorder.settled();
      const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM market.splits`.execute(
        database.db,
      );
      return rows[0]?.count === 1;
    });
  });

  it('are left to sources that compute their past', async () => {
    await using database = await freshDatabase();
    const { subject, registry, clock, print } = aBoard('NFLX');
    await storeInstruments(database.db, registry);
    const provider = tape(true);
    const platform = { db: database.db, clock, log: pino({ level: 'silent' }) };
    const recorder = new SplitRecorder({ platform, board: subject, provider, providerOf: () => provider }).listen();
    print(400_00, NOON - DAY_MS);
    subject.announce([{ kind: 'split', index: 0, ratio: 4, at_ms: NOON }], subject.run.token);
    print(100_00, NOON);
    await recorder.settled();
    expect((await sql`SELECT FROM market.splits`.execute(database.db)).rows).toHaveLength(0);
  });
});
