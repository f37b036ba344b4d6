import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/transaction.ts';
import type { Platform } from '../../../../platform/platform.ts';

declare const looking: unique symbol;
/** A transaction that can only read, and of the inventory only what buyers may see: `inWindow` alone makes it. */
export type WindowTx = Tx & { readonly [looking]: true };

/** Looks at the shop window as anybody may: in the role omni_shop, which has no cost, note, shelf or SKU, reading only. */
export function inWindow<Result>(
  { db }: Pick<Platform, 'db'>,
  work: (tx: WindowTx) => Promise<Result>,
): Promise<Result> {
  return db
    .transaction()
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`SELECT set_config('role', 'omni_shop', true)`.execute(tx);
      return work(tx as WindowTx);
    });
}
