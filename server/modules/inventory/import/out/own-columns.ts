import type { ImportField } from '../../../../../contract/inventory-imports.ts';
import { minorText } from '../../../../../contract/minor-units.ts';
import { contentOf, type ListingRow } from '../../listing.ts';
import { factsOf } from '../read/index.ts';

/** Our own file: a row for each place where a listing has pieces, and one for a listing that has none. */
export const OWN_COLUMNS = [
  'sku',
  'kind',
  'title',
  'game',
  'name',
  'set_code',
  'set_name',
  'collector_number',
  'rarity',
  'language',
  'finish',
  'first_edition',
  'signed',
  'altered',
  'publisher',
  'variant',
  'year',
  'country',
  'mint_mark',
  'metal',
  'brand',
  'reference',
  'serial_number',
  'box',
  'papers',
  'maker',
  'condition',
  'source_condition',
  'grading_company',
  'grade',
  'grade_label',
  'cert_number',
  'centering',
  'corners',
  'edges',
  'surface',
  'price',
  'cost',
  'currency',
  'quantity',
  'location',
  'shelf',
  'barcode',
  'low_stock_at',
  'note',
  'status',
] as const satisfies readonly ImportField[];
type Column = (typeof OWN_COLUMNS)[number];

/** Pieces of a listing at one place; without a name where it has none anywhere. */
export interface Pieces {
  readonly location: string;
  readonly quantity: number;
}

export function ownCells(row: ListingRow, { location, quantity }: Pieces): string[] {
  const content = contentOf(row);
  const { grading, currency, price_minor, cost_minor } = content;
  const cells: Readonly<Partial<Record<Column, unknown>>> = {
    ...factsOf(row.kind, content.details),
    ...content,
    kind: row.kind,
    grading_company: grading?.company,
    grade: grading?.grade,
    grade_label: grading?.label,
    cert_number: grading?.cert_number,
    ...grading?.subgrades,
    price: amountOf(price_minor, currency),
    cost: amountOf(cost_minor, currency),
    location,
    quantity,
  };
  return OWN_COLUMNS.map((column) => cell(cells[column]));
}

function amountOf(minor: number | null, currency: string): string {
  return minor === null ? '' : minorText(minor, currency);
}

function cell(value: unknown): string {
  if (value === true) return 'yes';
  if (value === false) return 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Two rows that show how our columns are filled in. */
export const EXAMPLE_ROWS: readonly Readonly<Partial<Record<Column, string>>>[] = [
  {
    sku: 'BASE1-4-NM',
    kind: 'card',
    game: 'pokemon',
    name: 'Charizard',
    set_code: 'base1',
    set_name: 'Base Set',
    collector_number: '4/102',
    language: 'en',
    finish: 'holofoil',
    condition: 'NM',
    price: '249.00',
    currency: 'USD',
    quantity: '2',
    status: 'active',
  },
  {
    kind: 'card',
    game: 'mtg',
    name: 'Lightning Bolt',
    set_code: 'lea',
    collector_number: '161',
    grading_company: 'PSA',
    grade: '9',
    cert_number: '12345678',
    price: '1200.00',
    currency: 'USD',
    quantity: '1',
    status: 'draft',
  },
];
