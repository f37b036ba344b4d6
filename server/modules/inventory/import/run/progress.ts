import { type RawBuilder, sql } from 'kysely';
import { inventory, type VendorTx } from '../../tables.ts';
import type { ImportRecord } from './import-view.ts';

/** Rows of one transaction: short enough that nobody waits for it, long enough to be quick. */
export const CHUNK_ROWS = 500;

type Of = Pick<ImportRecord, 'vendor_id' | 'id'>;
type Counts = Readonly<Record<'created' | 'changed' | 'unchanged' | 'rejected', number>>;

/** How many of each outcome. */
export function countsOf(rows: readonly { readonly outcome: keyof Counts }[]): Counts {
  const counts = { created: 0, changed: 0, unchanged: 0, rejected: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}

/** A chunk of a step is done, with what came of its rows. */
export async function stepOn(
  tx: VendorTx,
  { vendor_id, id }: Of,
  done: { readonly rows: number; readonly at_line: number; readonly counts?: Counts; readonly begun?: boolean },
): Promise<void> {
  const { created = 0, changed = 0, unchanged = 0, rejected = 0 } = done.counts ?? {};
  await sql`UPDATE inventory.imports SET rows_done = rows_done + ${done.rows}, at_line = ${done.at_line}, attempts = 0,
      created = created + ${created}, changed = changed + ${changed}, unchanged = unchanged + ${unchanged},
      rejected = rejected + ${rejected}, begun = begun OR ${done.begun ?? false}
    WHERE vendor_id = ${vendor_id} AND id = ${id}`.execute(tx);
}

/** The step has ended: the import rests until somebody takes another. */
export async function endStep(
  tx: VendorTx,
  { vendor_id, id }: Of,
  end: Partial<Pick<ImportRecord, 'status' | 'problem' | 'checked_at' | 'applied_at' | 'undone_at' | 'gave_up'>> & {
    readonly at: Date;
  },
): Promise<void> {
  const { at, ...changes } = end;
  await inventory(tx)
    .deleteFrom('import_work')
    .where('vendor_id', '=', vendor_id)
    .where('import_id', '=', id)
    .execute();
  await inventory(tx)
    .updateTable('imports')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .set({ ...changes, step_ended_at: at, errors: errorKinds({ vendor_id, id }) })
    .execute();
}

/** Kinds of errors of an import's rows, the most frequent first. */
export function errorKinds({ vendor_id, id }: Of): RawBuilder<string> {
  return sql<string>`(SELECT coalesce(jsonb_agg(to_jsonb(kind) ORDER BY kind.count DESC, kind.code, kind."column"), '[]')
    FROM (
      SELECT error ->> 'code' AS code, error ->> 'column' AS "column", count(*)::int AS count
      FROM inventory.import_rows AS row, jsonb_array_elements(row.errors) AS error
      WHERE row.vendor_id = ${vendor_id} AND row.import_id = ${id}
      GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 50) AS kind)`;
}
