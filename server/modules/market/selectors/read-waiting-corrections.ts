import type { Db } from '../../../platform/db/transaction.ts';
import { correctionTables } from '../tables-corrections.ts';

export interface WaitingCorrection {
  readonly id: string;
  readonly instrument_id: string;
  readonly wrong_price: string;
  readonly price: string;
  readonly is_current: boolean;
  readonly at: Date;
  readonly created_at: Date;
}

const READ_AT_ONCE = 100;

/** Corrections that no leader has applied yet, in the order in which they were made. */
export async function readWaitingCorrections(db: Db): Promise<WaitingCorrection[]> {
  return correctionTables(db)
    .selectFrom('price_corrections')
    .where('applied_at', 'is', null)
    .orderBy('id')
    .limit(READ_AT_ONCE)
    .select(['id', 'instrument_id', 'wrong_price', 'price', 'is_current', 'at', 'created_at'])
    .execute();
}
