import type { AddressView, BasketLineView, BasketPartView, BasketView } from '../../../../contract/basket.ts';
import { HOLD_EXTENSIONS_MAX } from '../../../../contract/orders-terms.ts';
import { type BasketNow, type PartNow, problemOf } from './price-basket.ts';
import type { LineNow } from './selectors/read-lines.ts';

/** A basket as its buyer sees it. */
export function basketView({ row, email, parts, discounts, totals, missing }: BasketNow, at: Date): BasketView {
  const { hold_expires_at } = row;
  const held = hold_expires_at !== null && hold_expires_at > at ? hold_expires_at : null;
  return {
    id: row.id,
    version: row.version,
    currency: row.currency,
    parts: parts.map(partView),
    discounts,
    email,
    shipping_address: row.shipping_address as AddressView | null,
    billing_address: row.billing_address as AddressView | null,
    note: row.note,
    pieces: parts.reduce((sum, part) => sum + part.lines.reduce((pieces, line) => pieces + line.quantity, 0), 0),
    ...totals,
    hold:
      held === null
        ? null
        : { expires_at: held.toISOString(), extensions_left: HOLD_EXTENSIONS_MAX - row.hold_extensions },
    missing: [...missing],
    updated_at: row.updated_at.toISOString(),
  };
}

function partView({ vendor_id, vendor_name, terms, tax, lines, options, method, totals }: PartNow): BasketPartView {
  return {
    vendor: { id: vendor_id, name: vendor_name, ships_from: terms.ships_from },
    lines: lines.map(lineView),
    shipping_options: options.map(({ id, name, price_minor, days_min, days_max }) => ({
      id,
      name,
      price_minor,
      days_min,
      days_max,
    })),
    shipping_method_id: method?.id ?? null,
    tax_mode: tax.mode,
    tax_rate_bp: tax.rate_bp,
    tax_name: tax.name,
    subtotal_minor: totals.subtotal_minor,
    discount_minor: totals.discount_minor,
    shipping_minor: totals.shipping_minor,
    tax_minor: totals.tax_minor,
    total_minor: totals.total_minor,
  };
}

function lineView(line: LineNow): BasketLineView {
  const { product_slug, instrument_symbol, state, condition, grading, set_name, collector_number, image_url } =
    line.snapshot;
  return {
    listing_id: line.listing_id,
    product_slug,
    instrument_symbol,
    title: line.title,
    sku: line.sku,
    state,
    condition,
    grading,
    set_name,
    collector_number,
    image_url,
    quantity: line.quantity,
    price_minor: line.price_minor,
    price_seen_minor: line.price_seen_minor,
    available: line.available,
    problem: problemOf(line),
    subtotal_minor: (line.price_minor ?? 0) * line.quantity,
  };
}
