import type { z } from 'zod';
import type { SymbolSync } from '../../../../contract/market-admin.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import { syncTables } from '../tables-syncs.ts';

export type SymbolSyncView = z.output<typeof SymbolSync>;

const LISTED_MAX = 30;

/** The last runs, newest first. @param id only this one. */
export async function listSyncs(db: Db, id?: string): Promise<SymbolSyncView[]> {
  const rows = await syncTables(db)
    .selectFrom('symbol_syncs')
    .$if(id !== undefined, (syncs) => syncs.where('id', '=', id ?? ''))
    .orderBy('id', 'desc') // UUIDv7: newest is largest
    .limit(LISTED_MAX)
    .select(['id', 'state', 'started_at', 'finished_at', 'actor_id', 'source', 'message'])
    .select(['added', 'changed', 'renamed', 'inactive', 'unchanged', 'rejected', 'rejected_rows'])
    .execute();
  return rows.map((row) =>
    Object.assign(row, {
      started_at: row.started_at.toISOString(),
      finished_at: row.finished_at?.toISOString() ?? null,
      rejected_rows: [...row.rejected_rows],
    }),
  );
}
