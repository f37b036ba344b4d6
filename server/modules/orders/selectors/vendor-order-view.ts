import { sql } from 'kysely';
import type { AddressView } from '../../../../contract/basket.ts';
import type { VendorOrderView } from '../../../../contract/orders.ts';
import type { ReplyOf } from '../../../../contract/schemas.ts';
import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { accountsByIds } from '../../identity/index.ts';
import { commissionOf } from '../commission.ts';
import type { FrozenMethod } from '../frozen.ts';
import { ordersTables } from '../tables.ts';
import { type OrderRow, readParts } from './order-rows.ts';
import { orderView, time } from './order-view.ts';

type VendorOrderSummaryView = ReplyOf<'listVendorOrders'>[number];

/** What is shown of one order, and who did what in it: of each event the account, whose name is identity's. */
export interface UnnamedOrder {
  readonly view: VendorOrderView;
  readonly actors: readonly (string | null)[];
}

/** Orders as their vendor sees them, in the order of the rows; ten statements, however many they are. */
export async function vendorOrderViews(tx: Tx, orders: readonly OrderRow[]): Promise<UnnamedOrder[]> {
  const parts = await readParts(tx, orders, 'vendor');
  const groups = await groupsOf(tx, orders);
  const picks = Map.groupBy(await readPicks(tx, orders), (pick) => pick.order_id);
  return orders.map((order) => {
    const group = groups.get(order.group_id);
    // What was never placed was never sold: money that came for it is the buyer's.
    const left_minor = order.placed_at === null ? 0 : Number(order.paid_minor) - Number(order.refunded_minor);
    const commission_minor = commissionOf(left_minor, order.commission_bp);
    const view = {
      ...orderView(order, parts),
      group_number: group?.number ?? '',
      email: order.email,
      shipping_address: order.shipping_address as AddressView,
      billing_address: order.billing_address as AddressView,
      buyer_note: order.buyer_note,
      picks: (picks.get(order.id) ?? []).map(({ order_id: _order_id, ...pick }) => pick),
      payout_minor: left_minor - commission_minor,
      commission_minor,
      commission_bp: order.commission_bp,
      is_test: group?.is_test ?? false,
    };
    const events = parts.events.get(order.id) ?? [];
    return { view, actors: events.map(({ actor, actor_id }) => (actor === 'vendor' ? actor_id : null)) };
  });
}

/** Names those of the staff who did something; whoever is gone has no name. Needs no transaction, and must be in none. */
export async function withNames(db: Db, { view, actors }: UnnamedOrder): Promise<VendorOrderView> {
  const ids = new Set(actors.filter((actor) => actor !== null));
  const accounts = await accountsByIds(db, [...ids]);
  const names = new Map(accounts.map((account) => [account.id, account.name || account.email]));
  const events = view.events.map((event, index) =>
    Object.assign(event, { actor_name: names.get(actors[index] ?? '') ?? null }),
  );
  return { ...view, events };
}

/** The rows of a list, in short: one statement for what lines, places and returns add up to, and one for the checkouts. */
export async function vendorOrderSummaries(tx: Tx, orders: readonly OrderRow[]): Promise<VendorOrderSummaryView[]> {
  const groups = await groupsOf(tx, orders);
  const sums = await sumsOf(tx, orders);
  return orders.map((order) => {
    const sum = sums.get(order.id);
    const { name, country } = order.shipping_address as AddressView;
    return {
      id: order.id,
      number: order.number,
      status: order.status,
      payment_status: order.payment_status,
      fulfilment_status: order.fulfilment_status,
      currency: order.currency,
      total_minor: Number(order.total_minor),
      refunded_minor: Number(order.refunded_minor),
      pieces: sum?.pieces ?? 0,
      pieces_open: sum?.pieces_open ?? 0,
      pieces_picked: sum?.pieces_picked ?? 0,
      buyer: name,
      country,
      shipping_method: (order.shipping_method as FrozenMethod).name,
      open_returns: sum?.open_returns ?? 0,
      due_at: time(order.due_at),
      placed_at: time(order.placed_at),
      created_at: order.created_at.toISOString(),
      is_test: groups.get(order.group_id)?.is_test ?? false,
    };
  });
}

async function groupsOf(tx: Tx, orders: readonly OrderRow[]) {
  const ids = orders.map((order) => order.group_id);
  const rows = await ordersTables(tx)
    .selectFrom('order_groups')
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .select(['id', 'number', 'is_test'])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

type Pick = VendorOrderView['picks'][number] & { readonly order_id: string };

/** Where the pieces lie that are allocated and not sent, in walking order. */
async function readPicks(tx: Tx, orders: readonly OrderRow[]): Promise<readonly Pick[]> {
  const { rows } = await sql<Pick>`
    SELECT line.order_id, place.line_id, place.location_id, stands.name AS location, listing.shelf, place.quantity,
      place.quantity_picked
    FROM orders.order_lines AS line
    JOIN orders.line_places AS place ON place.vendor_id = line.vendor_id AND place.line_id = line.id AND place.quantity > 0
    JOIN inventory.locations AS stands ON stands.vendor_id = place.vendor_id AND stands.id = place.location_id
    JOIN inventory.listings AS listing ON listing.vendor_id = place.vendor_id AND listing.id = place.listing_id
    WHERE line.order_id = ANY(${orders.map((order) => order.id)}::uuid[])
      AND line.vendor_id = ANY(${[...new Set(orders.map((order) => order.vendor_id))]}::uuid[])
    ORDER BY stands.name, place.location_id, listing.shelf, line.position, line.id
  `.execute(tx);
  return rows;
}

interface Sums {
  readonly order_id: string;
  readonly pieces: number;
  readonly pieces_open: number;
  readonly pieces_picked: number;
  readonly open_returns: number;
}

async function sumsOf(tx: Tx, orders: readonly OrderRow[]): Promise<Map<string, Sums>> {
  const { rows } = await sql<Sums>`
    SELECT line.order_id, sum(line.quantity - line.quantity_cancelled)::int AS pieces,
      sum(line.quantity - line.quantity_cancelled - line.quantity_shipped)::int AS pieces_open,
      coalesce(sum((SELECT sum(place.quantity_picked) FROM orders.line_places AS place
        WHERE place.vendor_id = line.vendor_id AND place.line_id = line.id)), 0)::int AS pieces_picked,
      (SELECT count(*) FROM orders.returns AS one WHERE one.vendor_id = line.vendor_id AND one.order_id = line.order_id
        AND one.status IN ('requested', 'approved'))::int AS open_returns
    FROM orders.order_lines AS line
    WHERE line.order_id = ANY(${orders.map((order) => order.id)}::uuid[])
      AND line.vendor_id = ANY(${[...new Set(orders.map((order) => order.vendor_id))]}::uuid[])
    GROUP BY line.vendor_id, line.order_id
  `.execute(tx);
  return new Map(rows.map((row) => [row.order_id, row]));
}
