import type { AddressView } from '../../../../contract/basket.ts';
import { copyState } from '../../../../contract/copy-state.ts';
import type { LineSnapshot } from '../frozen.ts';
import type { FrozenMethod, FrozenTerms } from '../frozen.ts';
import type { LineRow, OrderRow } from '../selectors/order-rows.ts';

/** What papers say of an order: plain values, which a thread can be given. */
export interface PaperOrder {
  readonly number: string;
  /** ISO date. */
  readonly placed_on: string;
  readonly vendor: string;
  /** Lines of the head: legal name, address, tax number. */
  readonly from: readonly string[];
  readonly ship_to: readonly string[];
  readonly bill_to: readonly string[];
  readonly buyer_note: string;
  readonly shipping_method: string;
  readonly currency: string;
  readonly lines: readonly PaperLine[];
  readonly subtotal_minor: number;
  readonly discount_minor: number;
  readonly discount_codes: readonly string[];
  readonly shipping_minor: number;
  readonly tax_minor: number;
  /** "VAT 19 %, included": null where there is no tax. */
  readonly tax: string | null;
  readonly tax_added: boolean;
  readonly total_minor: number;
  readonly refunded_minor: number;
  readonly is_test: boolean;
}

export interface PaperLine {
  readonly title: string;
  /** "NM · Base Set · 4/102 · SKU-1". */
  readonly details: string;
  readonly quantity: number;
  /** Not cancelled, not sent. */
  readonly quantity_open: number;
  readonly unit_price_minor: number;
  readonly total_minor: number;
  readonly places: readonly string[];
}

/** One row of a pick list. */
export interface PaperPick {
  readonly place: string;
  readonly title: string;
  readonly details: string;
  readonly quantity: number;
  readonly order_number: string;
}

export type Papers =
  | { readonly kind: 'packing_slips' | 'invoices'; readonly orders: readonly PaperOrder[] }
  | { readonly kind: 'pick_list'; readonly vendor: string; readonly picks: readonly PaperPick[]; readonly day: string };

/** @param places where open pieces of each line lie, by the line's id. */
export function paperOrder(
  order: OrderRow,
  lines: readonly LineRow[],
  more: { readonly places: ReadonlyMap<string, readonly string[]>; readonly is_test: boolean },
): PaperOrder {
  const terms = order.terms as FrozenTerms;
  const from = [terms.legal_name || order.vendor_name, ...terms.legal_address.split('\n')];
  return {
    number: order.number,
    placed_on: (order.placed_at ?? order.created_at).toISOString().slice(0, 10),
    vendor: order.vendor_name,
    from: [...from, ...(terms.tax_number === '' ? [] : [`Tax number ${terms.tax_number}`])].filter(
      (text) => text !== '',
    ),
    ship_to: addressLines(order.shipping_address as AddressView),
    bill_to: addressLines(order.billing_address as AddressView),
    buyer_note: order.buyer_note,
    shipping_method: (order.shipping_method as FrozenMethod).name,
    currency: order.currency,
    lines: lines.map((line) => paperLine(line, more.places.get(line.id) ?? [])),
    subtotal_minor: Number(order.subtotal_minor),
    discount_minor: Number(order.discount_minor),
    discount_codes: order.discount_codes,
    shipping_minor: Number(order.shipping_minor),
    tax_minor: Number(order.tax_minor),
    tax: taxOf(order, terms),
    tax_added: order.tax_mode === 'exclusive',
    total_minor: Number(order.total_minor),
    refunded_minor: Number(order.refunded_minor),
    is_test: more.is_test,
  };
}

function paperLine(line: LineRow, places: readonly string[]): PaperLine {
  const snapshot = line.snapshot as LineSnapshot;
  return {
    title: line.title,
    details: detailsOf([copyState(snapshot), snapshot.set_name, snapshot.collector_number, line.sku]),
    quantity: line.quantity,
    quantity_open: line.quantity - line.quantity_cancelled - line.quantity_shipped,
    unit_price_minor: Number(line.unit_price_minor),
    total_minor: Number(line.subtotal_minor),
    places,
  };
}

export function detailsOf(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}

function addressLines(address: AddressView): string[] {
  const { name, company, line1, line2, city, region, postal_code, country } = address;
  const town = [postal_code, city, region].filter((part) => part !== '').join(' ');
  const land = new Intl.DisplayNames(['en'], { type: 'region' }).of(country) ?? country;
  return [name, company, line1, line2, town, land].filter((text) => text !== '');
}

function taxOf({ tax_mode, tax_rate_bp }: OrderRow, { tax_name }: FrozenTerms): string | null {
  if (tax_mode === 'none') return null;
  const rate = `${tax_name || 'Tax'} ${tax_rate_bp / 100} %`;
  return tax_mode === 'inclusive' ? `${rate}, included` : rate;
}
