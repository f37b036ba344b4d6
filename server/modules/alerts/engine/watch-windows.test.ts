import { expect, it } from 'vitest';
import type { Rule } from '../alert.ts';
import type { HeardPrint } from './heard-print.ts';
import { LevelStage } from './level-stage.ts';
import { Watch } from './watch.ts';
import type { WatchedTarget } from './watched-target.ts';

const DAY_MS = 86_400_000;

function newWatch(): Watch {
  const market = {
    decimals: () => 2,
    dayAt: (_: number, at_ms: number) => Math.floor(at_ms / DAY_MS),
    now_ms: () => 0,
  };
  return new Watch(market, () => ({ is_any: true, to_ms: 10 * DAY_MS, day: -1, high: 0, low: 0 }));
}

function target(no: number, rule: Partial<Rule>): WatchedTarget {
  const none = { threshold_value: null, threshold_upper: null, basis: null, window_minutes: null, window_days: null };
  const whole = { ...none, condition_type: 'NEW_HIGH', and: null, repeat: 'ONCE', cooldown_s: null } as const;
  return {
    no,
    alert_id: `alert ${no}`,
    instrument_id: 'instrument',
    rule: { ...whole, regular_session_only: false, ...rule },
    active: true,
    price_at_creation: null,
    state: 'armed',
    waits_for: null,
    arming: 1,
    armed_at_ms: 0,
    last_fired_at_ms: null,
    last_fired_day: null,
    crossings: 0,
  };
}

function print(price: number, at_ms: number): HeardPrint {
  const around = {
    previous_close: Number.NaN,
    volume: Number.NaN,
    before: null,
    regular_before: null,
  };
  return {
    index: 0,
    price,
    size: 1,
    at_ms,
    source: 't',
    simulated: true,
    session: 'regular',
    received_ms: at_ms,
    ...around,
  };
}

function loaded(watch: Watch, targets: readonly WatchedTarget[]): void {
  const stage = new LevelStage();
  for (const each of targets) watch.stage(0, each, stage);
  watch.books.load(stage);
}

const past = { prints: [{ at_ms: 9 * DAY_MS, price: 100_00 }], days: [{ day: 9, high: 105_00, low: 95_00 }] };

function fill(watch: Watch): void {
  const wanted = watch.singles.past_wanted.get(0);
  watch.singles.past_wanted.delete(0);
  if (wanted !== undefined) watch.meetPast(0, wanted, past);
}

it('a window meets the prints that came before its past was known, and the first that fits', () => {
  const watch = newWatch();
  const rise = {
    condition_type: 'PERCENT_CHANGE',
    threshold_value: '4',
    basis: 'WINDOW',
    window_minutes: 1_440,
  } as const;
  loaded(watch, [target(1, { window_days: 5 }), target(2, rise)]);
  for (const [at, price] of [104_00, 106_00, 107_00].entries()) watch.take(print(price, 10 * DAY_MS + at));
  expect(watch.pending.size).toBe(0);
  fill(watch);
  expect(watch.pending.get(1)?.print.price).toBe(106_00);
  expect(watch.pending.get(2)?.print.price).toBe(104_00);
});

it('a longer window that comes later does not let an older one meet its prints twice', () => {
  const watch = newWatch();
  loaded(watch, [target(1, { window_days: 5 })]);
  fill(watch);
  watch.take(print(104_00, 10 * DAY_MS));
  watch.place(0, target(2, { window_days: 50 }), { received_ms: 10 * DAY_MS });
  watch.take(print(104_50, 10 * DAY_MS + 1));
  watch.take(print(105_50, 10 * DAY_MS + 2));
  expect(watch.pending.size).toBe(0);
  fill(watch);
  expect(watch.pending.get(1)?.print.price).toBe(105_50);
  expect(watch.pending.get(2)?.print.price).toBe(105_50);
});
