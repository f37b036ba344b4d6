import type { Actor } from '../../platform/actor.ts';
import type { Platform } from '../../platform/platform.ts';
import { signal } from '../../platform/signals.ts';
import { mayFollow } from './selectors/may-follow.ts';

interface ListingsChanged {
  readonly vendor_id: string;
  /** Null: many. */
  readonly listings: readonly string[] | null;
  readonly by: string | null;
}

// Triggers send both, see 0028_inventory_search.sql: no writer has to remember to.
const listingsChanged = signal<ListingsChanged>('inventory.listings_changed');
const staffChanged = signal<{ readonly vendor_id: string }>('inventory.staff_changed');

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
