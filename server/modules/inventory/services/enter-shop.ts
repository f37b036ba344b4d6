import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { ShopTx } from '../tables-shop.ts';

/** One process looks at what changed, at a time: instruments are told in the order in which they changed. */
const LOOKING = 'inventory.shop';

/** Whether this transaction is the one that looks, until it ends; no other waits. */
export async function mayLook(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ got: boolean }>`
    SELECT pg_try_advisory_xact_lock(hashtext(${LOOKING})) AS got`.execute(tx);
  return rows[0]?.got === true;
}

/** Does a part of a transaction as the role omni_shop, which sees every vendor's offers and nothing else of them. */
export async function asShop<Result>(tx: Tx, work: (tx: ShopTx) => Promise<Result>): Promise<Result> {
  await sql`SELECT set_config('role', 'omni_shop', true)`.execute(tx);
  const result = await work(tx as ShopTx);
  await sql`SELECT set_config('role', 'none', true)`.execute(tx);
  return result;
}
