import type { Kysely, Transaction } from 'kysely';

/** No table is in sight until a module opens its own with `tables`. */
// oxlint-disable-next-line typescript/no-empty-object-type -- the empty schema is the point
export interface Closed {}

/** The pool: each statement on its own. */
export type Db = Kysely<Closed>;
/** One transaction. */
export type Tx = Transaction<Closed>;

/** Runs `work` in one transaction: its result after the commit, or its error after the rollback. */
export async function inTransaction<Result>(db: Db, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  return db.transaction().execute(work);
}
