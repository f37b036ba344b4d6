import type { LineSnapshot } from './frozen.ts';
import type { LineRow, OrderRow } from './selectors/order-rows.ts';

/** What facts of an order carry, whichever they are. */
export function ofOrder({ order, group_number }: { readonly order: OrderRow; readonly group_number: string }) {
  return {
    order_id: order.id,
    order_number: order.number,
    group_id: order.group_id,
    group_number,
    vendor_id: order.vendor_id,
    vendor_name: order.vendor_name,
    buyer_id: order.buyer_id,
    buyer_email: order.email,
    currency: order.currency,
    total_minor: Number(order.total_minor),
  };
}

/** Lines as facts carry them: those that the map names, with the pieces it names. */
export function linesOf(lines: readonly LineRow[], pieces: ReadonlyMap<string, number>) {
  return lines.flatMap((line) => {
    const quantity = pieces.get(line.id) ?? 0;
    if (quantity === 0) return [];
    const { state, instrument_symbol } = line.snapshot as LineSnapshot;
    const { id, listing_id, sku, title } = line;
    const unit_price_minor = Number(line.unit_price_minor);
    return [{ line_id: id, listing_id, sku, title, state, instrument_symbol, quantity, unit_price_minor }];
  });
}
