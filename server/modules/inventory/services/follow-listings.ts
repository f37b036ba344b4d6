import { sql } from 'kysely';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { keepCollectibles, tellShopPrices } from '../../market/index.ts';
import { readSeenListings } from '../selectors/seen-listings.ts';
import { type Followed, followStock } from '../shop/follow-stock.ts';
import { thingOf } from '../shop/thing-of.ts';
import type { Offer, SeenListing, ShopTx } from '../tables-shop.ts';
import { asShop, mayLook } from './enter-shop.ts';
import { followStatuses } from './follow-statuses.ts';

/** Listings of one look: what a transaction takes. */
export const LOOKED_AT_MAX = 500;

/** What a look found. `busy`: another process looks. `more`: others wait, as far as one look could tell. */
export type Look = 'busy' | 'more' | 'done';

/**
 * Looks at listings that changed: their status follows their stock, their offers stand, and the instruments they belong
 * to are told at the lowest price of all vendors. All of it commits with their rows' leaving the queue, or none: what a
 * crash cuts short is looked at again.
 */
export async function followListings(platform: Platform): Promise<Look> {
  return inTransaction(platform.db, async (tx) => {
    if (!(await mayLook(tx))) return 'busy';
    const { seen, count } = await asShop(tx, async (shop) => {
      const changed = await takeChanged(shop);
      const listings = await readSeenListings(shop, changed.ids);
      return { seen: await followStatuses(shop, platform, listings.map(looked)), count: changed.count };
    });
    const offers = await offersOf(tx, platform, seen);
    const asked = await asShop(tx, async (shop) => {
      await saveOffers(shop, offers);
      return readLowest(shop, touched(seen, offers));
    });
    await tellShopPrices(tx, platform, asked);
    return count < LOOKED_AT_MAX ? 'done' : 'more';
  });
}

/** A listing with what stock makes of it. */
export interface Looked {
  readonly listing: SeenListing;
  readonly followed: Followed;
}

function looked(listing: SeenListing): Looked {
  return { listing, followed: followStock(listing) };
}

/** Takes the oldest out of the queue, each listing with all its rows. */
async function takeChanged(tx: ShopTx): Promise<{ readonly ids: readonly string[]; readonly count: number }> {
  const { rows } = await sql<{ listing_id: string; count: number }>`
    WITH oldest AS (SELECT vendor_id, listing_id FROM inventory.changed_listings ORDER BY seq LIMIT ${LOOKED_AT_MAX}),
    taken AS (
      DELETE FROM inventory.changed_listings AS queued
      USING (SELECT DISTINCT vendor_id, listing_id FROM oldest) AS one
      WHERE queued.vendor_id = one.vendor_id AND queued.listing_id = one.listing_id
      RETURNING queued.listing_id
    )
    SELECT DISTINCT listing_id, (SELECT count(*)::int FROM oldest) AS count FROM taken
  `.execute(tx);
  return { ids: rows.map(({ listing_id }) => listing_id), count: rows[0]?.count ?? 0 };
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
