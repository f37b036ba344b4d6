import { describe, expect, it } from 'vitest';
import { Heard, simulate } from '../../../../../test/support/simulator.ts';
import { listed, stock } from '../../../../../test/support/market.ts';
import type { PastCandle } from '../provider.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const NOON = Date.UTC(2026, 10, 20, 12);

/** What folding prints gives, one candle per interval. */
function folded(prints: Heard['all'], index: number, length_ms: number): PastCandle[] {
  const candles = new Map<number, PastCandle>();
  for (const { price, size, at_ms } of prints.filter((print) => print.index === index)) {
    const start_ms = Math.floor(at_ms / length_ms) * length_ms;
    const { open, high, low, volume } = candles.get(start_ms) ?? { open: price, high: price, low: price, volume: 0 };
    candles.set(start_ms, {
      at_ms: start_ms,
      open,
      high: Math.max(high, price),
      low: Math.min(low, price),
      close: price,
      volume: volume + size,
    });
  }
  return [...candles.values()];
}

/** Every print of a span, in order. */
function played(symbols: Parameters<typeof listed>, from_ms: number, ms: number, always_open = true) {
  const registry = listed(...symbols);
  const { clock, simulator } = simulate(registry, from_ms - 1, 1, always_open);
  const opened = new Heard();
  simulator.reset();
  for (const _ of simulator.open(opened)) continue;
  const heard = new Heard();
  for (let passed = 0; passed < ms; passed += 2_000) {
    clock.advance(2_000);
    simulator.advance(heard);
  }
  return { registry, clock, simulator, prints: heard.all };
}

describe('the made-up past', () => {
  it('has the open, high and low that the board is told of the day so far', () => {
    const registry = listed('AAPL', 'MSFT', stock('BTC-USD', { kind: 'coin', exchange: null }));
    for (const always_open of [true, false]) {
      const { simulator } = simulate(registry, NOON + 5 * HOUR_MS, 1, always_open);
      const heard = new Heard();
      simulator.reset();
      for (const _ of simulator.open(heard)) continue;
      const told = new Heard();
      for (const _ of simulator.countDays(told)) continue;
      expect(told.told.map(({ index }) => index)).toEqual([0, 1, 2]);
      for (const day of told.told) {
        const span = { length_ms: DAY_MS, from_ms: NOON - HOUR_MS * 12, to_ms: NOON + HOUR_MS * 12 };
        const [{ open, high, low } = {}] = simulator.computed.candles(registry.at(day.index), span);
        expect(day).toMatchObject({ kind: 'day', official: true, open, high, low });
      }
    }
  });

  const dear = stock('AAPL', { anchor_price: '190' });
  const cheap = stock('PENNY', { anchor_price: '0.08' });
  const calm = stock('EURUSD', { kind: 'currency', anchor_price: '1.08', price_decimals: 5, exchange: null });

  it.each([
    ['minutes', MINUTE_MS],
    ['quarter hours', 15 * MINUTE_MS],
    ['hours', HOUR_MS],
  ])('equals what was printed live, candle for candle of %s, the growing one too', (_, length_ms) => {
    const { registry, simulator, prints } = played([dear, cheap, calm], NOON, 1.4 * HOUR_MS);
    for (const index of [0, 1, 2]) {
      const span = { length_ms, from_ms: NOON, to_ms: NOON + DAY_MS };
      expect(simulator.computed.candles(registry.at(index), span)).toEqual(folded(prints, index, length_ms));
    }
  });

  it('holds every print of a long stretch between low and high, and reaches both', () => {
    const { registry, simulator, prints } = played([dear, calm], NOON - (NOON % DAY_MS), 5 * HOUR_MS);
    for (const index of [0, 1]) {
      const span = { length_ms: DAY_MS, from_ms: NOON - DAY_MS, to_ms: NOON + 3 * DAY_MS };
      expect(simulator.computed.candles(registry.at(index), span).slice(-1)).toEqual(folded(prints, index, DAY_MS));
    }
  });

  it('has no candles out of session, and halts leave gaps where live prints do', () => {
    const midnight = Date.UTC(2026, 10, 20);
    const { registry, simulator, prints } = played([dear], midnight + 14 * HOUR_MS, 30 * HOUR_MS, false);
    const span = { length_ms: HOUR_MS, from_ms: midnight, to_ms: midnight + 2 * DAY_MS };
    const hours = simulator.computed.candles(registry.at(0), span);
    expect(hours).toEqual(folded(prints, 0, HOUR_MS));
    expect(hours).toHaveLength(7); // 9:30 to 16:00 in New York, and Saturday
  });
});
