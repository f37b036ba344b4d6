import { describe, expect, it } from 'vitest';
import { listed, stock } from '../../../../../test/support/market.ts';
import { Heard, play, simulate } from '../../../../../test/support/simulator.ts';
import type { Simulator } from './simulator.ts';

/** A Friday, in the middle of New York's session. */
const FRIDAY = Date.UTC(2026, 10, 20, 17, 0, 0, 123);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

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
    const day = heard.told.find((notice) => notice.kind === 'day');
    expect(day).toMatchObject({ previous_close: simulator.priceAt(0, Date.UTC(2026, 10, 20) - 1) });
    expect(day?.low).toBeLessThanOrEqual(heard.all[0]?.price ?? 0);
    expect(day?.high).toBeGreaterThanOrEqual(heard.all[0]?.price ?? 0);
    expect(day?.volume).toBeGreaterThan(0);
    expect(heard.all.reduce((sum, { size }) => sum + size, 0)).toBeGreaterThan(0);
    expect(Math.min(...heard.all.map(({ size }) => size))).toBeGreaterThanOrEqual(0);
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
