import type { Tx } from '../../../platform/db/transaction.ts';
import { correctionTables } from '../tables-corrections.ts';

/** Says that the leader has applied these corrections. Behind the leader's token: the caller has asked `assertLeads`. */
export async function settleCorrections(tx: Tx, ids: readonly string[], applied_at: Date): Promise<void> {
  await correctionTables(tx)
    .updateTable('price_corrections')
    .set({ applied_at })
    .where('id', 'in', ids)
    .where('applied_at', 'is', null)
    .execute();
}
