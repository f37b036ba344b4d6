import type { AddressView } from '../../../../../contract/basket.ts';
import { PAYMENT_MINUTES } from '../../../../../contract/orders-terms.ts';
import { newId } from '../../../../platform/ids.ts';
import { hashOf, orderToken } from '../../buyer.ts';
import type { OrdersContext } from '../../context.ts';
import { newNumber } from '../../group-number.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import type { BasketNow, PartNow } from '../../basket/price-basket.ts';
import type { Preparing } from './prepare-checkout.ts';
import { startPayment } from './start-payment.ts';

/** Numbers that are tried until one is free; there are 200 thousand million. */
const NUMBERS_TRIED_MAX = 5;

interface Writing {
  readonly now: BasketNow;
  readonly asked: Preparing;
}

/** Freezes a basket that is held: the checkout, one order per vendor, their lines, and the first try to pay. @returns its id. */
export async function writeGroup(tx: OrdersTx, context: OrdersContext, writing: Writing): Promise<string> {
  const { now, asked } = writing;
  const id = newId();
  const number = await insertGroup(tx, context, { ...writing, id });
  const pay_until = payUntil(asked.at);
  await ordersTables(tx)
    .updateTable('holds')
    .where('basket_id', '=', now.row.id)
    .where('status', '=', 'active')
    .where('group_id', 'is', null)
    .set({ group_id: id, expires_at: pay_until })
    .execute();
  await ordersTables(tx)
    .updateTable('baskets')
    .where('id', '=', now.row.id)
    .set({ hold_expires_at: null, hold_extensions: 0 })
    .execute();
  for (const [place, part] of now.parts.entries())
    await writeOrder(tx, context, { ...writing, part, group_id: id, number: `${number}-${place + 1}` });
  if (now.totals.total_minor > 0) {
    const { row } = now;
    await startPayment(tx, context, {
      group: { id, currency: row.currency ?? '', total_minor: now.totals.total_minor },
      method: asked.body.payment_method,
      at: asked.at,
    });
  }
  return id;
}

function payUntil(at: Date): Date {
  return new Date(at.getTime() + PAYMENT_MINUTES * 60_000);
}

async function insertGroup(
  tx: OrdersTx,
  { platform, payments }: OrdersContext,
  { now, asked, id }: Writing & { readonly id: string },
): Promise<string> {
  const { row, totals } = now;
  const { buyer, at } = asked;
  for (let tried = 0; tried < NUMBERS_TRIED_MAX; tried += 1) {
    const made = await ordersTables(tx)
      .insertInto('order_groups')
      .values({
        id,
        number: newNumber(),
        user_id: buyer.user_id,
        guest_hash: buyer.guest_hash,
        access_hash: hashOf(orderToken(platform, id)),
        basket_id: row.id,
        basket_version: row.version,
        status: 'pending_payment',
        version: 1,
        email: now.email ?? '',
        ...addressesOf(now),
        note: row.note,
        currency: row.currency ?? '',
        ...totals,
        is_test: payments.is_test,
        pay_until: payUntil(at),
        placed_at: null,
        created_at: at,
        updated_at: at,
      })
      .onConflict((conflict) => conflict.constraint('order_groups_number_unique').doNothing())
      .returning('number')
      .executeTakeFirst();
    if (made !== undefined) return made.number;
  }
  throw new Error(`none of ${NUMBERS_TRIED_MAX} numbers was free`);
}

function addressesOf({ row }: BasketNow): { shipping_address: string; billing_address: string } {
  const shipping = row.shipping_address as AddressView;
  const billing = (row.billing_address as AddressView | null) ?? shipping;
  return { shipping_address: JSON.stringify(shipping), billing_address: JSON.stringify(billing) };
}

async function writeOrder(
  tx: OrdersTx,
  { platform }: OrdersContext,
  { now, asked, part, group_id, number }: Writing & { readonly part: PartNow; group_id: string; number: string },
): Promise<void> {
  const { row } = now;
  const { buyer, at } = asked;
  const { tax_mode: _mode, tax_rate_bp: _rate, ...terms } = part.terms;
  const { id, name, days_min, days_max } = part.method ?? { id: '', name: '', days_min: 0, days_max: 0 };
  const { lines: _lines, codes: taken, ...totals } = part.totals;
  const order_id = newId();
  await ordersTables(tx)
    .insertInto('orders')
    .values({
      id: order_id,
      vendor_id: part.vendor_id,
      group_id,
      number,
      status: 'pending_payment',
      payment_status: 'unpaid',
      fulfilment_status: 'unfulfilled',
      version: 1,
      buyer_id: buyer.user_id,
      buyer_key: buyer.key,
      email: now.email ?? '',
      ...addressesOf(now),
      buyer_note: row.note,
      vendor_name: part.vendor_name,
      terms: JSON.stringify({ ...terms, tax_name: part.tax.name }),
      shipping_method: JSON.stringify({ id, name, days_min, days_max }),
      discount_codes: part.codes.filter((_, place) => (taken[place] ?? 0) > 0).map((code) => code.code),
      currency: row.currency ?? '',
      ...totals,
      tax_mode: part.tax.mode,
      tax_rate_bp: part.tax.rate_bp,
      paid_minor: 0,
      refunded_minor: 0,
      shipping_refunded_minor: 0,
      commission_bp: platform.config.commission_bp,
      created_at: at,
      updated_at: at,
    })
    .execute();
  await ordersTables(tx).insertInto('order_lines').values(lineRows(part, order_id)).execute();
}

function lineRows(part: PartNow, order_id: string) {
  return part.sold.map((line, position) => ({
    id: newId(),
    vendor_id: part.vendor_id,
    order_id,
    position,
    listing_id: line.listing_id,
    sku: line.sku,
    title: line.title,
    snapshot: JSON.stringify(line.snapshot),
    unit_price_minor: line.price_minor ?? 0,
    quantity: line.quantity,
    subtotal_minor: part.totals.lines[position]?.subtotal_minor ?? 0,
    discount_minor: part.totals.lines[position]?.discount_minor ?? 0,
    tax_minor: part.totals.lines[position]?.tax_minor ?? 0,
    total_minor: part.totals.lines[position]?.total_minor ?? 0,
    quantity_cancelled: 0,
    quantity_shipped: 0,
    quantity_returned: 0,
    quantity_refunded: 0,
    refunded_minor: 0,
  }));
}
