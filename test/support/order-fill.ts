import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '../../server/platform/ids.ts';
import type { Platform } from '../../server/platform/platform.ts';
import type { Client } from './client.ts';
import { type Sold, sell } from './sold.ts';
import { addCard } from './vendors.ts';

/** Something of everything that selling leaves with a vendor. */
export interface SoldIds {
  readonly order: string;
  readonly line: string;
  readonly sold_listing: string;
  readonly shipment: string;
  readonly return: string;
  readonly shipping_method: string;
  readonly discount: string;
  readonly subscription: string;
  readonly delivery: string;
}

/** Two orders, one of them sent in part, refunded in part and on its way back; and how the vendor sells. */
export async function fillOrders(platform: Platform, client: Client, vendor_id: string): Promise<SoldIds> {
  const params = { vendor_id };
  const card = await addCard(client, vendor_id, { title: 'Zyxsold', quantity: 9, price_minor: 300, status: 'active' });
  const lines = [{ listing_id: card.id, quantity: 4, price_minor: 300 }];
  await sell(platform, { vendor_id, lines: [{ listing_id: card.id, quantity: 1, price_minor: 300 }] });
  const order = await sell(platform, { vendor_id, lines });
  const [line = ''] = order.line_ids;
  const of = { vendor_id, id: order.order_id };
  const sent = await client.do('shipOrder', { params: of, body: { lines: [{ line_id: line, quantity: 2 }] } });
  const shipment = sent.shipments[0]?.id ?? '';
  await client.do('deliverShipment', { params: { ...of, part_id: shipment } });
  await client.do('refundOrder', { params: of, body: { amount_minor: 1, reason: 'Late' } });
  await client.do('updateSellingTerms', { params, body: { handling_days: 3 } });
  const method = { name: 'Letter', countries: [], rates: [{ at_least: 0, price_minor: 100 }] };
  const shipping_method = await client.do('createShippingMethod', { params, body: method });
  const code = { code: 'ZYX', kind: 'percent', percent_bp: 100 } as const;
  const discount = await client.do('createDiscount', { params, body: code });
  const ids = { order: order.order_id, line, shipment, sold_listing: card.id };
  const more = { shipping_method: shipping_method.id, discount: discount.id };
  return { ...ids, ...more, ...(await fillRows(platform, { vendor_id, listing_id: card.id, order })) };
}

/** What buyers, workers and operators write. */
async function fillRows(
  { db }: Platform,
  { vendor_id, listing_id, order }: { readonly vendor_id: string; readonly listing_id: string; readonly order: Sold },
): Promise<Pick<SoldIds, 'return' | 'subscription' | 'delivery'>> {
  const ids = { return: newId(), subscription: newId(), delivery: newId() };
  const [line_id = ''] = order.line_ids;
  await sql`INSERT INTO orders.returns (id, vendor_id, order_id, number, status, reason, created_at, updated_at)
    VALUES (${ids.return}, ${vendor_id}, ${order.order_id}, 1, 'approved', 'x', now(), now())`.execute(db);
  await sql`INSERT INTO orders.return_lines (vendor_id, return_id, line_id, quantity)
    VALUES (${vendor_id}, ${ids.return}, ${line_id}, 1)`.execute(db);
  await sql`INSERT INTO orders.holds (id, basket_id, vendor_id, listing_id, location_id, quantity, status, expires_at, created_at)
    SELECT ${newId()}, ${randomUUID()}, vendor_id, listing_id, location_id, 1, 'released', now(), now()
    FROM inventory.stock_levels WHERE listing_id = ${listing_id}`.execute(db);
  await sql`INSERT INTO inventory.sales (id, vendor_id, listing_id, state, price_minor, currency, quantity, at)
    VALUES (${line_id}, ${vendor_id}, ${listing_id}, 'NM', 300, 'USD', 4, now()) ON CONFLICT DO NOTHING`.execute(db);
  await sql`INSERT INTO orders.subscriptions (id, vendor_id, name, url, events, enabled, created_at)
    VALUES (${ids.subscription}, ${vendor_id}, 'Zyx', 'https://example.org/hook', '{order.placed}', true, now())`.execute(
    db,
  );
  for (const id of [newId(), ids.delivery])
    await sql`INSERT INTO orders.subscription_deliveries (id, vendor_id, subscription_id, event_id, type, subject, sequence,
        body, state, created_at, sent_at)
      VALUES (${id}, ${vendor_id}, ${ids.subscription}, ${newId()}, 'order.placed', ${order.order_id}, 1, '{}', 'sent', now(), now())`.execute(
      db,
    );
  await sql`SELECT orders.keep_days(${vendor_id}, (now() + interval '2 days')::date)`.execute(db);
  for (const kind of ['sale', 'adjustment'])
    await sql`INSERT INTO orders.payout_entries (id, vendor_id, at, kind, amount_minor, currency, order_id, note, cause)
      VALUES (${newId()}, ${vendor_id}, now(), ${kind}, 1, 'USD', ${order.order_id}, '', ${`fill:${kind}`})`.execute(
      db,
    );
  return ids;
}
