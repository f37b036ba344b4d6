import type { BodyInput } from '../../../../../../contract/schemas.ts';
import { currencyDigits, minorText } from '../../../../../../contract/minor-units.ts';
import { formatMinor, parseMoney } from '../../../../lib/format/money.ts';
import { MINUS, UNKNOWN } from '../../../../lib/format/number.ts';
import { statusLabels } from '../row.ts';
import type { Selection } from '../grid/use-selection.ts';
import { filterOf } from '../view/stock-state.ts';
import type { StockTable } from '../view/use-stock-table.ts';

export type BulkChange = BodyInput<'previewBulkEdit'>['change'];
export type BulkSelection = BodyInput<'previewBulkEdit'>['selection'];
export type PriceWay = 'percent' | 'amount' | 'set';

/** Rows named one by one; more than so many go by their filter. */
export const IDS_MAX = 1_000;

/** What the server is told to change: all of the filter, or the rows by name. Null where those are too many to name. */
export function selectionOf(selection: Selection, table: StockTable): BulkSelection | null {
  if (selection.all) return { filter: filterOf(table.state) };
  return selection.ids.size > IDS_MAX ? null : { ids: [...selection.ids] };
}

/** How prices are rounded: to a step, less an ending. Both in minor units, as text of the choice. */
export function roundings(currency: string): readonly { readonly value: string; readonly label: string }[] {
  const unit = 10 ** currencyDigits(currency);
  const text = (minor: number) => minorText(minor, currency);
  const steps = unit === 1 ? [10, 50, 100] : [unit / 20, unit / 10, unit / 2, unit];
  const whole = steps.map((step) => ({ value: `${step} 0`, label: `round to ${text(step)}` }));
  const endings = unit === 1 ? [] : [{ value: `${unit} ${unit / 100}`, label: `end in ${text(unit - unit / 100)}` }];
  return [{ value: '1 0', label: 'no rounding' }, ...whole, ...endings];
}

export interface PriceDraft {
  readonly way: PriceWay;
  readonly text: string;
  readonly rounding: string;
}

/** @returns the change, or what is wrong with the number. */
export function priceChangeOf({ way, text, rounding }: PriceDraft, currency: string): BulkChange | string {
  const [step_minor = 1, less_minor = 0] = rounding.split(' ').map(Number);
  const round = { step_minor, less_minor };
  const plain = text.trim().replace(MINUS, '-').replace(/^\+/, '').replace(/%$/, '').trim();
  if (way === 'percent') {
    const percent = plain.replace(',', '.');
    if (!/^-?\d{1,4}(\.\d{1,4})?$/.test(percent)) return 'A percentage such as 5 or -12.5.';
    return { price: { percent, round } };
  }
  const read = parseMoney(plain.replace(/^-/, ''), currency);
  if ('wrong' in read) return read.wrong;
  if (read.minor === null) return 'An amount such as 1.50.';
  const minor = plain.startsWith('-') ? -read.minor : read.minor;
  if (way === 'amount') return { price: { amount_minor: minor, round } };
  return minor < 0 ? 'A price is not below nothing.' : { price: { set_minor: minor, round } };
}

/** "prices, +5%", "to C-09": what the change is, in the head of its preview. */
export function changeWords(change: BulkChange, currency: string): string {
  const { price, status, shelf, location_id, low_stock_at } = change;
  if (price?.percent !== undefined) return `prices, ${signed(String(price.percent))}%`;
  if (price?.amount_minor !== undefined) {
    return `prices, ${signed(minorText(price.amount_minor, currency))}`;
  }
  if (price?.set_minor !== undefined) return `prices, ${formatMinor(price.set_minor, currency)}`;
  if (status !== undefined) return `listings, ${statusLabels[status].toLowerCase()}`;
  if (shelf !== undefined) return shelf === '' ? 'listings, no shelf' : `listings, shelf ${shelf}`;
  if (location_id !== undefined) return 'listings, moved';
  return low_stock_at === null ? 'listings, no low-stock mark' : `listings, low-stock mark ${low_stock_at ?? ''}`;
}

function signed(text: string): string {
  return text.startsWith('-') ? MINUS + text.slice(1) : `+${text}`;
}

/** A value of a sample, as people read it. */
export function sampleText(field: string, value: unknown, context: SampleContext): string {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  if (text === '') return UNKNOWN;
  if (field.endsWith('_minor')) return formatMinor(Number(text), context.currency);
  if (field === 'status') return statuses[text] ?? text;
  if (field.startsWith('location')) return context.locationName(text) ?? text;
  return text;
}
const statuses: Readonly<Record<string, string>> = statusLabels;
interface SampleContext {
  readonly currency: string;
  readonly locationName: (id: string) => string | undefined;
}
