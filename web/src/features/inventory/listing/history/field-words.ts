import { UNKNOWN } from '../../../../lib/format/number.ts';
import type { Listing } from '../../../../lib/queries/inventory-listing.ts';
import { statusLabels } from '../../stock/row.ts';
import { detailFields } from '../form/detail-fields.ts';
import { subgradeNames } from '../form/grading-values.ts';

const words: Readonly<Record<string, string>> = {
  title: 'Title',
  sku: 'SKU',
  price_minor: 'Price',
  cost_minor: 'Cost',
  currency: 'Currency',
  condition: 'Condition',
  source_condition: 'Condition of the source',
  grading: 'Grading',
  shelf: 'Shelf',
  barcode: 'Barcode',
  low_stock_at: 'Low stock at',
  note: 'Note',
  status: 'Status',
};

/** "card_details.rarity" as "Rarity". */
export function fieldWord(field: string): string {
  const [first = '', second] = field.split('.');
  if (second === undefined) return words[first] ?? first;
  const fields = Object.values(detailFields).flat();
  return fields.find(({ name }) => name === second)?.label ?? second.replaceAll('_', ' ');
}

/** A value of a field as people read it; what is not there is "empty". */
export function valueWord(
  field: string,
  value: unknown,
  { currency, money }: { readonly currency: string; readonly money: (minor: number, currency: string) => string },
): string {
  if (value === null || value === undefined || value === '') return 'empty';
  if (field.endsWith('_minor') && typeof value === 'number') return money(value, currency);
  if (field === 'status' && typeof value === 'string') return statusLabels[value as Listing['status']] ?? value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (field === 'grading') return gradingWord(value as NonNullable<Listing['grading']>);
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return UNKNOWN;
}

/** "BGS 9.5, Gem Mint, 12345678 (9.5 9 10 9.5)": company, grade, words and certificate, and the four parts if it has any. */
export function gradingWord(grading: NonNullable<Listing['grading']>): string {
  const { company, grade, label, cert_number, subgrades } = grading;
  const parts = subgrades && ` (${subgradeNames.map((name) => subgrades[name]).join(' ')})`;
  return [`${company} ${grade ?? 'genuine'}`, label, cert_number].filter(Boolean).join(', ') + (parts ?? '');
}
