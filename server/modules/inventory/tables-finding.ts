import type { Kysely } from 'kysely';
import type { CollectibleKind, ListingStatus } from '../../../contract/inventory-terms.ts';
import { tables } from '../../platform/db/tables.ts';
import type { VendorTx } from './tables.ts';

interface FindingTables {
  /** A row per listing, kept by triggers and only read here. */
  listing_summaries: {
    vendor_id: string;
    listing_id: string;
    status: ListingStatus;
    kind: CollectibleKind;
    on_hand: string;
    /** Equal for listings of one set. */
    set_part: string;
    /** Equal for listings that no other facet tells apart. */
    rest_part: string;
  };
  saved_views: { id: string; vendor_id: string; name: string; query: string; created_by: string; created_at: Date };
}

/** What listings are found by, open to a scoped transaction only. */
export const finding: (tx: VendorTx) => Kysely<FindingTables> = tables<FindingTables>('inventory');
