import type { sessionPhases } from '../../../../contract/market.ts';

export type SessionPhase = (typeof sessionPhases)[number];

/** One accepted print as the engine heard it; prices are scaled. */
export interface HeardPrint {
  readonly index: number;
  readonly price: number;
  readonly size: number;
  readonly at_ms: number;
  /** Its source's name, and whether its prices are made up. */
  readonly source: string;
  readonly simulated: boolean;
  readonly session: SessionPhase;
  readonly received_ms: number;
  /** Of the day before, and pieces traded in the day so far, as the board has them; NaN: not known. */
  readonly previous_close: number;
  readonly volume: number;
  /** The first one after nothing was for sale. */
  readonly returned?: true;
  /** The print evaluated before it, of any session and of a regular one; null where there is none, or until it is evaluated. */
  before: PricedAt | null;
  regular_before: PricedAt | null;
}

export interface PricedAt {
  readonly price: number;
  readonly at_ms: number;
}

/** Only price and time: a print must not keep all those before it alive. */
export function pricedAt(print: HeardPrint | null): PricedAt | null {
  return print === null ? null : { price: print.price, at_ms: print.at_ms };
}

/** The same trade told a second time. Of a price that a checkpoint or the board has kept, no size is known: it is 0. */
export function isSame(last: HeardPrint | null, { at_ms, price, size, source }: HeardPrint): boolean {
  const is_size = last?.size === size || last?.size === 0;
  return is_size && last.at_ms === at_ms && last.price === price && last.source === source;
}
