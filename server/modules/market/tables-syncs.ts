import type { ColumnType, Generated } from 'kysely';
import { tables } from '../../platform/db/tables.ts';
import type { RejectedRow } from './import/listing-format.ts';

interface SyncTables {
  symbol_syncs: {
    id: string;
    state: 'running' | 'done' | 'failed';
    started_at: Date;
    finished_at: Date | null;
    actor_id: string | null;
    source: string;
    message: string | null;
    added: Generated<number>;
    changed: Generated<number>;
    renamed: Generated<number>;
    inactive: Generated<number>;
    unchanged: Generated<number>;
    rejected: Generated<number>;
    rejected_rows: ColumnType<readonly RejectedRow[], string | undefined, string>;
  };
}

export const syncTables = tables<SyncTables>('market');
