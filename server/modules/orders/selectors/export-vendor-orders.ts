import { sql } from 'kysely';
import { minorText } from '../../../../contract/minor-units.ts';
import type { ParamsOf, QueryOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { csvLine } from '../../../platform/csv.ts';
import { csvInParts, type CsvPart } from '../../../platform/csv-parts.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff, type VendorTx } from '../../inventory/index.ts';
import { ordersTables } from '../tables.ts';
import { vendorOrderConditions } from './filter-vendor-orders.ts';

/** Orders of one part of the file: each is one statement, and short, however slowly the file is read. */
const PART_ORDERS = 500;
const COLUMNS = [
  'order_number',
  'placed_at',
  'status',
  'payment_status',
  'fulfilment_status',
  'buyer_name',
  'email',
  'country',
  'sku',
  'title',
  'state',
  'quantity',
  'quantity_cancelled',
  'quantity_shipped',
  'quantity_returned',
  'unit_price',
  'discount',
  'tax',
  'line_total',
  'line_refunded',
  'order_shipping',
  'order_total',
  'order_refunded',
  'currency',
] as const;

type Input = ParamsOf<'exportVendorOrders'> & QueryOf<'exportVendorOrders'>;

/**
 * What a filter leaves, a row a line, made while it is sent.
 * @throws AppError those of `asStaff`, before the first byte.
 */
export function exportVendorOrders(platform: Platform, actor: Member, input: Input): Promise<AsyncIterable<string>> {
  return csvInParts(COLUMNS, (after) =>
    asStaff(platform, { actor, vendor_id: input.vendor_id, route: 'exportVendorOrders' }, (tx) =>
      readPart(tx, input, after),
    ),
  );
}

/** One line with its order: cells as the file has them, but for what a spreadsheet must not run and for how money is written. */
interface SoldLine {
  readonly id: string;
  /** Texts, as JSON: it is read several times as quickly as an array of the database. */
  readonly words: readonly string[];
  /** Numbers, with commas between them. */
  readonly pieces: string;
  readonly amounts: string;
  readonly currency: string;
}

async function readPart(tx: VendorTx, { vendor_id, ...filter }: Input, after: string | null): Promise<CsvPart> {
  let part = ordersTables(tx).selectFrom('orders').where('vendor_id', '=', vendor_id).selectAll();
  if (after !== null) part = part.where('id', '>', after);
  for (const condition of vendorOrderConditions(filter)) part = part.where(condition);
  const { rows } = await sql<SoldLine>`
    SELECT sold.id, json_build_array(sold.number,
        to_char(sold.came_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        sold.status, sold.payment_status, sold.fulfilment_status, sold.shipping_address ->> 'name', sold.email,
        sold.shipping_address ->> 'country', line.sku, line.title, line.snapshot ->> 'state') AS words,
      concat_ws(',', line.quantity, line.quantity_cancelled, line.quantity_shipped, line.quantity_returned) AS pieces,
      concat_ws(',', line.unit_price_minor, line.discount_minor, line.tax_minor, line.total_minor, line.refunded_minor,
        sold.shipping_minor, sold.total_minor, sold.refunded_minor) AS amounts, sold.currency
    FROM ${part.orderBy('id').limit(PART_ORDERS)} AS sold
    JOIN orders.order_lines AS line ON line.vendor_id = sold.vendor_id AND line.order_id = sold.id
    ORDER BY sold.id, line.position
  `.execute(tx);
  const is_last = new Set(rows.map((row) => row.id)).size < PART_ORDERS;
  return { text: rows.map(rowOf).join(''), last: is_last ? null : (rows.at(-1)?.id ?? null) };
}

function rowOf({ words, pieces, amounts, currency }: SoldLine): string {
  const money = amounts.split(',').map((minor) => minorText(Number(minor), currency));
  return `${csvLine(words)},${pieces},${money.join(',')},${currency}\r\n`;
}
