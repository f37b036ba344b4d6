import type { z } from 'zod';
import type {
  importSettings,
  ImportDialect,
  ImportField,
  RowErrorView,
  StockImportView,
} from '../../../../../contract/inventory-imports.ts';
import type { GradingView } from '../../../../../contract/inventory-details.ts';
import type { CollectibleKind, conditions, ListingStatus } from '../../../../../contract/inventory-terms.ts';

/**
 * From the bytes of a vendor's spreadsheet to rows in our own terms, without a database:
 *
 *   recognise(bytes)            what the file is, and what each column is taken for
 *   readRows(bytes, recognised) its rows, one after the other
 *   rowDrafter(settings)(row)   what a row says, or everything that is wrong with it
 *   newListing(draft, printing) what a new listing is made of, judged by the schema of `createCollectible`
 *
 * An empty cell says nothing: it leaves what is there, and is `null` in a draft.
 */

export type ImportSettings = { readonly [K in keyof typeof importSettings]: z.output<(typeof importSettings)[K]> };
export type ColumnMapping = readonly { readonly column: number; readonly field: ImportField }[];

/** How bytes become rows. */
export interface Reading {
  readonly encoding: StockImportView['encoding'];
  readonly delimiter: StockImportView['delimiter'];
  /** Line of the headers, from 1: notes or "sep=;" may stand above them. */
  readonly header_line: number;
}

export interface Recognised extends Reading {
  readonly dialect: ImportDialect;
  readonly decimal_comma: boolean;
  /** Rows below the headers that are not empty. */
  readonly rows: number;
  readonly columns: StockImportView['columns'];
  /** What an import begins with; people change it. */
  readonly mapping: ColumnMapping;
  readonly defaults: { readonly game: string | null; readonly currency: string | null };
  readonly condition_aliases: ImportSettings['condition_aliases'];
  readonly quantity_mode: ImportSettings['quantity_mode'];
}

export interface RawRow {
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  /** As they stood, cut after CELL_LENGTH_MAX + 1 characters. */
  readonly cells: readonly string[];
  /** A quote that never ends, or that ends in the middle of a cell: the row could not be taken apart. */
  readonly problem: 'quote_unclosed' | 'quote_stray' | null;
}

/** All that the meaning of a row depends on. */
export interface DraftSettings {
  readonly dialect: ImportDialect;
  readonly decimal_comma: boolean;
  /** By column. */
  readonly headers: readonly string[];
  readonly mapping: ColumnMapping;
  readonly defaults: {
    readonly game: string | null;
    readonly currency: string | null;
    readonly status: 'draft' | 'active';
  };
  readonly condition_aliases: ImportSettings['condition_aliases'];
  readonly quantity_mode: ImportSettings['quantity_mode'];
  /** Of the vendor: what amounts are in where neither row nor default says. */
  readonly vendor_currency: string;
  /** Words of the catalogue and of the vendor's own listings; a game that is neither among them nor known to us is an error. */
  readonly known_games: ReadonlySet<string>;
}

/** What a row says the piece is, by the names of columns; `detailsOf(kind, facts)` gives the details of its kind. */
export type Facts = Readonly<Partial<Record<FactField, string | boolean | number>>>;
export type FactField =
  | 'game'
  | 'name'
  | 'set_code'
  | 'set_name'
  | 'collector_number'
  | 'rarity'
  | 'language'
  | 'finish'
  | 'first_edition'
  | 'signed'
  | 'altered'
  | 'publisher'
  | 'variant'
  | 'year'
  | 'country'
  | 'mint_mark'
  | 'metal'
  | 'brand'
  | 'reference'
  | 'serial_number'
  | 'box'
  | 'papers'
  | 'maker';

/** A row in our terms. `null`: the row does not say. Each value that is there is acceptable by itself. */
export interface RowDraft {
  readonly line: number;
  readonly sku: string | null;
  readonly barcode: string | null;
  /** Said by the row, or plain from it (a sealed product); else that of the listing there is, or a card. */
  readonly kind: CollectibleKind | null;
  readonly title: string | null;
  readonly facts: Facts;
  readonly condition: (typeof conditions)[number] | null;
  /** The cell as it stood, unless it stood in our words. */
  readonly source_condition: string | null;
  readonly grading: GradingView | null;
  readonly price_minor: number | null;
  readonly cost_minor: number | null;
  /** What the amounts were read in; null where the row has no amount and names no currency. */
  readonly currency: string | null;
  readonly shelf: string | null;
  readonly note: string | null;
  readonly low_stock_at: number | null;
  readonly status: ListingStatus | null;
  /** `level`: so many there are. `delta`: so many come, or go below 0. */
  readonly quantity: { readonly level: number } | { readonly delta: number } | null;
  /** A name, to be looked up among the vendor's locations. */
  readonly location: string | null;
  readonly external_ids: Readonly<Partial<Record<ExternalSource, string>>>;
  /** Missing in rows that were checked before there were any. */
  readonly photo_urls?: readonly string[];
}
export type ExternalSource = 'tcgplayer' | 'scryfall' | 'manabox' | 'cardtrader';

/** One of the two, and every error of the row at once. */
export type Drafted = { readonly draft: RowDraft } | { readonly errors: readonly RowErrorView[] };
export type RowDrafter = (row: RawRow) => Drafted;
