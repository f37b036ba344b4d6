import { describe, expect, it } from 'vitest';
import { listed, stock } from '../../../../../test/support/market.ts';
import { type Heard, play, simulate } from '../../../../../test/support/simulator.ts';
import { alwaysOpen } from '../../sessions/session-calendar.ts';
import { venueOf } from '../../sessions/venues.ts';
import type { Notice, Print } from '../provider.ts';
import { haltOn } from './halt.ts';
import { splitOf, splitSymbol } from './split.ts';
import { traitsOf } from './traits.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('a halt', () => {
  const midnight = Date.UTC(2026, 10, 20);
  const all = Array.from({ length: 8000 }, (_, number) => `S${number}`);
  const halted = all.flatMap((symbol) => {
    const key = traitsOf(listed(symbol).at(0), 1).key;
    return haltOn(key, alwaysOpen.dayAt(venueOf(stock(symbol)), midnight)) ? [symbol] : [];
  });

  it('is rare: a few in thousands on a day', () => {
    expect(halted.length).toBeGreaterThan(0);
    expect(halted.length).toBeLessThan(10);
  });

  it('lasts minutes, in which the price stands still and nothing is printed', () => {
    const { simulator, clock } = simulate(listed(...halted), midnight);
    const heard = play(simulator, clock, DAY_MS, 4_096);
    const sessions = heard.told.filter((notice) => notice.kind === 'session');
    for (const index of halted.keys()) {
      const [halt, end, ...more] = sessions.filter((notice) => notice.index === index);
      expect([halt?.session, end?.session, more]).toEqual(['halted', 'regular', []]);
      const from_ms = halt?.at_ms ?? 0;
      const to_ms = end?.at_ms ?? 0;
      expect(to_ms - from_ms).toBeGreaterThan(2 * MINUTE_MS);
      expect(to_ms - from_ms).toBeLessThan(9 * MINUTE_MS);
      const prints = heard.all.filter((print) => print.index === index);
      expect(prints.some(({ at_ms }) => at_ms > from_ms && at_ms < to_ms - 5_000)).toBe(false);
      expect(prints.some(({ at_ms }) => at_ms > to_ms && at_ms < to_ms + 5_000)).toBe(true);
      const still = prints.findLast(({ at_ms }) => at_ms < from_ms);
      expect(simulator.priceAt(index, (from_ms + to_ms) / 2)).toBe(still?.price);
    }
  });
});

describe('the split', () => {
  it('is announced between the last old and the first new price, once, for one instrument', () => {
    const registry = listed('AAPL', stock(splitSymbol(1), { anchor_price: '900' }));
    const at_ms = splitOf(registry.at(1), 1)?.at_ms ?? 0;
    expect(splitOf(registry.at(0), 1)).toBeNull();
    const { simulator, clock } = simulate(registry, at_ms - 30_000);
    const heard = play(simulator, clock, 60_000);
    const splits = heard.told.filter(({ kind }) => kind === 'split');
    expect(splits).toEqual([{ kind: 'split', index: 1, ratio: 4, at_ms }]);
    const place = heard.both.findIndex((one) => 'kind' in one && one.kind === 'split');
    const prices = (part: (Print | Notice)[]) =>
      part.flatMap((one) => ('price' in one && one.index === 1 ? one.price : []));
    const before = prices(heard.both.slice(0, place));
    const after = prices(heard.both.slice(place));
    expect((before.at(-1) ?? 0) / (after[0] ?? 1)).toBeCloseTo(4, 1);
    for (const list of [before, after]) expect(Math.max(...list) / Math.min(...list)).toBeLessThan(1.05);
  });
});

describe('sessions', () => {
  const after = (ms: number) => {
    const registry = listed(
      'AAPL',
      stock('BTC-USD', { kind: 'coin', exchange: null }),
      stock('SHEL', { exchange: 'XLON' }),
    );
    const { simulator, clock } = simulate(registry, ms, 1, false);
    return play(simulator, clock, 10_000);
  };
  const session = (heard: Heard, index: number) =>
    heard.told.findLast((notice) => notice.kind === 'session' && notice.index === index);

  it('are kept by each venue: New York closes before coins do', () => {
    const saturday = after(Date.UTC(2026, 10, 21, 17));
    expect(session(saturday, 0)).toMatchObject({ session: 'closed' });
    expect(saturday.all.filter(({ index }) => index === 0)).toHaveLength(1);
    expect(saturday.all.filter(({ index }) => index === 1).length).toBeGreaterThan(2);
    expect(saturday.all.find(({ index }) => index === 0)?.at_ms).toBeLessThanOrEqual(Date.UTC(2026, 10, 20, 21));
    expect(saturday.all.find(({ index }) => index === 0)?.at_ms).toBeGreaterThan(Date.UTC(2026, 10, 20, 20, 59));
  });

  it('follow the clock of the place, summer and winter', () => {
    expect(session(after(Date.UTC(2026, 6, 1, 13, 29)), 0)).toMatchObject({ session: 'pre' });
    expect(session(after(Date.UTC(2026, 6, 1, 13, 30)), 0)).toBeUndefined();
    expect(session(after(Date.UTC(2026, 0, 7, 14, 29)), 0)).toMatchObject({ session: 'pre' });
    expect(session(after(Date.UTC(2026, 0, 7, 14, 30)), 0)).toBeUndefined();
    expect(session(after(Date.UTC(2026, 0, 7, 21, 1)), 0)).toMatchObject({ session: 'post' });
    expect(session(after(Date.UTC(2026, 6, 1, 15, 31)), 2)).toMatchObject({ session: 'closed' });
  });
});
