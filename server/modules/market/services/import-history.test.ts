import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { listed, storeInstruments } from '../../../../test/support/market.ts';
import { type HistoryFile, readHistory } from '../import/read-history.ts';
import { manualClock } from '../../../platform/clock.ts';
import { importHistory } from './import-history.ts';

const clock = manualClock(Date.parse('2026-11-20T12:00:00Z'));

async function imports(database: TestDatabase, content: string | Buffer, options: Partial<HistoryFile> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'omni-stock-history-'));
  try {
    const file = join(folder, 'prices.csv');
    await writeFile(file, content);
    const days = readHistory({ file, columns: null, published_next_day: false, ...options });
    return await importHistory({ db: database.db, clock }, registry, days);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const registry = listed('NFLX', 'BRK.B');
const kept = async ({ db }: TestDatabase) => {
  const { rows } = await sql<Record<string, string>>`
    SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, source, open::text, high::text, low::text, close::text, volume::text
    FROM market.candles_1d ORDER BY instrument_id, at
  `.execute(db);
  return rows;
};

describe('importing history', () => {
  it('keeps closes under the day of their session, and adds nothing when it is done again', async () => {
    await using database = await freshDatabase();
    await storeInstruments(database.db, registry);
    const file = gzipSync(
      'published,symbol,close,volume\n2025-11-15,NFLX,1112.17,4738171\n2025-11-18,nflx,110.29,26016919\n',
    );
    const columns = ['published', 'symbol', 'close', 'volume'];
    const first = await imports(database, file, { columns, published_next_day: true });
    expect(first).toMatchObject({ rows: 2, added: 2, changed: 0, unchanged: 0, rejected_count: 0 });
    expect(await kept(database)).toMatchObject([
      { day: '2025-11-14', source: 'import', open: '1112.17', low: '1112.17', close: '1112.17', volume: '4738171' },
      { day: '2025-11-17', close: '110.29' },
    ]);
    const again = await imports(database, file, { columns, published_next_day: true });
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 2 });
  });

  it('takes open, high and low where they stand, and corrects what changed', async () => {
    await using database = await freshDatabase();
    await storeInstruments(database.db, registry);
    const rows = (close: string) =>
      `date,ticker,open,high,low,close,volume\n2026-01-05,BRK-B,500.1,510,499.5,${close},12\n`;
    await imports(database, rows('505'));
    expect(await imports(database, rows('506.25'))).toMatchObject({ added: 0, changed: 1 });
    expect(await kept(database)).toMatchObject([{ open: '500.1', high: '510', low: '499.5', close: '506.25' }]);
  });

  it('rejects what is no price with its line and counts symbols nobody knows, and keeps the rest', async () => {
    await using database = await freshDatabase();
    await storeInstruments(database.db, registry);
    const lines = [
      'date,symbol,open,high,low,close,volume',
      '2026-01-05,NFLX,1,2,0.5,1.5,10',
      '2026-13-05,NFLX,1,2,0.5,1.5,10',
      '2026-01-06,NFLX,1,2,0.5,0,10',
      '2026-01-06,NFLX,1,2,0.5,NaN,10',
      '2026-01-06,NFLX,1,2,0.5,-1.5,10',
      '2026-01-06,NFLX,1,2,0.5,1e5,10',
      '2026-01-06,NFLX,1,2,0.5,3,10',
      '2026-01-06,NFLX,1,2,0.5,1.5,-1',
      '2026-01-06,,1,2,0.5,1.5,1',
      '2027-01-06,NFLX,1,2,0.5,1.5,1',
      '2026-01-06',
      '2026-01-06,NOPE,1,2,0.5,1.5,1',
      '2026-01-07,NFLX,1,2,0.5,1.5,',
      '2026-01-05,NFLX,1,2,0.5,1.75,10',
    ];
    const done = await imports(database, lines.join('\n'));
    expect(done.rejected).toEqual([
      { line: 3, reason: 'bad_date' },
      { line: 4, reason: 'bad_price' },
      { line: 5, reason: 'bad_price' },
      { line: 6, reason: 'bad_price' },
      { line: 7, reason: 'bad_price' },
      { line: 8, reason: 'low_above_high' },
      { line: 9, reason: 'bad_volume' },
      { line: 10, reason: 'no_symbol' },
      { line: 11, reason: 'in_the_future' },
      { line: 12, reason: 'no_symbol' },
    ]);
    expect([...done.unknown]).toEqual([['NOPE', 1]]);
    expect(await kept(database)).toMatchObject([
      { day: '2026-01-05', close: '1.75' },
      { day: '2026-01-07', close: '1.5', volume: '0' },
    ]);
  });

  it('says which column is missing, and when a file is none', async () => {
    await using database = await freshDatabase();
    await expect(imports(database, 'a,b\n1,2\n')).rejects.toThrow(/no column date or day .* its columns are a, b/);
    await expect(imports(database, '')).rejects.toThrow(/is empty/);
    await expect(imports(database, Buffer.from([0x1f, 0x8b, 1, 2, 3]))).rejects.toThrow(/cannot be read/);
    const missing = readHistory({ file: '/no/such/file.csv', columns: null, published_next_day: false });
    await expect(importHistory({ db: database.db, clock }, registry, missing)).rejects.toThrow(/cannot be read/);
  });
});
