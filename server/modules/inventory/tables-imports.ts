import type { ImportRowView, RowErrorView, StockImportView } from '../../../contract/inventory-imports.ts';
import type { ImportSettings, Recognised } from './import/read/types.ts';
import type { StoredDraft } from './import/run/stored-draft.ts';

export interface ImportTables {
  imports: ImportsTable;
  import_files: { vendor_id: string; import_id: string; part: number; content: Buffer };
  import_rows: ImportRowsTable;
  import_mappings: {
    id: string;
    vendor_id: string;
    name: string;
    /** Objects and arrays are written as JSON text, and read as what they are. */
    headers: unknown;
    settings: unknown;
    created_at: Date;
  };
  import_work: {
    vendor_id: string;
    import_id: string;
    requested_by: string;
    requested_at: Date;
    claim: string | null;
    claimed_until: Date | null;
  };
}

export interface ImportsTable {
  id: string;
  vendor_id: string;
  file_name: string;
  status: StockImportView['status'];
  bytes: number;
  recognised: Recognised | string;
  settings: ImportSettings | string;
  rows_done: number;
  at_line: number;
  step_started_at: Date | null;
  step_ended_at: Date | null;
  attempts: number;
  begun: boolean;
  undo_begun: boolean;
  gave_up: string | null;
  created: number;
  changed: number;
  unchanged: number;
  rejected: number;
  errors: StockImportView['errors'] | string;
  problem: string | null;
  created_by: string;
  created_at: Date;
  checked_at: Date | null;
  applied_at: Date | null;
  undone_at: Date | null;
}

export interface ImportRowsTable {
  vendor_id: string;
  import_id: string;
  line: number;
  outcome: ImportRowView['outcome'];
  title: string;
  sku: string | null;
  listing_id: string | null;
  version: number | null;
  changes: ImportRowView['changes'];
  quantity_change: number;
  errors: RowErrorView[];
  written: boolean;
  draft: StoredDraft | null;
  key: string | null;
  first_line: number | null;
}
