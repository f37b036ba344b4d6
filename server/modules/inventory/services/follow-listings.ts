import { sql } from 'kysely';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { keepCollectibles, tellShopPrices } from '../../market/index.ts';
import { readSeenListings } from '../selectors/seen-listings.ts';
import { type Followed, followStock } from '../shop/follow-stock.ts';
import { thingOf } from '../shop/thing-of.ts';
import type { Offer, SeenListing, ShopTx, TakenListing } from '../tables-shop.ts';
import { keepProducts } from '../window/services/keep-products.ts';
import { asShop, mayLook } from './enter-shop.ts';
import { followStatuses } from './follow-statuses.ts';
import { standsAlone } from './set-aside.ts';
import { takeChanged, takeDue } from './take-changed.ts';

/** Listings of one look: what a transaction takes. */
export const LOOKED_AT_MAX = 500;

/**
 * What a look found. `busy`: another process looks. `more`: others wait, as far as one look could tell. `set_aside`: the
 * only listing it took cannot be looked at, and stands aside for a while.
 */
export type Look = 'busy' | 'more' | 'done' | 'set_aside';

/**
 * Looks at listings that changed: their status follows their stock, their offers and products stand, and the instruments
 * they belong to are told at the lowest price of all vendors. All of it commits with their rows' leaving the queue, or none: what a
 * crash cuts short is looked at again.
 *
 * @param of.from whom to look at: who changed, or whoever was set aside and whose time has come.
 * @param of.limit how many, at most LOOKED_AT_MAX. One that fails by itself is set aside, so that the others go on; where
 *   several are looked at and one of them fails, the call rejects.
 */
export async function followListings(
  platform: Platform,
  { from, limit }: { readonly from: 'changed' | 'set_aside'; readonly limit: number },
): Promise<Look> {
  return inTransaction(platform.db, async (tx) => {
    if (!(await mayLook(tx))) return 'busy';
    const now = platform.clock.now();
    const taken = await asShop(tx, (shop) =>
      from === 'changed' ? takeChanged(shop, { limit, now }) : takeDue(shop, { limit, now }),
    );
    const work = (): Promise<void> => lookAt(tx, platform, taken.listings);
    if (limit > 1) await work();
    else if (!(await standsAlone(tx, platform, { listings: taken.listings, work }))) return 'set_aside';
    return taken.count < limit ? 'done' : 'more';
  });
}

async function lookAt(tx: Tx, platform: Platform, taken: readonly TakenListing[]): Promise<void> {
  if (taken.length === 0) return;
  const seen = await asShop(tx, async (shop) => {
    const ids = taken.map(({ listing_id }) => listing_id);
    return followStatuses(shop, platform, (await readSeenListings(shop, ids)).map(looked));
  });
  const offers = await offersOf(tx, platform, seen);
  const asked = await asShop(tx, async (shop) => {
    await saveOffers(shop, offers);
    const byId = new Map(offers.map((offer) => [offer.listing_id, offer]));
    const looked = seen.flatMap(({ listing }) => {
      const offer = byId.get(listing.id);
      return offer === undefined ? [] : [{ listing, offer }];
    });
    await keepProducts(shop, looked, platform.clock.now());
    return readLowest(shop, touched(seen, offers));
  });
  await tellShopPrices(tx, platform, asked);
}

/** A listing with what stock makes of it. */
export interface Looked {
  readonly listing: SeenListing;
  readonly followed: Followed;
}

function looked(listing: SeenListing): Looked {
  return { listing, followed: followStock(listing) };
}

/** What each listing offers, with its instrument: one that was never for sale has none. */
async function offersOf(tx: Tx, platform: Platform, seen: readonly Looked[]): Promise<Offer[]> {
  const watched = seen.flatMap(({ listing, followed }) =>
    followed.price_minor === null && listing.before?.instrument_id == null
      ? []
      : [{ id: listing.id, thing: thingOf(listing) }],
  );
  const kept = await keepCollectibles(
    tx,
    platform,
    watched.map(({ thing }) => thing),
  );
  const instruments = new Map(watched.map(({ id, thing }) => [id, kept.get(thing.key)]));
  return seen.map(({ listing, followed }) => {
    const { id, vendor_id, available } = listing;
    const { instrument_id = null, symbol = null } = instruments.get(id) ?? {};
    const { price_minor, is_low, low_untold } = followed;
    return {
      vendor_id,
      listing_id: id,
      instrument_id,
      instrument_symbol: symbol,
      price_minor,
      available,
      is_low,
      low_untold,
    };
  });
}

async function saveOffers(tx: ShopTx, offers: readonly Offer[]): Promise<void> {
  if (offers.length === 0) return;
  await sql`
    INSERT INTO inventory.offers AS kept
      (vendor_id, listing_id, instrument_id, instrument_symbol, price_minor, available, is_low, low_untold)
    SELECT * FROM jsonb_to_recordset(${JSON.stringify(offers)}::jsonb) AS offer (vendor_id uuid, listing_id uuid,
      instrument_id uuid, instrument_symbol text, price_minor bigint, available bigint, is_low boolean, low_untold boolean)
    ON CONFLICT (vendor_id, listing_id) DO UPDATE SET
      instrument_id = excluded.instrument_id, instrument_symbol = excluded.instrument_symbol,
      price_minor = excluded.price_minor, available = excluded.available, is_low = excluded.is_low,
      low_untold = excluded.low_untold
    WHERE (kept.instrument_id, kept.instrument_symbol, kept.price_minor, kept.available, kept.is_low, kept.low_untold)
      IS DISTINCT FROM (excluded.instrument_id, excluded.instrument_symbol, excluded.price_minor, excluded.available,
        excluded.is_low, excluded.low_untold)
  `.execute(tx);
}

/** Instruments whose lowest price may be another now: those that were offered, and those that are. */
function touched(seen: readonly Looked[], offers: readonly Offer[]): string[] {
  const before = seen.map(({ listing }) => listing.before);
  const instruments = [...before, ...offers].flatMap((offer) =>
    offer?.instrument_id != null && offer.price_minor !== null ? [offer.instrument_id] : [],
  );
  return [...new Set(instruments)];
}

async function readLowest(tx: ShopTx, instrument_ids: readonly string[]) {
  if (instrument_ids.length === 0) return [];
  const { rows } = await sql<{ instrument_id: string; price_minor: number | null }>`
    SELECT wanted.instrument_id, (
      SELECT min(offer.price_minor) FROM inventory.offers AS offer
      WHERE offer.instrument_id = wanted.instrument_id AND offer.price_minor IS NOT NULL
    )::float8 AS price_minor
    FROM unnest(${instrument_ids}::uuid[]) AS wanted (instrument_id)
  `.execute(tx);
  return rows;
}
