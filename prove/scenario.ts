import { randomFrom, type Random } from '../test/support/ledger-storm.ts';
import type { World } from './world.ts';

export interface Size {
  readonly rounds: number;
  readonly random: Random;
  /** Says beside the result how it went. */
  readonly note: (text: string) => void;
}

/** Something that happens many times, and what must be true of each time. */
export interface Scenario {
  /** For `--only=`. */
  readonly name: string;
  readonly promise: string;
  /** What is looked at, in words; what must hold of all orders is checked besides. */
  readonly checker: string;
  /** Where nothing else is asked for. */
  readonly rounds: number;
  /** What one round is. */
  readonly round: string;
  /** @returns what is broken, one sentence each. */
  run(world: World, size: Size): Promise<readonly string[]>;
}

export { randomFrom, type Random };

/** In an order that follows from the seed. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const left = [...items];
  return Array.from(items, () => left.splice(random(left.length), 1)[0] as Item);
}

export function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[random(items.length)] as Item;
}

/** How often each value is there: `placed 1, insufficient_stock 7`. */
export function countsOf(values: readonly string[]): string {
  const counts = Map.groupBy(values, (value) => value);
  return [...counts].map(([value, all]) => `${value} ${all.length}`).join(', ');
}
