import type { Kysely } from 'kysely';
import type { GradingCompany } from '../../../contract/inventory-grading.ts';
import type { CollectibleKind, ListingStatus } from '../../../contract/inventory-terms.ts';
import type { MovementKind, StockCountView } from '../../../contract/inventory-stock.ts';
import type { VendorRole } from '../../../contract/inventory.rights.ts';
import { tables } from '../../platform/db/tables.ts';
import type { Tx } from '../../platform/db/transaction.ts';
import type { BulkTables } from './tables-bulk.ts';
import type { ImportTables } from './tables-imports.ts';

interface InventoryTables extends BulkTables, ImportTables {
  /** What each listing offers: written by the shop keeper alone, see `tables-shop.ts`. */
  offers: { vendor_id: string; listing_id: string; instrument_symbol: string | null };
  vendors: { id: string; name: string; currency: string; created_at: Date };
  staff: { vendor_id: string; user_id: string; role: VendorRole; joined_at: Date };
  invitations: {
    id: string;
    vendor_id: string;
    email: string;
    role: VendorRole;
    token_hash: string;
    invited_by: string;
    created_at: Date;
    expires_at: Date;
  };
  visits: { vendor_id: string; user_id: string; reason: string; expires_at: Date };
  locations: { id: string; vendor_id: string; name: string; created_at: Date };
  listings: ListingsTable;
  card_details: CardDetailsTable;
  listing_changes: {
    id: string;
    vendor_id: string;
    listing_id: string;
    version: number;
    field: string;
    /** Written as JSON text, read as the value. */
    old_value: unknown;
    new_value: unknown;
    /** Null: nobody did it; stock ran out or came back. */
    actor_id: string | null;
    reason: string;
    at: Date;
  };
  photos: PhotosTable;
  price_changes: {
    id: string;
    vendor_id: string;
    listing_id: string;
    price_minor: string | number | null;
    currency: string;
    actor_id: string;
    reason: string;
    at: Date;
  };
  stock_levels: {
    vendor_id: string;
    listing_id: string;
    location_id: string;
    on_hand: number;
    reserved: number;
    allocated: number;
    version: number;
  };
  stock_movements: MovementsTable;
  counts: {
    id: string;
    vendor_id: string;
    location_id: string;
    status: StockCountView['status'];
    started_by: string;
    started_at: Date;
    ended_at: Date | null;
  };
  count_entries: {
    vendor_id: string;
    count_id: string;
    listing_id: string;
    counted: number;
    on_hand_seen: number;
    counted_by: string;
    counted_at: Date;
  };
}

export interface ListingsTable {
  id: string;
  vendor_id: string;
  kind: CollectibleKind;
  sku: string;
  title: string;
  condition: 'M' | 'NM' | 'LP' | 'MP' | 'HP' | 'DMG' | 'SEALED' | null;
  source_condition: string | null;
  grading_company: GradingCompany | null;
  /** PostgreSQL writes "9.0". */
  grade: string | null;
  grade_label: string | null;
  cert_number: string | null;
  /** Objects are written as JSON text, and read as what they are. */
  subgrades: unknown;
  /** bigint: read as text. */
  cost_minor: string | number | null;
  price_minor: string | number | null;
  currency: string;
  shelf: string;
  note: string;
  barcode: string | null;
  low_stock_at: number | null;
  status: ListingStatus;
  details: unknown;
  version: number;
  created_at: Date;
  updated_at: Date;
}

interface PhotosTable {
  id: string;
  vendor_id: string;
  listing_id: string;
  position: number;
  name: string;
  width: number;
  height: number;
  added_by: string;
  created_at: Date;
  /** Where it was fetched for a spreadsheet; null otherwise. */
  source_url: string | null;
}

export interface CardDetailsTable {
  vendor_id: string;
  listing_id: string;
  game: string;
  set_code: string | null;
  set_name: string | null;
  collector_number: string | null;
  name: string;
  rarity: string | null;
  language: string;
  finish: 'normal' | 'foil' | 'holofoil' | 'reverse_holofoil' | 'etched' | 'other';
  first_edition: boolean;
  signed: boolean;
  altered: boolean;
  printing_id: string | null;
}

interface MovementsTable {
  id: string;
  vendor_id: string;
  listing_id: string;
  location_id: string;
  kind: MovementKind;
  quantity: number;
  d_on_hand: number;
  d_reserved: number;
  d_allocated: number;
  on_hand_after: number;
  reserved_after: number;
  allocated_after: number;
  reason: string;
  actor_id: string;
  cause: string;
  dedupe_key: string;
  at: Date;
}

declare const scoped: unique symbol;
/** A transaction that acts as omni_vendor for one vendor or one user: `services/enter-scope.ts` alone makes it. */
export type VendorTx = Tx & { readonly [scoped]: true };

/** The tables open to a scoped transaction only: the compiler refuses a question that goes around the walls. */
export const inventory: (tx: VendorTx) => Kysely<InventoryTables> = tables<InventoryTables>('inventory');
