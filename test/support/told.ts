import { sql } from 'kysely';
import type { z } from 'zod';
import type { FactType } from '../../server/platform/facts/fact.ts';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import { record } from '../../server/platform/facts/record.ts';
import type { Platform } from '../../server/platform/platform.ts';
import type { Sold } from './sold.ts';

/** What every fact of an order says, as its rows do. */
export async function ofOrder({ db }: Platform, { order_id }: Pick<Sold, 'order_id'>) {
  const { rows } = await sql<{
    order_id: string;
    order_number: string;
    group_id: string;
    group_number: string;
    vendor_id: string;
    vendor_name: string;
    buyer_id: string | null;
    buyer_email: string;
    currency: string;
    total_minor: number;
  }>`SELECT part.id AS order_id, part.number AS order_number, part.group_id, bought.number AS group_number, part.vendor_id,
      part.vendor_name, part.buyer_id, part.email AS buyer_email, part.currency, part.total_minor::float8 AS total_minor
    FROM orders.orders AS part JOIN orders.order_groups AS bought ON bought.id = part.group_id
    WHERE part.id = ${order_id}`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('the order was sold');
  return row;
}

/** Its lines as facts have them. */
export async function linesOf({ db }: Platform, { order_id }: Pick<Sold, 'order_id'>) {
  const { rows } = await sql<{
    line_id: string;
    listing_id: string;
    sku: string;
    title: string;
    state: string;
    instrument_symbol: string | null;
    quantity: number;
    unit_price_minor: number;
  }>`SELECT id AS line_id, listing_id, sku, title, snapshot ->> 'state' AS state,
      snapshot ->> 'instrument_symbol' AS instrument_symbol, quantity, unit_price_minor::float8 AS unit_price_minor
    FROM orders.order_lines WHERE order_id = ${order_id} ORDER BY position`.execute(db);
  return rows;
}

/** Records one fact, in a transaction of its own. @returns its event_id. */
export async function recordOne<Schema extends z.ZodType>(
  { db }: Platform,
  type: FactType<Schema>,
  aggregate_id: string,
  payload: z.input<Schema>,
): Promise<string> {
  return (await inTransaction(db, (tx) => record(tx, type, aggregate_id, payload))).event_id;
}
