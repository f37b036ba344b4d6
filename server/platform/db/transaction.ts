import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, Transaction } from 'kysely';

/** No table is in sight until a module opens its own with `tables`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- the empty schema is the point
export interface Closed {}

/** The pool: each statement on its own. */
export type Db = Kysely<Closed>;
/** One transaction. */
export type Tx = Transaction<Closed>;

/** Set for whatever runs within a transaction. */
const inside = new AsyncLocalStorage<true>();

/** Runs `work` in one transaction: its result after the commit, or its error after the rollback. */
export async function inTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.transaction().execute((tx) => inside.run(true, () => work(tx)));
}

/** For calls that take long or reach other systems: they would keep rows locked. @throws AssertionError within a transaction. */
export function assertOutsideTransaction(): void {
  assert(inside.getStore() === undefined, 'this call is made with no transaction open');
}
