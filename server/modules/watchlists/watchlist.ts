import { parseScaled } from '../../../contract/decimal.ts';
import { AppError } from '../../../contract/errors.ts';
import type { InstrumentView, QuoteView } from '../../../contract/market.ts';
import { tiers } from '../../../contract/tiers.ts';
import type { Actor, Member } from '../../platform/actor.ts';
import type { Tx } from '../../platform/db/transaction.ts';
import type { Instrument } from '../market/index.ts';

/** What watchlists need to know of the market: handed in once, by the composition. */
export interface MarketDoor {
  /** Normalises case and class-share spelling. */
  find(symbol: string): Instrument | undefined;
  byId(id: string): Instrument | undefined;
  view(instrument: Instrument): InstrumentView;
  quote(instrument: Instrument): QuoteView | null;
  /** Quotes as JSON text, `null` where there is none, and a mark that differs whenever one of them differs. */
  quoteTexts(indexes: readonly number[]): { readonly json: readonly string[]; readonly mark: string };
  /** Told when instruments changed. @returns a function that stops it. */
  onChange(handler: () => void): () => void;
}

/**
 * Told in the transaction that changes a list's members or marks, deletes it or brings it back, while the list is locked;
 * what it does is part of the change.
 */
export type ItemsChanged = (
  tx: Tx,
  list: { readonly watchlist_id: string; readonly user_id: string },
) => Promise<unknown>;

/** What writing to watchlists needs: the market, and whoever follows lists. */
export interface ListDoors extends MarketDoor {
  readonly itemsChanged: ItemsChanged;
}

/** A place past every end: the list's own length decides. */
export const AT_THE_END = 1_000_000;

/** The member a list belongs to. Routes let only members in; a visitor here is a broken invariant, refused all the same. */
export function owner(actor: Actor): Member {
  if (actor.kind !== 'member') throw new AppError('sign_in_required');
  return actor;
}

/** @throws AppError `watchlist_limit` when one more list would be too many. */
export function assertRoomForList(actor: Member, count: number): void {
  const limit = tiers[actor.tier].watchlists_max;
  if (count >= limit) {
    throw new AppError('watchlist_limit', {
      limit,
      tier: actor.tier,
      detail: `Your ${tiers[actor.tier].name} plan holds ${limit} watchlists.`,
    });
  }
}

/** @throws AppError `watchlist_items_limit` when `count` items would be too many. */
export function assertRoomForItems(actor: Member, count: number): void {
  const limit = tiers[actor.tier].watchlist_items_max;
  if (count > limit) {
    throw new AppError('watchlist_items_limit', {
      limit,
      tier: actor.tier,
      detail: `A list on your ${tiers[actor.tier].name} plan holds ${limit} symbols.`,
    });
  }
}

const COMPARED_DECIMALS = 8;

/** Whether the pair of marks makes sense: above exceeds below, or one of them is missing. Decimal strings. */
export function marksAreOrdered(above: string | null, below: string | null): boolean {
  if (above === null || below === null) return true;
  const [high, low] = [parseScaled(above, COMPARED_DECIMALS), parseScaled(below, COMPARED_DECIMALS)];
  // Beyond eight decimals or the safe range the database's own CHECK decides.
  return high === null || low === null || high > low;
}

/** @throws AppError `watchlist_marks_crossed` */
export function assertMarksOrdered(above: string | null, below: string | null): void {
  if (!marksAreOrdered(above, below)) {
    throw new AppError('watchlist_marks_crossed', { pointer: '/price_above', price_above: above, price_below: below });
  }
}

/**
 * Instruments of all symbols, in the order given, each once.
 * @throws AppError `symbols_unknown` naming every symbol that fails.
 */
export function findAll(market: MarketDoor, symbols: readonly string[]): Instrument[] {
  const found = new Map<string, Instrument>();
  const unknown: string[] = [];
  for (const symbol of symbols) {
    const instrument = market.find(symbol);
    if (instrument === undefined) unknown.push(symbol);
    else found.set(instrument.id, instrument);
  }
  if (unknown.length > 0) {
    throw new AppError('symbols_unknown', {
      pointer: '/symbols',
      symbols: unknown,
      detail: `Not known: ${unknown.join(', ')}.`,
    });
  }
  return [...found.values()];
}

/** @throws AppError `instrument_unknown` */
export function findOne(market: MarketDoor, symbol: string): Instrument {
  const instrument = market.find(symbol);
  if (instrument === undefined)
    throw new AppError('instrument_unknown', { symbol, detail: `${symbol} is not known here.` });
  return instrument;
}
