import type { CardDetailsTable, ListingsTable } from '../tables.ts';

type ListingColumn = Exclude<
  keyof ListingsTable,
  'id' | 'vendor_id' | 'kind' | 'version' | 'created_at' | 'updated_at'
>;

/** The columns that hold what people edit of a listing, with their types: what writers of many rows at once build on. */
export const listingColumns = {
  sku: 'text',
  title: 'text',
  condition: 'text',
  source_condition: 'text',
  grading_company: 'text',
  grade: 'numeric',
  grade_label: 'text',
  cert_number: 'text',
  subgrades: 'jsonb',
  cost_minor: 'bigint',
  price_minor: 'bigint',
  currency: 'text',
  shelf: 'text',
  note: 'text',
  barcode: 'text',
  low_stock_at: 'integer',
  status: 'text',
  details: 'jsonb',
} as const satisfies Readonly<Record<ListingColumn, string>>;

export const cardColumns = {
  game: 'text',
  set_code: 'text',
  set_name: 'text',
  collector_number: 'text',
  name: 'text',
  rarity: 'text',
  language: 'text',
  finish: 'text',
  first_edition: 'boolean',
  signed: 'boolean',
  altered: 'boolean',
  printing_id: 'uuid',
} as const satisfies Readonly<Record<Exclude<keyof CardDetailsTable, 'vendor_id' | 'listing_id'>, string>>;
