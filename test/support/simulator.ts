import type { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import type { FeedSink, Notice, Print } from '../../server/modules/market/providers/provider.ts';
import { Simulator } from '../../server/modules/market/providers/simulator/simulator.ts';
import { type ManualClock, manualClock } from '../../server/platform/clock.ts';

/** Everything a simulator said. */
export class Heard implements FeedSink {
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

/** Opens everything and lets the clock run for `ms`. */
export function play(simulator: Simulator, clock: ManualClock, ms: number, every_ms = 128): Heard {
  const heard = new Heard();
  simulator.reset();
  for (const _ of simulator.open(heard)) continue;
  for (let passed = 0; passed < ms; passed += every_ms) {
    clock.advance(every_ms);
    simulator.advance(heard);
  }
  return heard;
}

/** A simulator whose clock is moved by hand. */
export const simulate = (registry: MemoryRegistry, at_ms: number, seed = 1, always_open = true) => {
  const clock = manualClock(at_ms);
  return { clock, simulator: new Simulator(registry, clock, { seed, always_open }) };
};
