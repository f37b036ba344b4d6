import { sql } from 'kysely';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { inScope } from '../../services/enter-scope.ts';
import { inventory, type VendorTx } from '../../tables.ts';
import type { ImportRecord } from './import-view.ts';
import { lockImport } from './selectors/read-import.ts';

/** An import that this process alone works at, until its lease ends; every chunk of rows renews it. */
export interface Claimed {
  readonly vendor_id: string;
  readonly import_id: string;
  /** On whose behalf. */
  readonly requested_by: string;
  readonly claim: string;
  readonly lease_ms: number;
}

/** Takes the import that waits longest, of vendors whose none is at work. @returns null where nothing waits. */
export function claimImport(platform: Platform, lease_ms: number): Promise<Claimed | null> {
  const now = platform.clock.now();
  const claim = newId();
  return inScope(platform, { user_id: '', works_imports: true }, async (tx) => {
    const { rows } = await sql<Omit<Claimed, 'lease_ms' | 'claim'>>`
      UPDATE inventory.import_work SET claim = ${claim}, claimed_until = ${new Date(now.getTime() + lease_ms)}
      WHERE vendor_id = (SELECT vendor_id FROM inventory.import_work
        WHERE claimed_until IS NULL OR claimed_until < ${now}
        ORDER BY requested_at, vendor_id LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING vendor_id, import_id, requested_by`.execute(tx);
    const [row] = rows;
    return row === undefined ? null : { ...row, claim, lease_ms };
  });
}

/** Somebody cancelled the import, or another worker took it over: nothing more is to be written of it. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';
}

/**
 * One transaction of an import's work, behind the walls of its vendor, with the import locked and the lease renewed:
 * what it writes and how far it is are committed together, by one process.
 *
 * @throws ClaimLost.
 */
export function whileClaimed<Result>(
  platform: Platform,
  { vendor_id, import_id, requested_by, claim, lease_ms }: Claimed,
  work: (tx: VendorTx, record: ImportRecord) => Promise<Result>,
): Promise<Result> {
  return inScope(platform, { user_id: requested_by, vendor_id }, async (tx) => {
    const record = await lockImport(tx, vendor_id, import_id);
    const renewed = await inventory(tx)
      .updateTable('import_work')
      .where('vendor_id', '=', vendor_id)
      .where('import_id', '=', import_id)
      .where('claim', '=', claim)
      .set({ claimed_until: new Date(platform.clock.ms() + lease_ms) })
      .executeTakeFirst();
    if (renewed.numUpdatedRows === 0n) throw new ClaimLost();
    return work(tx, record);
  });
}

/** Gives the import up, so that another worker may take it up from `from` on. */
export function releaseImport(platform: Platform, claimed: Claimed, from: Date): Promise<void> {
  return whileClaimed(platform, claimed, async (tx) => {
    await inventory(tx)
      .updateTable('import_work')
      .where('vendor_id', '=', claimed.vendor_id)
      .set({ claim: null, claimed_until: from })
      .execute();
  });
}
