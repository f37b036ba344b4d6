import { describe, expect, it } from 'vitest';
import { listed, stock } from '../../../../../test/support/market.ts';
import { type ManualClock, manualClock } from '../../../../platform/clock.ts';
import type { MemoryRegistry } from '../../instrument-registry.ts';
import { alwaysOpen } from '../../sessions/session-calendar.ts';
import { venueOf } from '../../sessions/venues.ts';
import type { FeedSink, Notice, Print } from '../provider.ts';
import { haltOn } from './halt.ts';
import { Simulator } from './simulator.ts';
import { splitOf, splitSymbol } from './split.ts';
import { traitsOf } from './traits.ts';

/** A Friday, in the middle of New York's session. */
const FRIDAY = Date.UTC(2026, 10, 20, 17, 0, 0, 123);
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

class Heard implements FeedSink {
  readonly all: Print[] = [];
  readonly told: Notice[] = [];
  /** In the order they came. */
  readonly both: (Print | Notice)[] = [];
  prints(batch: readonly Print[]): void {
    this.all.push(...batch);
    this.both.push(...batch);
  }
  notices(batch: readonly Notice[]): void {
    this.told.push(...batch);
    this.both.push(...batch);
  }
  rejected(): void {
    throw new Error('The simulator rejects nothing');
  }
}

function play(simulator: Simulator, clock: ManualClock, ms: number, every_ms = 128): Heard {
  const heard = new Heard();
  simulator.reset();
  for (const _ of simulator.open(heard)) continue;
  for (let passed = 0; passed < ms; passed += every_ms) {
    clock.advance(every_ms);
    simulator.advance(heard);
  }
  return heard;
}

const simulate = (registry: MemoryRegistry, at_ms: number, seed = 1, always_open = true) => {
  const clock = manualClock(at_ms);
  return { clock, simulator: new Simulator(registry, clock, { seed, always_open }) };
};
const many = (count: number) => listed(...Array.from({ length: count }, (_, number) => stock(`S${number}`)));

