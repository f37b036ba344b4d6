import type { ImportField } from '../../../../../contract/inventory-imports.ts';
import { QUANTITY_MAX } from '../../../../../contract/inventory-stock.ts';
import { Currency } from '../../../../../contract/inventory-vendors.ts';
import { decimalOf, moneyOf, type MoneyProblem } from './amounts.ts';
import type { RowReading } from './row-reading.ts';
import type { DraftSettings, RowDraft } from './types.ts';
import { plain } from './words.ts';

type Amounts = Pick<RowDraft, 'price_minor' | 'cost_minor' | 'currency'>;

const messages: Readonly<Record<MoneyProblem, string>> = {
  amount_invalid: 'This is no amount.',
  amount_negative: 'An amount is not below 0.',
  amount_too_precise: 'The currency does not have so many decimals.',
  amount_too_large: 'This is more than an amount can be.',
  currency_unknown: 'No currency of this sign or code is known.',
  currency_ambiguous: 'Several currencies have this sign.',
  currency_conflict: 'The row names two currencies.',
};

/** Amounts in minor units of one currency: the row's own, else the sign's, else the default, else the vendor's. */
export function readMoney(reading: RowReading, settings: DraftSettings): Amounts {
  const said = readCurrency(reading);
  const fallback = said ?? settings.defaults.currency ?? settings.vendor_currency;
  const price = moneyIn(reading, settings, { field: 'price', currency: fallback, is_said: said !== null });
  const cost = moneyIn(reading, settings, {
    field: 'cost',
    currency: price?.currency ?? fallback,
    is_said: said !== null || price !== null,
  });
  return {
    price_minor: price?.minor ?? null,
    cost_minor: cost?.minor ?? null,
    currency: said ?? price?.currency ?? cost?.currency ?? null,
  };
}

function readCurrency(reading: RowReading): string | null {
  const text = reading.text('currency');
  if (text === '') return null;
  const code = Currency.safeParse(text === '€' ? 'EUR' : text === '£' ? 'GBP' : text);
  return code.success ? code.data : reading.fail('currency', 'currency_unknown', messages.currency_unknown);
}

function moneyIn(
  reading: RowReading,
  settings: DraftSettings,
  {
    field,
    currency,
    is_said,
  }: { readonly field: 'price' | 'cost'; readonly currency: string; readonly is_said: boolean },
): { readonly minor: number; readonly currency: string } | null {
  const [cell] = reading.all(field);
  if (cell === undefined) return null;
  const in_minor = plain(cell.header).endsWith(' cents');
  const money = moneyOf(cell.text, { decimal_comma: settings.decimal_comma, currency, is_said, in_minor });
  if (typeof money !== 'string') return money;
  const accepted =
    money === 'currency_ambiguous'
      ? 'The currency as a code, such as USD, in the cell or in a column of its own, or as a default.'
      : null;
  return reading.fail(field, money, messages[money], accepted === null ? {} : { accepted });
}

/**
 * How many there are, or come. A column that counts what comes on top always does; the other one does as the mode says.
 * With both, so many there are and so many more come, unless only what comes is to be taken.
 */
export function readQuantity(reading: RowReading, settings: DraftSettings): RowDraft['quantity'] {
  const there = countIn(reading, settings, 'quantity');
  const more = countIn(reading, settings, 'add_quantity');
  if (settings.quantity_mode === 'add') {
    const delta = reading.has('add_quantity') ? more : there;
    return delta === null ? null : { delta };
  }
  if (there === null) return more === null ? null : { delta: more };
  const level = there + (more ?? 0);
  if (level >= 0 && level <= QUANTITY_MAX) return { level };
  return reading.fail('add_quantity', 'quantity_invalid', 'Together with what is there, that is no quantity.');
}

function countIn(reading: RowReading, settings: DraftSettings, field: 'quantity' | 'add_quantity'): number | null {
  return wholeIn(reading, settings, { field, min: field === 'quantity' ? 0 : -QUANTITY_MAX, code: 'quantity_invalid' });
}

/** A whole number, also as "1,000", "3.0", "4x". */
export function wholeIn(
  reading: RowReading,
  settings: DraftSettings,
  { field, min, code }: { readonly field: ImportField; readonly min: number; readonly code: string },
): number | null {
  const text = reading.text(field);
  if (text === '') return null;
  const decimal = decimalOf(text.replace(/^x\s*(?=\d)|(?<=\d)\s*x$/i, ''), settings.decimal_comma);
  const value = decimal === null ? Number.NaN : Number(decimal);
  if (Number.isInteger(value) && value >= min && value <= QUANTITY_MAX) return value === 0 ? 0 : value;
  return reading.fail(field, code, Number.isNaN(value) ? 'This is no number.' : 'This is no quantity of pieces.');
}
