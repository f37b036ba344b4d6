import type { Instrument, SecurityClass } from '../instrument.ts';

/** Rough dollars per unit: enough to put a list from several countries in order of size. */
const DOLLARS: Readonly<Record<string, number>> = {
  USD: 1,
  EUR: 1.16,
  GBP: 1.34,
  CHF: 1.24,
  JPY: 0.0068,
  HKD: 0.128,
  CAD: 0.73,
  AUD: 0.65,
  DKK: 0.156,
  SEK: 0.105,
  NOK: 0.099,
};
/** Indices, currencies and commodities have no market cap; they stand among the large companies. */
const SIZE_OF_MARKETS = 300e9;

const PAPERS: Readonly<Record<SecurityClass, number>> = {
  common: 0,
  preferred: 1,
  note: 2,
  unit: 3,
  right: 4,
  warrant: 5,
};
/** What vendors list stands behind every paper: there may be thousands of it under one name. */
const LISTED_BY_VENDORS = 6;

/** What orders instruments by size. A value, so that a cursor can carry it and find its place again. */
export interface SizeKey {
  /** 0 active, 1 inactive. */
  readonly gone: number;
  /** Dollars, 0 where it is not known. */
  readonly size: number;
  readonly paper: number;
  readonly symbol: string;
}

export function sizeKeyOf(instrument: Instrument): SizeKey {
  return {
    gone: instrument.status === 'active' ? 0 : 1,
    size: sizeOf(instrument),
    paper: instrument.kind === 'collectible' ? LISTED_BY_VENDORS : PAPERS[instrument.security_class],
    symbol: instrument.symbol,
  };
}

/**
 * Traded before gone, large before small, the share before papers derived from it and those before what vendors list, short
 * before long symbols.
 */
export function compareSize(left: SizeKey, right: SizeKey): number {
  return (
    left.gone - right.gone ||
    right.size - left.size ||
    left.paper - right.paper ||
    left.symbol.length - right.symbol.length ||
    (left.symbol < right.symbol ? -1 : Number(left.symbol > right.symbol))
  );
}

function sizeOf({ kind, market_cap, currency }: Instrument): number {
  if (kind === 'index' || kind === 'currency' || kind === 'commodity') return SIZE_OF_MARKETS;
  return Math.round((market_cap ?? 0) * (DOLLARS[currency] ?? 0));
}
