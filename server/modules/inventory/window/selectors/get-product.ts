import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import type { GradingView } from '../../../../../contract/inventory-details.ts';
import { PHOTOS_MAX } from '../../../../../contract/inventory-photos.ts';
import { LINE_PIECES_MAX } from '../../../../../contract/orders-terms.ts';
import { OFFERS_MAX, type OfferView, type ProductView } from '../../../../../contract/shop.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { photoAddress } from '../../photos/photo-kind.ts';
import { stateOf } from '../../shop/thing-of.ts';
import type { ListingsTable } from '../../tables.ts';
import { inWindow, type WindowTx } from './in-window.ts';
import { productColumns, type ProductRow, productSummary } from './product-rows.ts';
import { readSales } from './read-sales.ts';

/**
 * One product with what is on offer now, the cheapest first, and what it sold for, the newest first. What is free of an offer
 * is told up to LINE_PIECES_MAX.
 *
 * @throws AppError `product_unknown`.
 */
export function getProduct(platform: Pick<Platform, 'db'>, slug: string): Promise<ProductView> {
  return inWindow(platform, async (tx) => {
    const { rows } = await sql<ProductRow & Traits>`
      SELECT ${productColumns}, product.first_edition, product.signed, product.altered
      FROM inventory.products AS product WHERE product.slug = ${slug}`.execute(tx);
    const product = rows[0];
    if (product === undefined) throw new AppError('product_unknown');
    const { first_edition, signed, altered, ...row } = product;
    const [list, sales] = [await readOffers(tx, row), await readSales(tx, sql`sale.product_id = ${row.id}`)];
    return { ...productSummary(row), first_edition, signed, altered, list, sales };
  });
}

interface Traits {
  readonly first_edition: boolean;
  readonly signed: boolean;
  readonly altered: boolean;
}

interface OfferRow
  extends Pick<ListingsTable, 'title' | 'condition' | 'grading_company' | 'grade' | 'grade_label' | 'cert_number'> {
  readonly listing_id: string;
  readonly vendor_id: string;
  readonly vendor_name: string;
  readonly subgrades: GradingView['subgrades'];
  readonly price_minor: number;
  readonly available: number;
  readonly ships_from: string | null;
  readonly shipping_from_minor: number | null;
  readonly photos: readonly {
    readonly id: string;
    readonly name: string;
    readonly width: number;
    readonly height: number;
    readonly created_at: string;
  }[];
}

/** What somebody paused a moment ago is not shown, whoever has looked at it since. */
async function readOffers(tx: WindowTx, { id, currency }: ProductRow): Promise<OfferView[]> {
  const { rows } = await sql<OfferRow>`
    WITH offered AS MATERIALIZED (
      SELECT offer.vendor_id, offer.listing_id, offer.price_minor, least(offer.available, ${LINE_PIECES_MAX}) AS available,
        listing.title, listing.condition, listing.grading_company, listing.grade::text, listing.grade_label,
        listing.cert_number, listing.subgrades
      FROM inventory.product_states AS state
      JOIN inventory.offers AS offer ON offer.instrument_id = state.instrument_id AND offer.price_minor IS NOT NULL
      JOIN inventory.listings AS listing ON listing.vendor_id = offer.vendor_id AND listing.id = offer.listing_id
      WHERE state.product_id = ${id} AND listing.status = 'active'
      ORDER BY offer.price_minor, offer.listing_id LIMIT ${OFFERS_MAX}
    )
    SELECT offered.*, offered.price_minor::float8 AS price_minor, offered.available::float8 AS available,
      vendor.name AS vendor_name, terms.ships_from,
      orders.shipping_from(offered.vendor_id, ${currency}, offered.price_minor)::float8 AS shipping_from_minor,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', photo.id, 'name', photo.name, 'width', photo.width,
          'height', photo.height, 'created_at', photo.created_at) ORDER BY photo.position), '[]')
        FROM inventory.photos AS photo
        WHERE photo.vendor_id = offered.vendor_id AND photo.listing_id = offered.listing_id) AS photos
    FROM offered JOIN inventory.vendors AS vendor ON vendor.id = offered.vendor_id
    LEFT JOIN LATERAL orders.terms_shown(offered.vendor_id) AS terms ON true
    ORDER BY offered.price_minor, offered.listing_id`.execute(tx);
  return rows.map((row) => offerView(row, currency));
}

function offerView(row: OfferRow, currency: string): OfferView {
  const { listing_id, title, condition, price_minor, available, ships_from, shipping_from_minor } = row;
  return {
    listing_id,
    vendor: { id: row.vendor_id, name: row.vendor_name },
    title,
    state: stateOf(row).name,
    condition,
    grading: gradingView(row),
    price_minor,
    currency,
    available,
    photos: row.photos.slice(0, PHOTOS_MAX).map(({ id, name, width, height, created_at }) => ({
      id,
      url: photoAddress(name, 'full'),
      thumb_url: photoAddress(name, 'thumb'),
      width,
      height,
      created_at: new Date(created_at).toISOString(),
    })),
    ships_from,
    shipping_from_minor,
  };
}

function gradingView({ grading_company, grade, grade_label, cert_number, subgrades }: OfferRow): GradingView | null {
  if (grading_company === null) return null;
  const number = grade === null ? null : grade.replace(/\.0$/, '');
  return { company: grading_company, grade: number, label: grade_label, cert_number, subgrades };
}
