import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandleSeries } from '../../server/modules/market/history/candle-series.ts';
import { alertWorld, type AlertWorld } from '../support/alert-world.ts';
import type { ToldAlert } from '../support/alert-rows.ts';
import type { LeadingProcess } from '../support/leading-process.ts';
import { noonClock } from '../support/noon-clock.ts';
import { waitFor } from '../support/wait-for.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const SYMBOLS = ['DAY', 'HIGH', 'LOW', 'WIN', 'VOL', 'ENTER', 'LEAVE', 'BOTH', 'HALT', 'POST', 'GONE'];

const clock = noonClock();
let world: AlertWorld;
let feed: LeadingProcess;
const ids = new Map<string, string>();
let pasts_read = 0;

const rules: Readonly<Record<string, ToldAlert>> = {
  DAY: { condition_type: 'PRICE_ABOVE', threshold_value: '100', repeat: 'DAILY' },
  HIGH: { condition_type: 'NEW_HIGH', window_days: 20 },
  LOW: { condition_type: 'NEW_LOW', window_days: 20 },
  WIN: { condition_type: 'PERCENT_CHANGE', threshold_value: '5', basis: 'WINDOW', window_minutes: 5 },
  VOL: { condition_type: 'VOLUME_ABOVE', threshold_value: '3' },
  ENTER: { condition_type: 'RANGE_ENTER', threshold_value: '100', threshold_upper: '110', repeat: 'EVERY_CROSS' },
  LEAVE: { condition_type: 'RANGE_LEAVE', threshold_value: '100', threshold_upper: '110' },
  BOTH: {
    condition_type: 'CROSSES_UP',
    threshold_value: '100',
    and_condition_type: 'VOLUME_ABOVE',
    and_threshold_value: '4',
  },
  HALT: { condition_type: 'PRICE_ABOVE', threshold_value: '100' },
  POST: { condition_type: 'PRICE_ABOVE', threshold_value: '100', regular_session_only: true },
  GONE: { condition_type: 'PRICE_ABOVE', threshold_value: '100' },
};

beforeAll(async () => {
  world = await alertWorld(...SYMBOLS);
  // What today was like before there was an alert.
  const before = await world.lead({ platform: { clock } });
  before.goTo(5_000);
  before.print(['HIGH', 110_00], ['HIGH', 120_00], ['HIGH', 112_00], ['LOW', 100_00], ['LOW', 90_00], ['LOW', 95_00]);
  await before.stop();
  for (const [symbol, rule] of Object.entries(rules))
    ids.set(symbol, await world.alert(symbol, { ...rule, at: clock.now() }));
  feed = await world.lead({
    from: before,
    platform: { clock },
    candles: (_, { interval }) => Promise.resolve(past(interval)),
  });
  await waitFor('the past of three instruments', () => pasts_read === 3);
});
afterAll(() => world[Symbol.asyncDispose]());

/** Days of 100.00 to 115.00, and no minutes. */
function past(interval: string): CandleSeries {
  pasts_read += 1;
  const days = interval === '1d' ? [3, 2, 1] : [];
  const today_ms = Math.floor(clock.ms() / DAY_MS) * DAY_MS;
  const column = (price: number): Float64Array => Float64Array.from(days, () => price);
  return {
    length: days.length,
    time_ms: Float64Array.from(days, (day) => today_ms - day * DAY_MS),
    open: column(110_00),
    high: column(115_00),
    low: column(100_00),
    close: column(110_00),
    volume: column(1),
    interval: interval === '1d' ? '1d' : '1m',
    from_ms: 0,
    to_ms: today_ms,
    decimals: 2,
    currency: 'USD',
    adjusted: true,
    splits: [],
    source: 'test',
    simulated: false,
  };
}

/** Prints one after the other, and waits until all of them are decided. */
async function prints(symbol: string, ...prices: readonly number[]): Promise<void> {
  feed.print(...prices.map((price) => [symbol, price * 100] as const));
  await decided(symbol, prices.at(-1) ?? 0);
}

/** A checkpoint never passes a print that is not decided. */
async function decided(symbol: string, price: number): Promise<void> {
  const instrument_id = world.registry.find(symbol)?.id;
  await waitFor(`${symbol} at ${price}`, async () => {
    const { rows } = await sql<{ price: string }>`
      SELECT price FROM alerts.checkpoints WHERE instrument_id = ${instrument_id}`.execute(world.database.db);
    return Number(rows[0]?.price) === price;
  });
}

