import { sql } from 'kysely';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { OrdersTx } from '../tables.ts';

/** Runs `work` in one transaction in the role omni_orders; `user_id` stands in the ledger for what it moves. */
export function inOrders<Result>(
  platform: Platform,
  { user_id }: { readonly user_id: string | null },
  work: (tx: OrdersTx) => Promise<Result>,
): Promise<Result> {
  return inTransaction(platform.db, async (tx) => work(await enterOrders(tx, user_id)));
}

/** Turns the rest of a transaction over to the role omni_orders; the role ends with the transaction. */
export async function enterOrders(tx: Tx, user_id: string | null): Promise<OrdersTx> {
  await sql`SELECT set_config('role', 'omni_orders', true), set_config('omni.user_id', ${user_id ?? ''}, true)`.execute(
    tx,
  );
  return tx;
}

/** Does a part of a transaction as omni_orders, and gives the rest back to the program: for consumers of facts. */
export async function asOrders<Result>(tx: Tx, work: (tx: OrdersTx) => Promise<Result>): Promise<Result> {
  const result = await work(await enterOrders(tx, null));
  await sql`SELECT set_config('role', 'none', true)`.execute(tx);
  return result;
}
