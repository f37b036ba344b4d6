import { IMPORT_UNDO_DAYS, type StockImportView } from '../../../../../contract/inventory-imports.ts';
import type { ImportRecord } from './import-view.ts';

export type ImportMove = StockImportView['may'][number];

const DAY_MS = 86_400_000;
const AT_WORK: ReadonlySet<StockImportView['status']> = new Set(['checking', 'applying', 'undoing']);

/**
 * The moves of an import. `begun`: the application wrote something, so that the file is read one way from then on.
 *
 *   uploaded, checked, cancelled, failed (not begun)   → checking → checked
 *   checked, cancelled (begun)                         → applying → applied
 *   applied, cancelled (begun), failed (begun)         → undoing  → undone
 *   any at work                                        → cancelled
 */
const allowed: Readonly<Record<ImportMove, (record: ImportRecord, now: Date) => boolean>> = {
  updateImport: isOpen,
  checkImport: isOpen,
  applyImport: ({ status, begun, undo_begun, applied_at }) =>
    status === 'checked' || (status === 'cancelled' && begun && !undo_begun && applied_at === null),
  cancelImport: ({ status }) => AT_WORK.has(status),
  undoImport: (record, now) =>
    record.begun && ['applied', 'cancelled', 'failed'].includes(record.status) && !isTooOld(record, now),
};

/** What may be done with an import now. */
export function movesOf(record: ImportRecord, now: Date): ImportMove[] {
  return (Object.keys(allowed) as ImportMove[]).filter((move) => allowed[move](record, now));
}

function isOpen({ status, begun }: ImportRecord): boolean {
  return !begun && ['uploaded', 'checked', 'cancelled', 'failed'].includes(status);
}

function isTooOld({ applied_at, created_at }: ImportRecord, now: Date): boolean {
  return now.getTime() - (applied_at ?? created_at).getTime() > IMPORT_UNDO_DAYS * DAY_MS;
}
