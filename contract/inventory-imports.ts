import { z } from 'zod';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { Id, Page, text, Time } from './fields.ts';
import { Game } from './inventory-details.ts';
import { conditions } from './inventory-terms.ts';
import { Currency } from './inventory-vendors.ts';

/** A vendor's spreadsheet on its way in: read, mapped, checked without writing, applied, undone. */

export const IMPORT_ROWS_MAX = 200_000;
export const IMPORT_COLUMNS_MAX = 200;
/** Characters of one cell; a longer one is an error of its row. */
export const CELL_LENGTH_MAX = 4_000;
export const MAPPINGS_MAX = 50;
/** Imports a vendor keeps; the oldest that has ended goes. */
export const IMPORTS_KEPT_MAX = 200;
/** An import can be undone for so long. */
export const IMPORT_UNDO_DAYS = 30;

export const importDialects = [
  'omni-stock',
  'tcgplayer-seller',
  'tcgplayer-app',
  'manabox',
  'deckbox',
  'cardtrader',
  'other',
] as const;
/** What a column may mean. Our own export has these as its headers, the ids of others and addresses of photos aside. */
export const importFields = [
  'sku',
  'barcode',
  'kind',
  'title',
  'game',
  /** Of a card; the series of a comic, the denomination of a coin, the product that is sealed, the model of a watch. */
  'name',
  'set_code',
  'set_name',
  /** Of a card; the issue of a comic. */
  'collector_number',
  'rarity',
  'language',
  'finish',
  'first_edition',
  'signed',
  'altered',
  'publisher',
  'variant',
  'year',
  'country',
  'mint_mark',
  'metal',
  'brand',
  'reference',
  'serial_number',
  'box',
  'papers',
  'maker',
  'condition',
  /** The condition as another source spells it, beside ours. */
  'source_condition',
  'grading_company',
  'grade',
  'grade_label',
  'cert_number',
  'centering',
  'corners',
  'edges',
  'surface',
  'price',
  'cost',
  'currency',
  /** How many there are after the import. */
  'quantity',
  /** How many come on top of what is there. */
  'add_quantity',
  'location',
  'shelf',
  'note',
  'low_stock_at',
  'status',
  'tcgplayer_id',
  'scryfall_id',
  'manabox_id',
  'cardtrader_id',
  /** Addresses of pictures, fetched once the rows are written. */
  'photo_urls',
] as const;
export const importStatuses = [
  'uploaded',
  'checking',
  'checked',
  'applying',
  'applied',
  'cancelled',
  'undoing',
  'undone',
  'failed',
] as const;
export const importMoves = ['updateImport', 'checkImport', 'applyImport', 'cancelImport', 'undoImport'] as const;
export const rowOutcomes = ['created', 'changed', 'unchanged', 'rejected'] as const;

const Field = z.enum(importFields);
/** By the position of the column in the file, from 0; a column that is left out is not read. */
const Mapping = z
  .array(
    z.strictObject({
      column: z
        .int()
        .min(0)
        .max(IMPORT_COLUMNS_MAX - 1),
      field: Field,
    }),
  )
  .max(IMPORT_COLUMNS_MAX);
const ConditionAlias = z.strictObject({ from: text({ min: 1, max: 80 }), to: z.enum(conditions) });

/** How a file is to be read. */
export const importSettings = {
  mapping: Mapping,
  /** What holds for rows that do not say. */
  defaults: z.strictObject({
    game: Game.nullable().default(null),
    currency: Currency.nullable().default(null),
    location_id: Id.nullable().default(null),
    status: z.enum(['draft', 'active']).default('draft'),
  }),
  /** Your own words for conditions, beside those known. */
  condition_aliases: z.array(ConditionAlias).max(100),
  /** `add`: pieces come on top; `replace`: so many there are. Of a column that says which it is, that holds. */
  quantity_mode: z.enum(['add', 'replace']),
  /** `all_or_nothing`: one rejected row stops the import. `accept_valid`: rejected rows are left out. */
  policy: z.enum(['all_or_nothing', 'accept_valid']),
};
export const UploadQuery = z.strictObject({ file_name: text({ min: 1, max: 200 }) });
export const UpdateImport = z
  .strictObject(importSettings)
  .partial()
  .refine((value) => Object.keys(value).length > 0, 'Send at least one field to change');
