import { sql } from 'kysely';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { VendorTx } from '../tables.ts';

/** For whom a transaction asks; what is left out shows nothing. */
export interface Scope {
  readonly user_id: string;
  readonly vendor_id?: string;
  /** SHA-256 of an invitation's token, in hex: its holder may read it. */
  readonly invitation?: string;
  /** For administrators: the names of all vendors, and nothing else of them. */
  readonly lists_all?: boolean;
  /** For the worker of imports, before it acts for a vendor: which of them are at work. */
  readonly works_imports?: boolean;
}

/**
 * Turns the rest of a transaction over to the role omni_vendor, for whom row-level security holds, and names whom it
 * asks for. Both end with the transaction, so that nothing of it reaches the next user of the connection.
 */
export async function enterScope(tx: Tx, scope: Scope): Promise<VendorTx> {
  await sql`SELECT set_config('role', 'omni_vendor', true),
    set_config('omni.user_id', ${scope.user_id}, true),
    set_config('omni.vendor_id', ${scope.vendor_id ?? ''}, true),
    set_config('omni.invitation', ${scope.invitation ?? ''}, true),
    set_config('omni.lists_all', ${scope.lists_all === true ? 'on' : ''}, true),
    set_config('omni.works_imports', ${scope.works_imports === true ? 'on' : ''}, true)`.execute(tx);
  return tx as VendorTx;
}

/** Gives the rest of a transaction back to the program, behind no wall: for what belongs to no vendor. */
export async function leaveScope(tx: VendorTx): Promise<Tx> {
  await sql`SELECT set_config('role', 'none', true), set_config('omni.user_id', '', true),
    set_config('omni.vendor_id', '', true), set_config('omni.invitation', '', true),
    set_config('omni.lists_all', '', true)`.execute(tx);
  return tx;
}

/** Runs `work` in one transaction that sees what the scope names. */
export function inScope<Result>(
  platform: Platform,
  scope: Scope,
  work: (tx: VendorTx) => Promise<Result>,
): Promise<Result> {
  return inTransaction(platform.db, async (tx) => work(await enterScope(tx, scope)));
}
