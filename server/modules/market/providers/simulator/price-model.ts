import type { InstrumentRegistry } from '../../instrument-registry.ts';
import { STEP_MS, Walks, walkAt } from './bridge.ts';
import { hashText, NORMAL_MAX, normal } from './hashing.ts';
import type { Path } from './path-range.ts';
import { phaseOf } from './phase.ts';
import { splitOf } from './split.ts';
import { type Traits, traitsOf } from './traits.ts';

/** At this moment every price is at its anchor; it moves around it before and after. */
const PINNED_MS = Date.UTC(2026, 10, 2);
/**
 * Prints scatter around the walk by this part of the volatility of a year: the spread between buyers and sellers, about a
 * basis point. It does not add up over time.
 */
const SCATTER = 0.0003;
/** Steps whose shared walks are kept: a day is drawn in 48 points, at the 32 moments of a step at which instruments move. */
const SHARED_STEPS_MAX = 4096;

/**
 * The price of every instrument at every step: an anchor times the exponential of a walk, of which parts are shared with
 * the market and the sector. A pure function of seed, symbol and step.
 *
 * A scaled price is always of the step's parity, which makes it differ from the price one step before by a tick or more.
 */
export class PriceModel {
  readonly #registry: InstrumentRegistry;
  readonly #seed: number;
  readonly #market_key: number;
  readonly #traits: Traits[] = [];
  /** Log of the anchor less the walk at PINNED_MS. */
  readonly #base: number[] = [];
  #walks = new Walks(new Uint32Array(0));
  readonly #shared = new Map<number, Map<number, number>>();

  constructor(registry: InstrumentRegistry, seed: number) {
    this.#registry = registry;
    this.#seed = seed;
    this.#market_key = hashText('the whole market', seed);
    this.refresh();
  }

  /** Takes new and changed instruments in. */
  refresh(): void {
    const size = this.#pricedSize();
    const pinned_step = Math.floor(PINNED_MS / STEP_MS);
    for (let index = 0; index < size; index += 1) {
      const traits = traitsOf(this.#registry.at(index), this.#seed);
      const known = this.#traits[index];
      if (known?.key === traits.key && known.anchor === traits.anchor && known.volatility === traits.volatility)
        continue;
      this.#traits[index] = traits;
      this.#base[index] =
        Math.log(traits.anchor) - traits.volatility * this.#sumAt(traits, pinned_step, walkAt(traits.key, pinned_step));
    }
    this.#walks = new Walks(Uint32Array.from(this.#traits, ({ key }) => key));
  }

  /** What vendors list comes after everything else as a rule, and is never asked for. */
  #pricedSize(): number {
    let { size } = this.#registry;
    while (size > 0 && this.#registry.at(size - 1).kind === 'collectible') size -= 1;
    return size;
  }

  traits(index: number): Traits {
    const traits = this.#traits[index];
    if (traits === undefined) throw new RangeError(`The model knows no instrument ${index}`);
    return traits;
  }

  /** Scaled price at a step near the one asked for last: about one draw. */
  next(index: number, step: number): number {
    return this.#priceAt(index, step, this.#walks.at(index, step));
  }

  /** The same price for any step, near or far. */
  at(index: number, step: number): number {
    return this.#priceAt(index, step, walkAt(this.traits(index).key, step));
  }

  /** The instrument's path, for looking at many steps at once. @param at_ms when the first print looked at comes; no split may lie between it and the last. */
  path(index: number, at_ms: number): Path {
    const traits = this.traits(index);
    const { weights, volatility } = traits;
    const scale = this.#scaleAt(index, at_ms);
    const base = this.#base[index] ?? 0;
    return {
      keys: [this.#market_key, traits.sector_key, traits.key],
      weights: [weights.market, weights.sector, weights.own],
      scatter_max: SCATTER * NORMAL_MAX,
      priceAt: (step, sum) => priceOf(traits, { step, sum, base, scale }),
      sumOf: (price) => (Math.log(price / scale) - base) / volatility,
    };
  }

  #priceAt(index: number, step: number, own: number): number {
    const traits = this.traits(index);
    const scale = this.#scaleAt(index, step * STEP_MS + phaseOf(traits.key));
    return priceOf(traits, { step, sum: this.#sumAt(traits, step, own), base: this.#base[index] ?? 0, scale });
  }

  /** Ticks in a unit of the currency, of a piece as large as pieces are at that moment. */
  #scaleAt(index: number, at_ms: number): number {
    const instrument = this.#registry.at(index);
    const split = splitOf(instrument, this.#seed);
    const pieces = split !== null && at_ms >= split.at_ms ? split.ratio : 1;
    return 10 ** instrument.price_decimals / pieces;
  }

  #sumAt({ weights, sector_key }: Traits, step: number, own: number): number {
    const market = this.#sharedAt(this.#market_key, step);
    const sector = weights.sector === 0 ? 0 : this.#sharedAt(sector_key, step);
    return weights.market * market + weights.sector * sector + weights.own * own;
  }

  #sharedAt(key: number, step: number): number {
    let values = this.#shared.get(step);
    if (values === undefined) {
      const oldest = this.#shared.keys().next();
      if (this.#shared.size >= SHARED_STEPS_MAX && !oldest.done) this.#shared.delete(oldest.value);
      values = new Map();
      this.#shared.set(step, values);
    }
    const known = values.get(key);
    if (known !== undefined) return known;
    const value = walkAt(key, step);
    values.set(key, value);
    return value;
  }
}

/** @param at the step, the walks' weighted sum there, the logarithm they move around, and ticks in a unit of the currency. */
function priceOf(
  { key, volatility }: Traits,
  at: { readonly step: number; readonly sum: number; readonly base: number; readonly scale: number },
): number {
  const scatter = SCATTER * normal(key ^ 0x5ca77e12, at.step);
  const ticks = Math.exp(at.base + volatility * (at.sum + scatter)) * at.scale;
  const parity = (at.step + key) & 1;
  return Math.max(1 + ((parity + 1) & 1), 2 * Math.round((ticks - parity) / 2) + parity);
}
