/** Changes of many listings, and what the stock was worth day by day. */
export interface BulkTables {
  bulk_edits: {
    id: string;
    vendor_id: string;
    /** Objects are written as JSON text, and read as what they are; here and below. */
    selection: unknown;
    change: unknown;
    count: number;
    reason: string;
    actor_id: string;
    at: Date;
    undone_at: Date | null;
    undone_by: string | null;
    kept: number;
  };
  bulk_edit_listings: {
    vendor_id: string;
    edit_id: string;
    listing_id: string;
    before: unknown;
    after: unknown;
    moved: unknown;
  };
  value_days: {
    vendor_id: string;
    /** Written as "2026-11-21". */
    day: string;
    currency: string;
    /** bigint: read as text. */
    pieces: string | number;
    cost_minor: string | number;
    price_minor: string | number;
    /** Null: nobody noted on that day what others asked. */
    market_minor: string | number | null;
    pieces_with_market: string | number | null;
  };
}
