import type { Selectable } from 'kysely';
import type { StockImportView } from '../../../../../contract/inventory-imports.ts';
import type { ImportsTable } from '../../tables-imports.ts';
import type { ImportSettings, Recognised } from '../read/types.ts';
import { movesOf } from './import-moves.ts';

/** An import as it is read, with what came of the photos its rows name. */
export type ImportRecord = Selectable<ImportsTable> & { readonly photos: StockImportView['photos'] };

export function recognisedOf(record: Pick<ImportRecord, 'recognised'>): Recognised {
  return record.recognised as Recognised;
}

export function settingsOf(record: Pick<ImportRecord, 'settings'>): ImportSettings {
  return record.settings as ImportSettings;
}

/** @param now what the speed of a step that runs is reckoned to, and what may still be undone. */
export function importView(record: ImportRecord, now: Date): StockImportView {
  const { id, file_name, status, bytes, problem, created_by } = record;
  const { dialect, encoding, delimiter, decimal_comma, rows, columns } = recognisedOf(record);
  const { created, changed, unchanged, rejected } = record;
  return {
    id,
    file_name,
    status,
    may: movesOf(record, now),
    dialect,
    encoding,
    delimiter,
    decimal_comma,
    bytes,
    rows,
    columns,
    ...settingsOf(record),
    progress: { rows_done: record.rows_done, rows_per_s: speedOf(record, now) },
    counts: { created, changed, unchanged, rejected },
    errors: record.errors as StockImportView['errors'],
    problem,
    photos: record.photos,
    created_by,
    created_at: record.created_at.toISOString(),
    checked_at: record.checked_at?.toISOString() ?? null,
    applied_at: record.applied_at?.toISOString() ?? null,
    undone_at: record.undone_at?.toISOString() ?? null,
  };
}

function speedOf({ rows_done, step_started_at, step_ended_at }: ImportRecord, now: Date): number {
  if (step_started_at === null || rows_done === 0) return 0;
  const seconds = Math.max(0.001, ((step_ended_at ?? now).getTime() - step_started_at.getTime()) / 1000);
  return Math.round(rows_done / seconds);
}
