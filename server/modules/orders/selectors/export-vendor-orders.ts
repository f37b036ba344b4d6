import { minorText } from '../../../../contract/minor-units.ts';
import type { AddressView } from '../../../../contract/basket.ts';
import type { ParamsOf, QueryOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { csvLine } from '../../../platform/csv.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff, type VendorTx } from '../../inventory/index.ts';
import type { LineSnapshot } from '../frozen.ts';
import { ordersTables } from '../tables.ts';
import { vendorOrderConditions } from './filter-vendor-orders.ts';
import { byOrder, type LineRow, type OrderRow, readLines } from './order-rows.ts';

/** Orders of one part of the file: each part is a short transaction, however slowly it is read. */
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

/**
 * What a filter leaves, a row a line, made while it is sent.
 * @throws AppError those of `asStaff`, before the first byte.
 */
export async function exportVendorOrders(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'exportVendorOrders'> & QueryOf<'exportVendorOrders'>,
): Promise<AsyncIterable<string>> {
  const part = (after: string | null): Promise<Part> =>
    asStaff(platform, { actor, vendor_id: input.vendor_id, route: 'exportVendorOrders' }, (tx) =>
      readPart(tx, input, after),
    );
  return parts(part, await part(null));
}

interface Part {
  readonly text: string;
  readonly last: string | null;
}

async function* parts(read: (after: string | null) => Promise<Part>, first: Part): AsyncGenerator<string> {
  // A byte-order mark, so that spreadsheets take it for the UTF-8 it is.
  yield `\uFEFF${COLUMNS.join(',')}\r\n${first.text}`;
  let { last } = first;
  while (last !== null) {
    const next = await read(last);
    yield next.text;
    ({ last } = next);
  }
}

type Input = ParamsOf<'exportVendorOrders'> & QueryOf<'exportVendorOrders'>;

async function readPart(tx: VendorTx, { vendor_id, ...filter }: Input, after: string | null): Promise<Part> {
  let query = ordersTables(tx).selectFrom('orders').where('vendor_id', '=', vendor_id).selectAll();
  if (after !== null) query = query.where('id', '>', after);
  for (const condition of vendorOrderConditions(filter)) query = query.where(condition);
  const orders = await query.orderBy('id').limit(PART_ORDERS).execute();
  const lines = byOrder(await readLines(tx, orders));
  const text = orders.flatMap((order) => (lines.get(order.id) ?? []).map((line) => rowOf(order, line)));
  return { text: text.join(''), last: orders.length < PART_ORDERS ? null : (orders.at(-1)?.id ?? null) };
}

function rowOf(order: OrderRow, line: LineRow): string {
  const money = (minor: string | number): string => minorText(Number(minor), order.currency);
  const address = order.shipping_address as AddressView;
  const cells = [
    order.number,
    (order.placed_at ?? order.created_at).toISOString(),
    order.status,
    order.payment_status,
    order.fulfilment_status,
    address.name,
    order.email,
    address.country,
    line.sku,
    line.title,
    (line.snapshot as LineSnapshot).state,
    ...[line.quantity, line.quantity_cancelled, line.quantity_shipped, line.quantity_returned].map(String),
    ...[line.unit_price_minor, line.discount_minor, line.tax_minor, line.total_minor, line.refunded_minor].map(money),
    ...[order.shipping_minor, order.total_minor, order.refunded_minor].map(money),
    order.currency,
  ];
  return `${csvLine(cells)}\r\n`;
}
