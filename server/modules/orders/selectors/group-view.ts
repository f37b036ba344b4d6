import type { Selectable } from 'kysely';
import type { AddressView, PaymentView } from '../../../../contract/basket.ts';
import type { OrderGroupSummaryView, OrderGroupView } from '../../../../contract/orders.ts';
import type { LineSnapshot } from '../frozen.ts';
import { fulfilmentStatusOf, paymentStatusOf } from '../statuses.ts';
import { type OrdersTx, type OrderTables, ordersTables } from '../tables.ts';
import { byOrder, type LineRow, type OrderRow, readLines } from './order-rows.ts';
import { orderViews, time } from './order-view.ts';

export type GroupRow = Selectable<OrderTables['order_groups']>;
type PaymentRow = Selectable<OrderTables['payments']>;

/** Of a summary: titles, pictures. */
const FIRST_LINES = 3;

/** Checkouts with their orders and all of them, in the order of the rows; ten statements, however many they are. */
export async function groupViews(tx: OrdersTx, groups: readonly GroupRow[]): Promise<OrderGroupView[]> {
  const orders = await readOrders(tx, groups);
  const views = new Map((await orderViews(tx, orders)).map((view) => [view.id, view]));
  const payments = await lastPayments(tx, groups);
  const ofGroup = Map.groupBy(orders, (order) => order.group_id);
  return groups.map((group) => {
    const own = ofGroup.get(group.id) ?? [];
    const payment = payments.get(group.id);
    return {
      id: group.id,
      number: group.number,
      status: group.status,
      email: group.email,
      shipping_address: group.shipping_address as AddressView,
      billing_address: group.billing_address as AddressView,
      note: group.note,
      currency: group.currency,
      subtotal_minor: Number(group.subtotal_minor),
      discount_minor: Number(group.discount_minor),
      shipping_minor: Number(group.shipping_minor),
      tax_minor: Number(group.tax_minor),
      total_minor: Number(group.total_minor),
      refunded_minor: sumOf(own, 'refunded_minor'),
      orders: own.flatMap((order) => views.get(order.id) ?? []),
      payment: payment === undefined ? null : paymentView(payment),
      pay_until: group.status === 'pending_payment' ? group.pay_until.toISOString() : null,
      is_test: group.is_test,
      placed_at: time(group.placed_at),
      created_at: group.created_at.toISOString(),
    };
  });
}

/** The same in short, by two statements. */
export async function groupSummaries(tx: OrdersTx, groups: readonly GroupRow[]): Promise<OrderGroupSummaryView[]> {
  const orders = await readOrders(tx, groups);
  const lines = byOrder(await readLines(tx, orders));
  const ofGroup = Map.groupBy(orders, (order) => order.group_id);
  return groups.map((group) => summary(group, ofGroup.get(group.id) ?? [], lines));
}

/** Their orders; those of one checkout as they were made. */
function readOrders(tx: OrdersTx, groups: readonly GroupRow[]): Promise<OrderRow[]> {
  const ids = groups.map((group) => group.id);
  return ordersTables(tx)
    .selectFrom('orders')
    .where((eb) => eb('group_id', '=', eb.fn.any(eb.val(ids))))
    .orderBy('id')
    .selectAll()
    .execute();
}

/** Of each the payment that paid it, else its last try. */
async function lastPayments(tx: OrdersTx, groups: readonly GroupRow[]): Promise<Map<string, PaymentRow>> {
  const ids = groups.map((group) => group.id);
  const rows = await ordersTables(tx)
    .selectFrom('payments')
    .where((eb) => eb('group_id', '=', eb.fn.any(eb.val(ids))))
    .distinctOn('group_id')
    .where('is_surplus', '=', false)
    .orderBy('group_id')
    .orderBy((eb) => eb('state', '=', 'captured'), 'desc')
    .orderBy('id', 'desc')
    .selectAll()
    .execute();
  return new Map(rows.map((row) => [row.group_id, row]));
}

export function paymentView(payment: PaymentRow): PaymentView {
  const { id, provider, state, currency, action_url, client_secret, message } = payment;
  const amount_minor = Number(payment.amount_minor);
  return { id, provider, state, amount_minor, currency, action_url, client_secret, message };
}

function summary(
  group: GroupRow,
  orders: readonly OrderRow[],
  linesOf: ReadonlyMap<string, LineRow[]>,
): OrderGroupSummaryView {
  const lines = orders.flatMap((order) => linesOf.get(order.id) ?? []);
  const first = lines.slice(0, FIRST_LINES);
  const total_minor = Number(group.total_minor);
  const refunded_minor = sumOf(orders, 'refunded_minor');
  const arrived = orders.every(({ status, fulfilment_status }) => status === 'cancelled' || has.has(fulfilment_status));
  return {
    id: group.id,
    number: group.number,
    status: group.status,
    fulfilment_status: fulfilmentStatusOf(lines, arrived),
    payment_status: paymentStatusOf({
      status: group.status,
      total_minor,
      paid_minor: sumOf(orders, 'paid_minor'),
      refunded_minor,
    }),
    currency: group.currency,
    total_minor,
    refunded_minor,
    pieces: lines.reduce((sum, line) => sum + line.quantity, 0),
    titles: first.map((line) => line.title),
    image_urls: first.flatMap((line) => (line.snapshot as LineSnapshot).image_url ?? []),
    vendors: orders.map((order) => order.vendor_name),
    placed_at: time(group.placed_at),
    created_at: group.created_at.toISOString(),
  };
}

/** Statuses of an order whose parcels have all arrived. */
const has: ReadonlySet<string> = new Set(['delivered', 'partially_returned', 'returned']);

function sumOf(orders: readonly OrderRow[], amount: 'refunded_minor' | 'paid_minor'): number {
  return orders.reduce((sum, order) => sum + Number(order[amount]), 0);
}