/** Prices at which the alert of a symbol has fired. */
async function fired(symbol: string): Promise<readonly number[]> {
  const firings = await world.firings();
  return firings.filter(({ alert_id }) => alert_id === ids.get(symbol)).map(({ price }) => Number(price));
}

describe('a rule, by the rows of PostgreSQL,', () => {
  it('DAILY fires at the first print of each day at which it holds', async () => {
    feed.goTo(2 * DAY_MS);
    await prints('DAY', 99, 101, 102);
    feed.goTo(DAY_MS);
    await prints('DAY', 103, 99, 104);
    feed.goTo(1_000);
    await prints('DAY', 99, 98);
    expect(await fired('DAY')).toEqual([101, 103]);
  });

  it('NEW_HIGH and NEW_LOW fire strictly beyond the days of the window and today so far', async () => {
    feed.goTo(1_000);
    await prints('HIGH', 116, 120); // beyond the days before, not beyond today
    await prints('LOW', 96, 90);
    expect([await fired('HIGH'), await fired('LOW')]).toEqual([[], []]);
    await prints('HIGH', 120.01, 121);
    await prints('LOW', 89.99, 89);
    expect([await fired('HIGH'), await fired('LOW')]).toEqual([[120.01], [89.99]]);
  });

  it('PERCENT_CHANGE in a WINDOW counts from the newest price at or before its beginning', async () => {
    feed.goTo(20 * MINUTE_MS);
    feed.print(['WIN', 90_00]);
    feed.goTo(10 * MINUTE_MS);
    feed.print(['WIN', 92_00]);
    feed.goTo(8 * MINUTE_MS);
    feed.print(['WIN', 94_00]);
    feed.goTo(MINUTE_MS);
    await prints('WIN', 98.69, 98.7);
    expect(await fired('WIN')).toEqual([98.7]);
  });

  it('VOLUME_ABOVE fires when the pieces of the day have reached it', async () => {
    feed.goTo(1_000);
    await prints('VOL', 10, 11);
    expect(await fired('VOL')).toEqual([]);
    await prints('VOL', 12, 13);
    expect(await fired('VOL')).toHaveLength(1);
  });

  it('RANGE_ENTER fires inside after outside, ends included, and RANGE_LEAVE the other way round', async () => {
    feed.goTo(1_000);
    await prints('ENTER', 105, 111, 110, 109);
    await prints('LEAVE', 111, 110, 100, 99.99, 98);
    expect([await fired('ENTER'), await fired('LEAVE')]).toEqual([[110], [99.99]]);
  });

  it('AND fires at a print at which both hold', async () => {
    feed.goTo(1_000);
    await prints('BOTH', 99);
    await prints('BOTH', 101); // crossed, two pieces
    await prints('BOTH', 102, 103); // four pieces, crossed nothing
    expect(await fired('BOTH')).toEqual([]);
    await prints('BOTH', 99, 104);
    expect(await fired('BOTH')).toEqual([104]);
  });

  it('never fires at prints of a halt, nor outside the regular session where those count alone', async () => {
    feed.goTo(1_000);
    const session = (symbol: string, phase: 'halted' | 'post' | 'regular'): void => {
      const index = world.registry.find(symbol)?.index ?? -1;
      feed.board.announce([{ kind: 'session', index, session: phase, at_ms: 0 }], feed.board.run.token);
    };
    await prints('HALT', 90);
    await prints('POST', 90);
    session('HALT', 'halted');
    session('POST', 'post');
    feed.print(['HALT', 101_00]);
    await prints('POST', 101);
    session('HALT', 'regular');
    session('POST', 'regular');
    await prints('HALT', 95);
    await prints('POST', 95);
    expect([await fired('HALT'), await fired('POST')]).toEqual([[], []]);
    await prints('HALT', 102);
    await prints('POST', 102);
    expect([await fired('HALT'), await fired('POST')]).toEqual([[102], [102]]);
  });

  it('is paused when its instrument is not traded any more, and its owner is told', async () => {
    const id = ids.get('GONE') ?? '';
    const instrument = world.registry.find('GONE');
    if (instrument === undefined) throw new Error('GONE is listed');
    world.registry.merge([{ ...instrument, status: 'inactive' }]);
    await waitFor('the pause', async () => (await world.alertRow(id)).status === 'paused');
    expect((await world.alertRow(id)).pause_reason).toBe('delisted');
    expect((await world.notices()).filter(({ kind }) => kind === 'alert_changed')).toHaveLength(1);
    feed.print(['GONE', 101_00]);
    await prints('HALT', 101);
    expect(await fired('GONE')).toEqual([]);
  });
});
