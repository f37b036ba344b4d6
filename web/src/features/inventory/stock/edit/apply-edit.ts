import { formatMinor } from '../../../../lib/format/money.ts';
import { formatWhole } from '../../../../lib/format/number.ts';
import { messageOf } from '../../../../lib/problems.ts';
import { type StockRow, statusLabels } from '../row.ts';
import type { CellChange, EditableColumn } from './cells.ts';
import type { PastePlan } from './paste.ts';
import { type Outcome, sendFields, sendQuantity } from './send-edit.ts';
import { readRow } from './stock-cache.ts';
import type { Undoable } from './undo.ts';

export type RealChange = Exclude<CellChange, { readonly kind: 'same' | 'wrong' }>;

/** Sends one change. @param locations ids of the vendor's locations, the first first. */
export function applyChange(seen: StockRow, change: RealChange, locations: readonly string[]): Promise<Outcome> {
  return change.kind === 'fields'
    ? sendFields(seen, change.patch, change.shown)
    : sendQuantity(seen, change.to, locations);
}

/** The step that takes a change back: what somebody changed since stays. */
export function undoOf(seen: StockRow, change: RealChange, locations: readonly string[]): Undoable {
  const { vendor_id, id, title } = seen;
  return {
    said: sentenceOf(seen, change),
    run: async () => {
      try {
        const { row } = await readRow(vendor_id, id);
        const back = backOf(seen, change, row);
        if (back === null) return `${title} was changed since.`;
        const outcome = await applyChange(row, back, locations);
        return outcome.kind === 'done' ? null : wordsOf(outcome, title);
      } catch (error) {
        return messageOf(error);
      }
    },
  };
}

function backOf(seen: StockRow, change: RealChange, now: StockRow): RealChange | null {
  if (change.kind === 'quantity') return { kind: 'quantity', to: now.on_hand - (change.to - seen.on_hand) };
  const names = Object.keys(change.shown) as (keyof StockRow)[];
  if (names.some((name) => now[name] !== change.shown[name])) return null;
  const before = Object.fromEntries(names.map((name) => [name, seen[name]]));
  return { kind: 'fields', patch: before, shown: before };
}

function wordsOf(outcome: Exclude<Outcome, { readonly kind: 'done' }>, title: string): string {
  if (outcome.kind === 'refused') return `${title}: ${outcome.why}`;
  return outcome.kind === 'where'
    ? `${title} lies in several places: correct it there.`
    : `${title} was changed since.`;
}

/** "Price of Copper Heron is 4.50". */
function sentenceOf(seen: StockRow, change: RealChange): string {
  const { title, currency } = seen;
  if (change.kind === 'quantity') return `On hand of ${title} is ${formatWhole(change.to)}`;
  const { price_minor, cost_minor, shelf, status, low_stock_at } = change.shown;
  if (price_minor !== undefined) return `Price of ${title} is ${formatMinor(price_minor, currency)}`;
  if (cost_minor !== undefined) return `Cost of ${title} is ${formatMinor(cost_minor, currency)}`;
  if (shelf !== undefined) return shelf === '' ? `${title} has no shelf` : `${title} lies at ${shelf}`;
  if (status !== undefined) return `${title} is ${statusLabels[status].toLowerCase()}`;
  if (low_stock_at !== undefined) return `Low-stock mark of ${title} is ${low_stock_at ?? 'off'}`;
  return `Note of ${title} changed`;
}

/** Requests of one paste that are under way at a time. */
const AT_ONCE = 4;

export interface PasteResult {
  readonly done: number;
  readonly failed: readonly { readonly cell: string; readonly text: string; readonly why: string }[];
  /** Takes back what was done; null when nothing was. */
  readonly undo: Undoable | null;
}

/** Sends what a paste changes, row by row; the fields of one row go together. One refused row stops no other. */
export async function applyPaste(
  plan: PastePlan,
  locations: readonly string[],
  onProgress: (done: number) => void,
): Promise<PasteResult> {
  const sends = sendsOf(plan);
  const undos: Undoable[] = [];
  const failed: { cell: string; text: string; why: string }[] = [];
  let done = 0;
  const queue = [...sends];
  const work = async () => {
    for (let send = queue.shift(); send !== undefined; send = queue.shift()) {
      const outcome = await applyChange(send.row, send.change, locations);
      if (outcome.kind === 'done') {
        done += send.cells;
        undos.push(undoOf(send.row, send.change, locations));
      } else failed.push({ cell: send.row.title, text: send.text, why: wordsOf(outcome, send.row.title) });
      onProgress(done);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const undo = undos.length === 0 ? null : { said: `${done} cells pasted`, run: () => runAll(undos) };
  return { done, failed, undo };
}

interface Send {
  readonly row: StockRow;
  readonly change: RealChange;
  readonly cells: number;
  readonly text: string;
}

function sendsOf({ changed }: PastePlan): Send[] {
  const rows = new Map<string, Send>();
  const quantities: Send[] = [];
  for (const { row, change, text } of changed) {
    if (change.kind === 'quantity') {
      quantities.push({ row, change, cells: 1, text });
      continue;
    }
    const held = rows.get(row.id);
    const before = held?.change.kind === 'fields' ? held.change : null;
    rows.set(row.id, {
      row,
      change: {
        kind: 'fields',
        patch: { ...before?.patch, ...change.patch },
        shown: { ...before?.shown, ...change.shown },
      },
      cells: (held?.cells ?? 0) + 1,
      text: held === undefined ? text : `${held.text}, ${text}`,
    });
  }
  return [...rows.values(), ...quantities];
}

async function runAll(steps: readonly Undoable[]): Promise<string | null> {
  const left: string[] = [];
  const queue = [...steps];
  const work = async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) {
      const told = await step.run();
      if (told !== null) left.push(told);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return left.length === 0
    ? null
    : left.slice(0, 3).join(' ') + (left.length > 3 ? ` And ${left.length - 3} more.` : '');
}

/** What a person may change: quantities are corrections of the ledger, everything else is an edit. */
export function mayEdit(column: EditableColumn, can: (route: 'adjustStock' | 'updateCollectible') => boolean): boolean {
  return can(column === 'on_hand' ? 'adjustStock' : 'updateCollectible');
}
