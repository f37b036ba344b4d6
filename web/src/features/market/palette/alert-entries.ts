import type { StockView } from '../../../../../contract/market.ts';
import { closePalette } from '../../../app/palette-state.ts';
import { ApiError } from '../../../lib/api.ts';
import { live } from '../../../lib/live/browser-live.ts';
import { messageOf } from '../../../lib/problems.ts';
import { openAlertForm } from '../../alerts/alert-request.ts';
import { createAlert } from '../../alerts/change-alerts.ts';
import { type AlertDraft, emptyDraft, guessedType, readDraft, saidOf } from '../../alerts/form/draft.ts';
import { isReached } from '../../alerts/distance.ts';
import type { AlertLine } from '../../alerts/parse-alert.ts';
import type { Said } from '../../alerts/words.ts';
import type { Entry } from './use-palette.ts';

/** What a line such as "alert aapl > 200" would set. */
export interface TypedAlert {
  readonly stock: StockView;
  /** Null while the line is not complete. */
  readonly said: Said | null;
  /** The price is there already: Enter asks what is meant. */
  readonly reached: boolean;
  /** What is missing, or why it was refused. */
  readonly problem: string | null;
}

interface Context {
  readonly refusal: string | null;
  readonly onRefused: (message: string) => void;
}

/** An alert read back as what will happen, and the way to say more about it. */
export function alertEntries(line: AlertLine, stocks: readonly StockView[], context: Context): Entry[] {
  const stock = stocks.find(({ symbol }) => symbol === line.symbol) ?? stocks[0];
  if (!stock) return [];
  const price = live.store.get(stock.symbol)?.price ?? stock.quote?.price ?? null;
  if (line.kind === 'unfinished') return [entryOf({ stock, said: null, reached: false, problem: line.problem }, idle)];
  const draft = draftFrom(line, price);
  const said = saidOf(draft.condition);
  const reached = price !== null && said !== null && isReached(said.condition_type, said.threshold_value ?? '', price);
  const problem = price === null ? `${stock.symbol} has had no price yet.` : context.refusal;
  const more = () => {
    closePalette();
    openAlertForm({ kind: 'new', symbol: stock.symbol, draft });
  };
  const run = price === null ? idle : reached ? more : () => void set(stock, draft, { ...context, more });
  const entry = entryOf({ stock, said, reached, problem }, run);
  const label = 'Set more: repeat, channels, hours';
  return [entry, { kind: 'action', id: 'alert-more', label, keys: [], icon: 'settings', run: more }];
}

function idle(): void {
  // There is nothing to do yet; the entry says what is missing.
}

function entryOf(alert: TypedAlert, run: () => void): Entry {
  return { kind: 'alert', id: 'alert', alert, run };
}

function draftFrom(line: Extract<AlertLine, { readonly kind: 'rule' }>, price: string | null): AlertDraft {
  const type = line.condition_type ?? guessedType('PRICE_ABOVE', line.value, price);
  return { ...emptyDraft, condition: { ...emptyDraft.condition, type, value: line.value } };
}

async function set(stock: StockView, draft: AlertDraft, { onRefused, more }: Context & { readonly more: () => void }) {
  const read = readDraft(draft, Date.now());
  if (!('body' in read)) return more();
  try {
    await createAlert({ stock_symbol: stock.symbol }, read.body);
    closePalette();
  } catch (error) {
    if (error instanceof ApiError && error.has('already_true')) more();
    else onRefused(messageOf(error));
  }
}
