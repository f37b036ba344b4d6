import { AppError } from '../../../contract/errors.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Platform } from '../../platform/platform.ts';
import { signal } from '../../platform/signals.ts';
import { asStaff } from './services/as-staff.ts';
import { inventory } from './tables.ts';

interface ListingsChanged {
  readonly vendor_id: string;
  /** Null: many. */
  readonly listings: readonly string[] | null;
  readonly by: string | null;
}

// Triggers send both, see 0022_inventory_finding.sql: no writer has to remember to.
const listingsChanged = signal<ListingsChanged>('inventory.listings_changed');
const staffChanged = signal<{ readonly vendor_id: string }>('inventory.staff_changed');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Changes of what vendors keep, told after the commit in every process; and who may hear of them. */
interface VendorChanges {
  mayFollow(actor: Actor, vendor_id: string): Promise<number | null>;
  onChange(handler: (change: ListingsChanged) => void): () => void;
  onStaff(handler: (vendor_id: string) => void): () => void;
}

export function createVendorChanges(platform: Platform): VendorChanges {
  const { signals } = platform;
  return {
    mayFollow: (actor, vendor_id) => mayFollow(platform, actor, vendor_id),
    onChange: (handler) => signals.on(listingsChanged, handler),
    onStaff: (handler) => signals.on(staffChanged, ({ vendor_id }) => handler(vendor_id)),
  };
}

/** Until when, epoch milliseconds: the end of an administrator's visit, or no end. */
async function mayFollow(platform: Platform, actor: Actor, vendor_id: string): Promise<number | null> {
  if (actor.kind === 'visitor' || !UUID.test(vendor_id)) return null;
  try {
    return await asStaff(
      platform,
      { actor, vendor_id, route: 'listCollectibles' },
      async (tx, staff) => {
        if (staff.role !== 'admin') return Number.POSITIVE_INFINITY;
        const visit = await inventory(tx)
          .selectFrom('visits')
          .where('vendor_id', '=', vendor_id)
          .where('user_id', '=', actor.user_id)
          .select('expires_at')
          .executeTakeFirst();
        return visit?.expires_at.getTime() ?? null;
      },
    );
  } catch (error) {
    if (error instanceof AppError && error.code === 'vendor_unknown') return null;
    throw error;
  }
}
