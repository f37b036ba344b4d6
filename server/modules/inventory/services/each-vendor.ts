import { sql } from 'kysely';
import type { Platform } from '../../../platform/platform.ts';
import { inventory, type VendorTx } from '../tables.ts';
import { inScope } from './enter-scope.ts';

/** Vendors whose names are held in memory at a time. */
const PAGE = 500;
/** Nobody waits for it. */
const TIMEOUT_MS = 300_000;

export interface EachVendor {
  readonly vendor_id: string;
  readonly currency: string;
  readonly created_at: Date;
}

/** Does a job's work for every vendor, one after the other, each in a transaction behind its own walls. */
export async function eachVendor(
  platform: Platform,
  signal: AbortSignal,
  work: (tx: VendorTx, vendor: EachVendor) => Promise<void>,
): Promise<void> {
  let last: string | null = null;
  for (;;) {
    const page: readonly EachVendor[] = await vendorsAfter(platform, last);
    for (const vendor of page) {
      if (signal.aborted) return;
      await inScope(platform, { user_id: '', vendor_id: vendor.vendor_id }, async (tx) => {
        await sql`SELECT set_config('statement_timeout', ${String(TIMEOUT_MS)}, true)`.execute(tx);
        await work(tx, vendor);
      });
    }
    if (page.length < PAGE) return;
    last = page.at(-1)?.vendor_id ?? null;
  }
}

function vendorsAfter(platform: Platform, last: string | null): Promise<EachVendor[]> {
  return inScope(platform, { user_id: '', lists_all: true }, (tx) =>
    inventory(tx)
      .selectFrom('vendors')
      .$if(last !== null, (all) => all.where('id', '>', last ?? ''))
      .orderBy('id')
      .limit(PAGE)
      .select(['id as vendor_id', 'currency', 'created_at'])
      .execute(),
  );
}
