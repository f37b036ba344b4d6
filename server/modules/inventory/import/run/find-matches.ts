import { sql } from 'kysely';
import { contentOf, type ListingRow } from '../../listing.ts';
import { listingRows } from '../../selectors/listing-rows.ts';
import type { VendorTx } from '../../tables.ts';
import { isSamePiece, type Piece } from './piece-key.ts';

/** What a row asks for: by SKU if it names one, else by certificate, else by what the piece is. */
export interface Asked {
  readonly sku: string | null;
  /** As it would be made; null where the row does not say enough to make one. */
  readonly piece: Piece | null;
}

/** The listing that a row is about; none; or more than one, so that the row has to say which. */
export type Match = { readonly listing: ListingRow | null } | { readonly several: readonly string[] };

/**
 * Finds for each row the listing it is about. Without a SKU an archived listing is found only where no other fits, the
 * newest first: a piece that comes back takes up its history.
 *
 * @returns one per asked, in the same order.
 */
export async function findMatches(tx: VendorTx, vendor_id: string, asked: readonly Asked[]): Promise<Match[]> {
  const found = await candidates(tx, vendor_id, asked.map(wanted));
  const ids = [...new Set(found.map(({ id }) => id))];
  const rows =
    ids.length === 0
      ? []
      : await listingRows(tx, vendor_id)
          .where((eb) => eb('listing.id', '=', eb.fn.any(eb.val(ids))))
          .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const places = Map.groupBy(found, ({ place }) => place);
  return asked.map((one, place) => {
    const listings = (places.get(place) ?? []).flatMap(({ id }) => byId.get(id) ?? []);
    return matchOf(one, listings);
  });
}

function matchOf({ sku, piece }: Asked, candidates_: readonly ListingRow[]): Match {
  if (sku !== null) return { listing: candidates_[0] ?? null };
  if (piece === null) return { listing: null };
  const certificate = piece.content.grading?.cert_number ?? null;
  const same = candidates_.filter(
    (row) => certificate !== null || isSamePiece(piece, { kind: row.kind, content: contentOf(row) }),
  );
  const current = same.filter(({ status }) => status !== 'archived');
  if (current.length > 1) return { several: current.map((row) => row.sku) };
  const newest = same.toSorted((one, other) => (one.id < other.id ? 1 : -1));
  return { listing: current[0] ?? newest[0] ?? null };
}

function wanted({ sku, piece }: Asked, place: number) {
  if (sku !== null) return { place, sku };
  if (piece === null) return { place };
  const { grading, details, title } = piece.content;
  if (grading?.cert_number) return { place, company: grading.company, cert_number: grading.cert_number };
  if (piece.kind !== 'card') return { place, kind: piece.kind, title };
  const number = details['collector_number'] ?? '';
  const { condition } = piece.content;
  const { game, name, language, finish } = details;
  return { place, game, name, number, language, finish, condition, company: grading?.company };
}

/** Copies of one piece in one state that are looked at for one row, of all sets. */
const CANDIDATES_MAX = 50;

/**
 * A card that has a number is looked for by the key of its number: under the wall of the vendor no index is used for what
 * lower() makes of a name. Cards without one are read once for all rows that name none, and not for each of them.
 */
async function candidates(
  tx: VendorTx,
  vendor_id: string,
  asked: readonly unknown[],
): Promise<readonly { readonly place: number; readonly id: string }[]> {
  const { rows } = await sql<{ place: number; id: string }>`
    WITH asked AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS one (place int, sku text, company text,
        cert_number text, kind text, title text, game text, name text, number text, language text, finish text,
        condition text)),
    unnumbered AS MATERIALIZED (
      SELECT card.listing_id, lower(card.name) AS key, card.game, card.language, card.finish
      FROM inventory.card_details AS card
      WHERE card.vendor_id = ${vendor_id} AND coalesce(card.collector_number, '') = ''
        AND EXISTS (SELECT FROM asked WHERE asked.number = '')
        AND (lower(card.name) IN (SELECT lower(asked.name) FROM asked WHERE asked.number = '')) IS TRUE)
    SELECT asked.place, listing.id FROM asked JOIN inventory.listings AS listing
      ON listing.vendor_id = ${vendor_id} AND upper(listing.sku) = upper(asked.sku)
      WHERE asked.sku IS NOT NULL
    UNION ALL
    SELECT asked.place, listing.id FROM asked JOIN inventory.listings AS listing
      ON listing.vendor_id = ${vendor_id} AND listing.grading_company = asked.company
        AND upper(listing.cert_number) = upper(asked.cert_number) AND listing.cert_number IS NOT NULL
        AND listing.status <> 'archived'
      WHERE asked.cert_number IS NOT NULL
    UNION ALL
    SELECT asked.place, one.id FROM asked CROSS JOIN LATERAL (
      SELECT listing.id FROM inventory.listing_summaries AS summary JOIN inventory.listings AS listing
        ON listing.vendor_id = summary.vendor_id AND listing.id = summary.listing_id
      WHERE summary.vendor_id = ${vendor_id} AND summary.title_key = left(inventory.folded(asked.title), 60)
        AND lower(listing.title) = lower(asked.title) AND listing.kind = asked.kind
      ORDER BY listing.status = 'archived', listing.id DESC LIMIT ${CANDIDATES_MAX}) AS one
      WHERE asked.title IS NOT NULL
    UNION ALL
    SELECT asked.place, one.listing_id FROM asked CROSS JOIN LATERAL (
      SELECT card.listing_id FROM inventory.listing_summaries AS summary JOIN inventory.card_details AS card
        ON card.vendor_id = summary.vendor_id AND card.listing_id = summary.listing_id JOIN inventory.listings AS listing
        ON listing.vendor_id = card.vendor_id AND listing.id = card.listing_id
      WHERE summary.vendor_id = ${vendor_id} AND summary.number_key = upper(asked.number)
        AND lower(card.name) = lower(asked.name) AND card.game = asked.game
        AND lower(coalesce(card.collector_number, '')) = lower(asked.number)
        AND card.language = asked.language AND card.finish = asked.finish
        AND listing.condition IS NOT DISTINCT FROM asked.condition
        AND listing.grading_company IS NOT DISTINCT FROM asked.company
      ORDER BY listing.status = 'archived', listing.id DESC LIMIT ${CANDIDATES_MAX}) AS one
      WHERE asked.name IS NOT NULL AND asked.number <> ''
    UNION ALL
    SELECT one.place, one.id FROM (
      SELECT asked.place, listing.id,
        row_number() OVER (PARTITION BY asked.place ORDER BY listing.status = 'archived', listing.id DESC) AS nth
      -- So spelled, many rows are expected of it, and both sides are met by a hash.
      FROM (SELECT *, lower(name) AS key FROM asked WHERE length(number) < 1) AS asked
      JOIN unnumbered AS card USING (key, game, language, finish)
      JOIN inventory.listings AS listing ON listing.vendor_id = ${vendor_id} AND listing.id = card.listing_id
        AND listing.condition IS NOT DISTINCT FROM asked.condition
        AND listing.grading_company IS NOT DISTINCT FROM asked.company) AS one
      WHERE one.nth <= ${CANDIDATES_MAX}`.execute(tx);
  return rows;
}
