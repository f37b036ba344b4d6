import { sql } from 'kysely';
import { BASKET_LINES_MAX } from '../../../../../contract/orders-terms.ts';
import type { LineSnapshot } from '../../frozen.ts';
import type { OrdersTx } from '../../tables.ts';
import { gradingOf, thumbOf } from '../../../inventory/index.ts';

/** A line of a basket beside what is offered now. */
export interface LineNow {
  readonly listing_id: string;
  readonly vendor_id: string;
  readonly vendor_name: string;
  readonly quantity: number;
  readonly price_seen_minor: number;
  readonly title: string;
  readonly sku: string;
  readonly currency: string;
  /** Null: not for sale now. */
  readonly price_minor: number | null;
  /** Free, or held for this basket. */
  readonly available: number;
  readonly held: number;
  readonly snapshot: LineSnapshot;
}

type Row = Omit<LineNow, 'price_minor' | 'price_seen_minor' | 'available' | 'snapshot'> &
  Pick<LineSnapshot, 'condition' | 'set_name' | 'collector_number' | 'language' | 'finish' | 'image_url'> &
  Pick<LineSnapshot, 'product_slug' | 'instrument_symbol'> &
  Parameters<typeof gradingOf>[0] & {
    readonly price_minor: string | null;
    readonly price_seen_minor: string;
    readonly status: string;
    readonly sold_out_auto: boolean;
    readonly free: number;
  };

/** The lines of a basket as they were put in, with prices and pieces of this moment; one statement. */
export async function readLines(
  tx: OrdersTx,
  { id, currency }: { readonly id: string; readonly currency: string | null },
): Promise<LineNow[]> {
  const { rows } = await sql<Row>`
    SELECT line.listing_id, line.vendor_id, vendor.name AS vendor_name, line.quantity, line.price_seen_minor,
      listing.title, listing.sku, listing.currency, listing.price_minor, listing.status, listing.sold_out_auto,
      listing.condition, listing.grading_company, listing.grade, listing.grade_label, listing.cert_number, listing.subgrades,
      card.set_name, card.collector_number, card.language, card.finish, offer.instrument_symbol, product.slug AS product_slug,
      ${thumbOf(sql.ref('line.vendor_id'), sql.ref('line.listing_id'))} AS image_url,
      coalesce(stock.free, 0)::integer AS free, coalesce(held.pieces, 0)::integer AS held
    FROM orders.basket_lines AS line
    JOIN inventory.listings AS listing ON listing.vendor_id = line.vendor_id AND listing.id = line.listing_id
    JOIN inventory.vendors AS vendor ON vendor.id = line.vendor_id
    LEFT JOIN inventory.card_details AS card ON card.vendor_id = line.vendor_id AND card.listing_id = line.listing_id
    LEFT JOIN inventory.offers AS offer ON offer.vendor_id = line.vendor_id AND offer.listing_id = line.listing_id
    LEFT JOIN inventory.product_states AS state ON state.instrument_id = offer.instrument_id
    LEFT JOIN inventory.products AS product ON product.id = state.product_id
    LEFT JOIN LATERAL (SELECT sum(on_hand - reserved - allocated) AS free FROM inventory.stock_levels AS level
      WHERE level.vendor_id = line.vendor_id AND level.listing_id = line.listing_id) AS stock ON true
    LEFT JOIN LATERAL (SELECT sum(hold.quantity) AS pieces FROM orders.holds AS hold
      WHERE hold.basket_id = line.basket_id AND hold.status = 'active' AND hold.listing_id = line.listing_id) AS held ON true
    WHERE line.basket_id = ${id} ORDER BY line.added_at, line.listing_id LIMIT ${BASKET_LINES_MAX}`.execute(tx);
  return rows.map((row) => lineNow(row, currency));
}

function lineNow(row: Row, basket_currency: string | null): LineNow {
  const { listing_id, vendor_id, vendor_name, quantity, title, sku, currency, held } = row;
  // Its last pieces may be the ones held here: then it is sold out for everybody else.
  const on_sale = row.status === 'active' || (row.status === 'sold_out' && (row.sold_out_auto || held > 0));
  const grading = gradingOf(row);
  return {
    listing_id,
    vendor_id,
    vendor_name,
    quantity,
    price_seen_minor: Number(row.price_seen_minor),
    title,
    sku,
    currency,
    // One that is sold in another money now is not what was put in.
    price_minor: on_sale && row.price_minor !== null && currency === basket_currency ? Number(row.price_minor) : null,
    available: row.free + held,
    held,
    snapshot: {
      product_slug: row.product_slug,
      instrument_symbol: row.instrument_symbol,
      state: stateOf(row.condition, grading),
      condition: row.condition,
      grading,
      set_name: row.set_name,
      collector_number: row.collector_number,
      language: row.language,
      finish: row.finish,
      image_url: row.image_url,
    },
  };
}

/** "NM", "PSA 9". */
function stateOf(condition: string | null, grading: LineSnapshot['grading']): string {
  if (grading === null) return condition ?? '';
  const company = grading.company === 'other' ? 'Graded' : grading.company;
  return `${company} ${grading.grade ?? 'authentic'}`;
}
