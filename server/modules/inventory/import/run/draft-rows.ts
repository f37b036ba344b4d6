import type { PrintingView } from '../../../../../contract/inventory-catalogue.ts';
import { findPrintings, type PrintingKey } from '../../../catalogue/index.ts';
import type { VendorTx } from '../../tables.ts';
import type { RawRow, RowDraft, RowDrafter } from '../read/types.ts';
import type { CheckedRow } from './check-rows.ts';
import type { ImportContext } from './context.ts';
import { identify, type KnownRow } from './load-rows.ts';
import { errorsFor, type Trouble } from './row-error.ts';

interface Drafts {
  /** Rows that say what they are about. */
  readonly known: readonly KnownRow[];
  /** Rows that cannot be read, or say too little. */
  readonly unread: readonly CheckedRow[];
}

/** Reads rows in our terms: names and numbers of what the catalogue knows, and the places where pieces lie. */
export async function draftRows(
  tx: VendorTx,
  context: ImportContext,
  drafter: RowDrafter,
  rows: readonly RawRow[],
): Promise<Drafts> {
  const unread: CheckedRow[] = [];
  const drafts: RowDraft[] = [];
  for (const row of rows) {
    const drafted = drafter(row);
    if ('draft' in drafted) drafts.push(drafted.draft);
    else unread.push(rejectedRow(context, row, drafted.errors));
  }
  const printings = await printingsOf(tx, drafts);
  const lines = new Map(rows.map((row) => [row.line, row]));
  const known = drafts.flatMap((draft, place): KnownRow[] => {
    const where = placeOf(context, draft);
    const stored = { ...draft, printing: printings[place] ?? null, location_id: where.location_id };
    const { made, key } = identify(context, stored);
    if (key !== null) return [{ line: draft.line, draft: stored, made, key, first_line: null, trouble: where.trouble }];
    const errors = 'errors' in made ? made.errors : [];
    const raw = lines.get(draft.line);
    if (raw !== undefined) unread.push(rejectedRow(context, raw, errors));
    return [];
  });
  return { known, unread };
}

/** Of each card that is named by an id or by its number in a set, the printing, if just one fits. */
async function printingsOf(tx: VendorTx, drafts: readonly RowDraft[]): Promise<(PrintingView | null)[]> {
  const asked = drafts.map(keysOf);
  const keys = asked.flat();
  if (keys.length === 0) return drafts.map(() => null);
  const found = (await findPrintings(tx, keys)).values();
  return asked.map((named) => {
    const fitting = named.map(() => found.next().value ?? []);
    const exact = fitting.find((printings) => printings.length === 1);
    return exact?.[0] ?? null;
  });
}

/** The surest name first. */
function keysOf({ kind, facts, external_ids }: RowDraft): PrintingKey[] {
  if (kind !== null && kind !== 'card') return [];
  const keys: PrintingKey[] = [];
  for (const source of ['scryfall', 'tcgplayer'] as const) {
    const external_id = external_ids[source];
    if (external_id !== undefined) keys.push({ source, external_id });
  }
  const { game, set_code, set_name, collector_number, language } = facts;
  const set = set_code ?? set_name;
  if (typeof game === 'string' && typeof set === 'string' && typeof collector_number === 'string')
    keys.push({ game, set, collector_number, ...(typeof language === 'string' ? { language } : {}) });
  return keys;
}

function placeOf(
  { locations, location_names, default_location }: ImportContext,
  { location, quantity }: RowDraft,
): { readonly location_id: string | null; readonly trouble: Trouble | null } {
  if (location === null) return { location_id: quantity === null ? null : default_location, trouble: null };
  const location_id = locations.get(location.trim().toLowerCase()) ?? null;
  if (location_id !== null) return { location_id: quantity === null ? null : location_id, trouble: null };
  const trouble: Trouble = {
    field: 'location',
    value: location.slice(0, 100),
    code: 'location_unknown',
    message: 'You have no location of that name.',
    accepted: location_names.slice(0, 10).join(', '),
  };
  return { location_id: null, trouble };
}

function rejectedRow(context: ImportContext, row: RawRow, errors: CheckedRow['errors']): CheckedRow {
  const { mapping } = context.settings;
  const cell = (field: string): string =>
    row.cells[mapping.find((one) => one.field === field)?.column ?? -1]?.trim() ?? '';
  const problem: Trouble = {
    code: 'row_unreadable',
    message: 'The row says too little.',
    accepted: 'a name and a state',
  };
  return {
    line: row.line,
    outcome: 'rejected',
    title: (cell('title') || cell('name')).slice(0, 200),
    sku: cell('sku').slice(0, 64) || null,
    key: null,
    first_line: null,
    errors: errors.length > 0 ? errors : errorsFor([problem], { mapping, headers: context.headers }),
    changes: [],
    draft: null,
    listing_id: null,
    version: null,
    quantity_change: 0,
  };
}
