import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { createPayments } from '../../server/modules/orders/payments/create-payments.ts';
import { newNumber } from '../../server/modules/orders/group-number.ts';
import type { Tx } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Platform } from '../../server/platform/platform.ts';

/** What is sold to one buyer by one vendor, at what a piece costs. */
export interface Sale {
  readonly vendor_id: string;
  readonly lines: readonly { readonly listing_id: string; readonly quantity: number; readonly price_minor: number }[];
  readonly shipping_minor?: number;
  /** Null: a guest. */
  readonly user_id?: string | null;
  /** Of the test provider. */
  readonly method?: string;
  readonly return_days?: number;
  /** False: it waits for its payment. */
  readonly paid?: boolean;
}

export interface Sold {
  readonly group_id: string;
  readonly order_id: string;
  readonly number: string;
  readonly line_ids: readonly string[];
  readonly total_minor: number;
  /** Opens the group without an account. */
  readonly token: string;
}

const address = {
  name: 'Ada Buyer',
  company: '',
  line1: '1 Main Street',
  line2: '',
  city: 'Springfield',
  region: '',
  postal_code: '12345',
  country: 'US',
  phone: '',
};

/** An order that was checked out and paid, rows and stock as the checkout leaves them, without the way there. */
export async function sell(platform: Platform, sale: Sale): Promise<Sold> {
  const subtotal = sale.lines.reduce((sum, line) => sum + line.price_minor * line.quantity, 0);
  const shipping_minor = sale.shipping_minor ?? 0;
  const total_minor = subtotal + shipping_minor;
  const number = newNumber();
  const token = randomBytes(32).toString('base64url');
  const ids = { group_id: newId(), order_id: newId(), number: `${number}-1` };
  const paid = sale.paid !== false;
  const payment = paid && total_minor > 0 ? await pay(platform, ids.group_id, { total_minor, sale }) : null;
  const line_ids = sale.lines.map(() => newId());
  await platform.db.transaction().execute(async (tx) => {
    const at = platform.clock.now();
    const status = paid ? 'placed' : 'pending_payment';
    const user_id = sale.user_id ?? null;
    await sql`INSERT INTO orders.order_groups (id, number, user_id, access_hash, basket_id, basket_version, status, email,
        shipping_address, billing_address, note, currency, subtotal_minor, discount_minor, shipping_minor, tax_minor,
        total_minor, is_test, pay_until, placed_at, created_at, updated_at)
      VALUES (${ids.group_id}, ${number}, ${user_id}, ${hashOf(token)}, ${randomUUID()}, 1, ${status}, 'ada@example.org',
        ${JSON.stringify(address)}, ${JSON.stringify(address)}, '', 'USD', ${subtotal}, 0, ${shipping_minor}, 0,
        ${total_minor}, true, ${at}, ${paid ? at : null}, ${at}, ${at})`.execute(tx);
    await insertOrder(tx, { sale, ids, subtotal, shipping_minor, total_minor, at, status });
    if (payment !== null)
      await sql`INSERT INTO orders.payments (id, group_id, provider, provider_ref, state, currency, amount_minor,
          authorised_minor, captured_minor, created_at, updated_at)
        VALUES (${payment.id}, ${ids.group_id}, 'test', ${payment.provider_ref}, 'captured', 'USD', ${total_minor},
          ${total_minor}, ${total_minor}, ${at}, ${at})`.execute(tx);
    await insertLines(tx, { sale, order_id: ids.order_id, line_ids });
    if (paid) await allocate(tx, { sale, line_ids, at });
  });
  return { ...ids, line_ids, total_minor, token };
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

async function pay(
  platform: Platform,
  group_id: string,
  { total_minor, sale }: { readonly total_minor: number; readonly sale: Sale },
) {
  const id = newId();
  const answer = await createPayments(platform).pay({
    key: id,
    amount_minor: total_minor,
    currency: 'USD',
    capture: true,
    method: sale.method ?? 'test_approve',
    group_id,
    description: 'Test',
    begun_at: platform.clock.now(),
    return_url: 'https://example.org/back',
  });
  if (answer.state !== 'captured') throw new Error(`the payment is ${answer.state}`);
  return { id, provider_ref: answer.provider_ref };
}

interface NewOrder {
  readonly sale: Sale;
  readonly ids: Pick<Sold, 'group_id' | 'order_id' | 'number'>;
  readonly subtotal: number;
  readonly shipping_minor: number;
  readonly total_minor: number;
  readonly at: Date;
  readonly status: string;
}

async function insertOrder(tx: Tx, order: NewOrder): Promise<void> {
  const { sale, ids, at, status } = order;
  const paid = status === 'placed';
  const terms = {
    ships_from: 'US',
    handling_days: 2,
    return_days: sale.return_days ?? 14,
    tax_name: '',
    legal_name: '',
    legal_address: '',
    tax_number: '',
  };
  const method = { id: randomUUID(), name: 'Letter', days_min: 1, days_max: 3 };
  await sql`INSERT INTO orders.orders (id, vendor_id, group_id, number, status, payment_status, fulfilment_status, buyer_id,
      buyer_key, email, shipping_address, billing_address, buyer_note, vendor_name, terms, shipping_method, discount_codes,
      currency, subtotal_minor, discount_minor, shipping_minor, tax_mode, tax_rate_bp, tax_minor, shipping_tax_minor,
      total_minor, paid_minor, commission_bp, due_at, placed_at, created_at, updated_at)
    VALUES (${ids.order_id}, ${sale.vendor_id}, ${ids.group_id}, ${ids.number}, ${status}, ${paid ? 'paid' : 'unpaid'},
      'unfulfilled', ${sale.user_id ?? null}, ${`guest:${ids.group_id}`}, 'ada@example.org', ${JSON.stringify(address)},
      ${JSON.stringify(address)}, '', 'Corner Cards', ${JSON.stringify(terms)}, ${JSON.stringify(method)}, '{}', 'USD',
      ${order.subtotal}, 0, ${order.shipping_minor}, 'none', 0, 0, 0, ${order.total_minor},
      ${paid ? order.total_minor : 0}, 500, ${paid ? at : null}, ${paid ? at : null}, ${at}, ${at})`.execute(tx);
}

async function insertLines(
  tx: Tx,
  {
    sale,
    order_id,
    line_ids,
  }: { readonly sale: Sale; readonly order_id: string; readonly line_ids: readonly string[] },
): Promise<void> {
  for (const [position, { listing_id, quantity, price_minor }] of sale.lines.entries()) {
    const snapshot = {
      product_slug: null,
      instrument_symbol: null,
      state: 'NM',
      condition: 'NM',
      grading: null,
      set_name: 'Base Set',
      collector_number: `${position + 1}/102`,
      language: 'en',
      finish: 'normal',
      image_url: null,
    };
    const total = price_minor * quantity;
    await sql`INSERT INTO orders.order_lines (id, vendor_id, order_id, position, listing_id, sku, title, snapshot,
        unit_price_minor, quantity, subtotal_minor, discount_minor, tax_minor, total_minor)
      SELECT ${line_ids[position]}, vendor_id, ${order_id}, ${position}, id, sku, title, ${JSON.stringify(snapshot)},
        ${price_minor}, ${quantity}, ${total}, 0, 0, ${total}
      FROM inventory.listings WHERE id = ${listing_id}`.execute(tx);
  }
}

/** Holds the pieces and promises them, listing by listing in the order of their ids. */
async function allocate(
  tx: Tx,
  { sale, line_ids, at }: { readonly sale: Sale; readonly line_ids: readonly string[]; readonly at: Date },
): Promise<void> {
  const lines = sale.lines.map((line, index) => ({ ...line, line_id: line_ids[index] ?? '' }));
  await sql`SELECT set_config('role', 'omni_orders', true)`.execute(tx);
  for (const { listing_id, line_id, quantity } of lines.toSorted((a, b) => (a.listing_id < b.listing_id ? -1 : 1))) {
    const { rows } = await sql<{ location_id: string; quantity: number }>`
      SELECT * FROM inventory.hold_pieces(${listing_id}, ${quantity}, 'test', ${`hold:${line_id}`}, ${at})`.execute(tx);
    if (rows.length === 0) throw new Error(`${listing_id} has no ${quantity} pieces for sale`);
    for (const place of rows) {
      await sql`SELECT inventory.move_promised(${listing_id}, ${place.location_id}, 'allocate', ${place.quantity}, 'test',
        ${`alloc:${line_id}:${place.location_id}`}, ${at})`.execute(tx);
      await sql`INSERT INTO orders.line_places (vendor_id, line_id, listing_id, location_id, quantity)
        VALUES (${sale.vendor_id}, ${line_id}, ${listing_id}, ${place.location_id}, ${place.quantity})`.execute(tx);
    }
  }
  await sql`SELECT set_config('role', 'none', true)`.execute(tx);
}