export const ImportRowsQuery = Page.extend({ outcome: z.enum(rowOutcomes).optional() });

const counts = z.strictObject({ created: z.int(), changed: z.int(), unchanged: z.int(), rejected: z.int() });
export const StockImport = z.strictObject({
  id: Id,
  file_name: z.string(),
  status: z.enum(importStatuses),
  /** What may be done with it now, whatever your role. */
  may: z.array(z.enum(importMoves)).max(importMoves.length),
  dialect: z.enum(importDialects),
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  delimiter: z.enum([',', ';', '\t', '|']),
  /** "1.234,56" against "1,234.56". */
  decimal_comma: z.boolean(),
  bytes: z.int(),
  rows: z.int(),
  columns: z
    .array(
      z.strictObject({
        column: z.int(),
        header: z.string(),
        /** Up to three values of the first rows. */
        samples: z.array(z.string()).max(3),
        /** What it was taken for by its header; null where nothing fits. */
        guess: Field.nullable(),
      }),
    )
    .max(IMPORT_COLUMNS_MAX),
  ...importSettings,
  /** Rows handled so far in the step that runs, and its speed. */
  progress: z.strictObject({ rows_done: z.int(), rows_per_s: z.number() }),
  /** Of the check, or of the application once it has begun. */
  counts,
  /** Kinds of errors with how many rows have them, the most first. */
  errors: z.array(z.strictObject({ code: z.string(), column: z.string(), count: z.int() })).max(50),
  /** Why it failed or cannot go on; null where nothing is wrong. */
  problem: z.string().nullable(),
  /** Photos that its rows name, by what came of them; `known`: the listing had that one already. */
  photos: z.strictObject({ waiting: z.int(), added: z.int(), known: z.int(), failed: z.int() }),
  created_by: Id,
  created_at: Time,
  checked_at: Time.nullable(),
  applied_at: Time.nullable(),
  undone_at: Time.nullable(),
});
export const StockImportList = z.array(StockImport).max(PAGE_LIMIT_MAX);

/** One thing wrong with one cell. */
export const RowError = z.strictObject({
  /** Header of the column; empty where it is the row as a whole. */
  column: z.string(),
  value: z.string(),
  code: z.string(),
  message: z.string(),
  /** What would be accepted, as a sentence. */
  accepted: z.string(),
});
export const ImportRow = z.strictObject({
  /** Line of the file on which the row begins; the header is line 1. */
  line: z.int(),
  outcome: z.enum(rowOutcomes),
  title: z.string(),
  sku: z.string().nullable(),
  listing_id: Id.nullable(),
  changes: z.array(z.strictObject({ field: z.string(), from: z.unknown(), to: z.unknown() })).max(60),
  /** Pieces on hand that come or go. */
  quantity_change: z.int(),
  errors: z.array(RowError).max(40),
});
export const ImportRowList = z.array(ImportRow).max(PAGE_LIMIT_MAX);
export const SaveMapping = z.strictObject({ name: text({ min: 1, max: 60 }), import_id: Id });
/** Used by itself for the next file of the same headers. */
export const ImportMapping = z.strictObject({
  id: Id,
  name: z.string(),
  headers: z.array(z.string()).max(IMPORT_COLUMNS_MAX),
  ...importSettings,
  created_at: Time,
});
export const ImportMappingList = z.array(ImportMapping).max(MAPPINGS_MAX);

export type StockImportView = z.output<typeof StockImport>;
export type ImportRowView = z.output<typeof ImportRow>;
export type RowErrorView = z.output<typeof RowError>;
export type ImportMappingView = z.output<typeof ImportMapping>;
export type ImportField = (typeof importFields)[number];
export type ImportDialect = (typeof importDialects)[number];
