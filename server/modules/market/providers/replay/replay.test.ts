import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { listed, stock } from '../../../../../test/support/market.ts';
import { systemClock } from '../../../../platform/clock.ts';
import type { FeedSink, Print, RejectionReason } from '../provider.ts';
import { parseTime } from './parse-time.ts';
import { Replay, type ReplayOptions } from './replay.ts';
import { ReplayPace } from './replay-pace.ts';

const registry = listed('AAPL', stock('BRK.B', { price_decimals: 4 }));
const AT_ONCE = 1e9;
const DAY_MS = 86_400_000;

async function play(
  content: string | Buffer,
  options: Partial<ReplayOptions> = {},
  signal = new AbortController().signal,
) {
  const folder = await mkdtemp(join(tmpdir(), 'replay-'));
  try {
    const file = join(folder, 'recording');
    await writeFile(file, content);
    const replay = new Replay(registry, systemClock, { file, columns: null, speed: AT_ONCE, ...options });
    const prints: Print[] = [];
    const rejected: Partial<Record<RejectionReason, number>> = {};
    const sink: FeedSink = {
      prints: (batch) => prints.push(...batch),
      notices: () => undefined,
      rejected: (reason, count) => {
        rejected[reason] = (rejected[reason] ?? 0) + count;
      },
    };
    await replay.prepare();
    await replay.stream(sink, signal);
    return { prints, rejected };
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('a recording', () => {
  const closes =
    'published,symbol,close,volume\n2025-08-19,AAPL,230.89,37450840\n2025-08-19,brk-b,481.5,1\n2025-08-20,AAPL,231,2\n';
  const expected = [
    { index: 0, price: 23_089, size: 37_450_840, at_ms: Date.UTC(2025, 7, 19) },
    { index: 1, price: 4_815_000, size: 1, at_ms: Date.UTC(2025, 7, 19) },
    { index: 0, price: 23_100, size: 2, at_ms: Date.UTC(2025, 7, 20) },
  ];

  it('gives exactly its prints, in its order and with its times', async () => {
    expect(await play(closes)).toEqual({ prints: expected, rejected: {} });
  });

  it('is read compressed as well, whatever its name', async () => {
    expect(await play(gzipSync(closes))).toEqual({ prints: expected, rejected: {} });
  });

  it('has its columns named where they do not speak for themselves', async () => {
    const named = closes.replace('published,symbol,close,volume', 'Tag,Papier,Kurs,Umsatz');
    await expect(play(named)).rejects.toThrow(/has no column time or .* its columns are Tag, Papier, Kurs, Umsatz/);
    expect(await play(named, { columns: ['tag', 'papier', 'kurs', 'umsatz'] })).toEqual({
      prints: expected,
      rejected: {},
    });
  });

  it('may leave out the volume', async () => {
    expect((await play('time,symbol,price\n2025-08-19,AAPL,1\n')).prints).toMatchObject([{ price: 100, size: 0 }]);
  });

  it('counts rows that are no prints, and leaves bad prices to the board', async () => {
    const rows = [
      '2025-08-19,AAPL,1.00,1',
      '2025-08-19,NOSUCH,1.00,1',
      'yesterday,AAPL,1.00,1',
      '2025-08-19',
      '2025-08-18,AAPL,1.00,1',
      '2025-08-20,AAPL,abc,1',
      '2025-08-20,AAPL,,1',
      '2025-08-20,AAPL,-3,x',
      '2025-08-20,AAPL,1.006,-5',
    ];
    const { prints, rejected } = await play(`time,symbol,price,volume\n${rows.join('\n')}\n`);
    expect(rejected).toEqual({ unknown_symbol: 1, unreadable: 2, out_of_order: 1 });
    expect(prints.map(({ price, size }) => [price, size])).toEqual([
      [100, 1],
      [Number.NaN, 1],
      [Number.NaN, 1],
      [-300, 0],
      [101, 0],
    ]);
  });

  it('that is missing, empty or no gzip says so', async () => {
    const missing = new Replay(registry, systemClock, { file: '/no/such/file.csv', columns: null, speed: null });
    await expect(missing.prepare()).rejects.toThrow(/REPLAY_FILE \/no\/such\/file.csv cannot be read/);
    await expect(play('')).rejects.toThrow(/is empty/);
    await expect(play(Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(50)]))).rejects.toThrow();
  });

  it('stops where it is told to', async () => {
    const stop = new AbortController();
    const played = play(closes, { speed: 1 }, stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect((await played).prints).toHaveLength(2);
  });
});

describe('the pace of a recording', () => {
  const dues = (speed: number | null, date_only: boolean, ...times: number[]) => {
    const pace = new ReplayPace(speed);
    return times.map((at_ms) => pace.due({ at_ms, date_only }, 1_000));
  };

  it('is the speed that was asked for; a weekend counts as one day', () => {
    expect(dues(2, false, 0, 500, 500, 10_500)).toEqual([1_000, 1_250, 1_250, 6_250]);
    expect(dues(86_400, true, 0, DAY_MS, 4 * DAY_MS)).toEqual([1_000, 2_000, 3_000]);
  });

  it('shows something every two seconds when none was asked for', () => {
    expect(dues(null, true, 0, DAY_MS, 4 * DAY_MS)).toEqual([1_000, 3_000, 5_000]);
    expect(dues(null, false, 0, 300, DAY_MS)).toEqual([1_000, 1_300, 3_300]);
  });
});

describe('a recorded time', () => {
  it.each([
    ['2025-08-19', Date.UTC(2025, 7, 19)],
    ['2025-08-19T15:59:00Z', Date.UTC(2025, 7, 19, 15, 59)],
    ['2025-08-19 15:59:00.25', Date.UTC(2025, 7, 19, 15, 59, 0, 250)],
    ['2025-08-19T15:59:00-04:00', Date.UTC(2025, 7, 19, 19, 59)],
    ['1755618000', 1_755_618_000_000],
    ['1755618000123', 1_755_618_000_123],
    ['1755618000123456', 1_755_618_000_123],
    ['1755618000123456789', 1_755_618_000_123],
  ])('%s is read', (text, at_ms) => {
    expect(parseTime(text)?.at_ms).toBe(at_ms);
  });

  it.each(['', 'yesterday', '19.08.2025', '2025-13-01', '12'])('%j is refused', (text) => {
    expect(parseTime(text)).toBeNull();
  });
});
