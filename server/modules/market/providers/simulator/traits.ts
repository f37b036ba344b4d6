import type { Instrument, InstrumentKind } from '../../instrument.ts';
import { hash, hashText, normal, uniform } from './hashing.ts';

/** What the simulator assumes of one instrument. The same symbol has the same traits in every process and at every time. */
export interface Traits {
  /** Seeds everything of its own. */
  readonly key: number;
  /** Price around which it moves, in units of the currency. */
  readonly anchor: number;
  /** Deviation of the yearly return. */
  readonly volatility: number;
  readonly weights: Weights;
  /** Seeds the walk it shares with its sector. */
  readonly sector_key: number;
  /** Pieces a day, as a mean. */
  readonly daily_volume: number;
}

/** Shares of the volatility that come from the whole market, the sector, and the instrument itself; their squares add up to 1. */
interface Weights {
  readonly market: number;
  readonly sector: number;
  readonly own: number;
}

interface KindTraits {
  readonly volatility: readonly [from: number, to: number];
  /** Shares of the variance. */
  readonly market: number;
  readonly sector: number;
}

const KINDS: Readonly<Record<InstrumentKind, KindTraits>> = {
  stock: { volatility: [0.18, 0.6], market: 0.35, sector: 0.2 },
  etf: { volatility: [0.12, 0.28], market: 0.75, sector: 0.1 },
  index: { volatility: [0.12, 0.2], market: 0.95, sector: 0 },
  coin: { volatility: [0.45, 0.9], market: 0.05, sector: 0.6 },
  currency: { volatility: [0.06, 0.12], market: 0, sector: 0.3 },
  commodity: { volatility: [0.18, 0.4], market: 0.05, sector: 0.3 },
  collectible: { volatility: [0.18, 0.4], market: 0, sector: 0 },
};
const SECTORS_WITHOUT_NAME = 11;
/** Anchors that nobody gave lie log-normally around ANCHOR_MEDIAN. */
const ANCHOR_MEDIAN = 45;
const ANCHOR_SPREAD = 0.9;
const ANCHOR_MIN = 5;
const ANCHOR_MAX = 400;
const VOLUME_MEDIAN = 600_000;
/** Part of an instrument's market value that is traded in a day. */
const TURNOVER = 0.004;

export function traitsOf(instrument: Instrument, seed: number): Traits {
  const key = hashText(instrument.symbol, seed);
  const kind = KINDS[instrument.kind];
  const [from, to] = kind.volatility;
  return {
    key,
    anchor: Number(instrument.anchor_price ?? Number.NaN) || anchorOf(key),
    volatility: instrument.volatility ?? from + (to - from) * uniform(key, 1),
    weights: {
      market: Math.sqrt(kind.market),
      sector: Math.sqrt(kind.sector),
      own: Math.sqrt(1 - kind.market - kind.sector),
    },
    sector_key: hashText(sectorOf(instrument, key), seed),
    daily_volume: dailyVolumeOf(instrument, key),
  };
}

/** Where the size is known, a like part of it changes hands every day; indices and currency pairs have no volume. */
function dailyVolumeOf({ kind, market_cap, anchor_price }: Instrument, key: number): number {
  if (kind === 'index' || kind === 'currency') return 0;
  const spread = normal(key, 3);
  const price = Number(anchor_price ?? 0);
  if (market_cap === null || price === 0) return VOLUME_MEDIAN * Math.exp(spread * 1.3);
  return ((market_cap * TURNOVER) / price) * Math.exp(spread * 0.4);
}

function anchorOf(key: number): number {
  return Math.min(ANCHOR_MAX, Math.max(ANCHOR_MIN, ANCHOR_MEDIAN * Math.exp(ANCHOR_SPREAD * normal(key, 2))));
}

function sectorOf({ kind, sector }: Instrument, key: number): string {
  if (kind !== 'stock' && kind !== 'etf') return `all of kind ${kind}`;
  return sector ?? `sector ${hash(key, 4) % SECTORS_WITHOUT_NAME}`;
}