describe('the simulator', () => {
  it('gives the same prints for a seed and a clock, and others for another seed', () => {
    const prints = (seed: number) => {
      const { simulator, clock } = simulate(many(50), FRIDAY, seed);
      return play(simulator, clock, 20_000).all;
    };
    expect(prints(1)).toEqual(prints(1));
    expect(prints(2)).not.toEqual(prints(1));
  });

  it('gives a symbol the same price whatever else is listed, and whenever it is asked', () => {
    const alone = simulate(listed('AAPL'), FRIDAY);
    const among = simulate(listed('ZZZ', 'AAPL', 'MSFT'), FRIDAY);
    for (const print of play(alone.simulator, alone.clock, 30_000).all) {
      expect(among.simulator.priceAt(1, print.at_ms)).toBe(print.price);
    }
  });

  it('moves every instrument at least every five seconds, by a tick or more', () => {
    const registry = many(500);
    const { simulator, clock } = simulate(registry, FRIDAY);
    const heard = play(simulator, clock, 60_000);
    const halted = new Set(heard.told.filter(({ kind }) => kind === 'session').map(({ index }) => index));
    for (let index = 0; index < registry.size; index += 1) {
      if (halted.has(index)) continue;
      const prints = heard.all.filter((print) => print.index === index);
      expect(prints.length).toBeGreaterThanOrEqual(14);
      for (const [place, print] of prints.entries()) {
        const next = prints[place + 1];
        if (next === undefined) break;
        expect(next.at_ms - print.at_ms).toBeLessThanOrEqual(5_000);
        expect(next.price).not.toBe(print.price);
      }
    }
  });

  it('spreads the moves: no batch carries more than a tenth of the instruments', () => {
    const { simulator, clock } = simulate(many(1000), FRIDAY);
    simulator.reset();
    for (const _ of simulator.open(new Heard())) continue;
    for (let slot = 0; slot < 64; slot += 1) {
      clock.advance(128);
      const heard = new Heard();
      simulator.advance(heard);
      expect(heard.all.length).toBeLessThan(100);
    }
  });

  it('catches up with one step after the process slept', () => {
    const { simulator, clock } = simulate(many(100), FRIDAY);
    play(simulator, clock, 1_000);
    clock.advance(8 * HOUR_MS);
    const heard = new Heard();
    simulator.advance(heard);
    expect(heard.all).toHaveLength(100);
  });

  it('stays positive and near the anchor for twenty years, on cheap papers too', () => {
    const registry = listed(
      stock('AAPL', { anchor_price: '190', volatility: 0.3 }),
      stock('TINY', { anchor_price: '0.02', volatility: 0.9 }),
    );
    const { simulator } = simulate(registry, FRIDAY);
    for (let day = 0; day < 20 * 365; day += 7) {
      const at_ms = FRIDAY - day * DAY_MS;
      expect(simulator.priceAt(1, at_ms)).toBeGreaterThan(0);
      const dollars = simulator.priceAt(0, at_ms) / 100;
      expect(dollars).toBeGreaterThan(190 / 4);
      expect(dollars).toBeLessThan(190 * 4);
    }
    expect(simulator.priceAt(0, Date.UTC(2026, 10, 2)) / 100).toBeCloseTo(190, -1);
  });

  it('has the volatility it was asked for, within a tenth', () => {
    const registry = listed(
      ...Array.from({ length: 40 }, (_, number) => stock(`V${number}`, { volatility: 0.4, anchor_price: '300' })),
    );
    const { simulator } = simulate(registry, FRIDAY);
    const moves: number[] = [];
    for (let index = 0; index < registry.size; index += 1) moves.push(...returns(simulator, index, 250));
    const yearly = Math.sqrt((moves.reduce((sum, move) => sum + move * move, 0) / moves.length) * 365.25);
    expect(yearly).toBeGreaterThan(0.36);
    expect(yearly).toBeLessThan(0.44);
  });

  it('lets stocks move together, those of one sector more, and coins on their own', () => {
    const registry = listed(
      ...Array.from({ length: 20 }, (_, number) => stock(`T${number}`, { sector: 'technology' })),
      ...Array.from({ length: 20 }, (_, number) => stock(`E${number}`, { sector: 'energy' })),
      ...Array.from({ length: 20 }, (_, number) => stock(`C${number}`, { kind: 'coin', exchange: null })),
    );
    const { simulator } = simulate(registry, FRIDAY);
    const moves = Array.from({ length: 60 }, (_, index) => returns(simulator, index, 250));
    const mean = (firsts: number, seconds: number) => {
      const pairs = Array.from(
        { length: 20 },
        (_, number) => [firsts + number, seconds + ((number + 1) % 20)] as const,
      );
      return pairs.reduce((sum, [a, b]) => sum + correlation(moves[a] ?? [], moves[b] ?? []), 0) / pairs.length;
    };
    expect(mean(0, 0)).toBeGreaterThan(0.45);
    expect(mean(0, 20)).toBeGreaterThan(0.25);
    expect(mean(0, 20)).toBeLessThan(0.45);
    expect(Math.abs(mean(0, 40))).toBeLessThan(0.25);
  });

  it('tells the day so far when it opens: the close before, a range that holds the price, a growing volume', () => {
    const { simulator, clock } = simulate(listed('AAPL'), FRIDAY);
    const heard = play(simulator, clock, HOUR_MS, 4_096);
    const [day] = heard.told.filter((notice) => notice.kind === 'day');
    expect(day).toMatchObject({ previous_close: simulator.priceAt(0, Date.UTC(2026, 10, 20) - 1) });
    expect(day?.low).toBeLessThanOrEqual(heard.all[0]?.price ?? 0);
    expect(day?.high).toBeGreaterThanOrEqual(heard.all[0]?.price ?? 0);
    expect(day?.volume).toBeGreaterThan(0);
    expect(heard.all.reduce((sum, { size }) => sum + size, 0)).toBeGreaterThan(0);
    expect(Math.min(...heard.all.map(({ size }) => size))).toBeGreaterThanOrEqual(0);
  });
});

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

function returns(simulator: Simulator, index: number, days: number): number[] {
  return Array.from({ length: days }, (_, day) => {
    const at_ms = FRIDAY - day * DAY_MS;
    return Math.log(simulator.priceAt(index, at_ms) / simulator.priceAt(index, at_ms - DAY_MS));
  });
}

function correlation(first: readonly number[], second: readonly number[]): number {
  const product = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
  return product(first, second) / Math.sqrt(product(first, first) * product(second, second));
}
