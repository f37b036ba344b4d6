import type { ImportDialect } from '../../../../../contract/inventory-imports.ts';
import type { ImportField, RowOutcome, StockImportView } from '../../../lib/queries/inventory-imports.ts';

/** What columns may mean, in the groups in which they are offered. */
export const fieldGroups: readonly (readonly [string, Readonly<Partial<Record<ImportField, string>>>])[] = [
  [
    'What it is',
    {
      name: 'Name',
      game: 'Game',
      set_code: 'Set code',
      set_name: 'Set name',
      collector_number: 'Number',
      rarity: 'Rarity',
      language: 'Language',
      finish: 'Finish',
      first_edition: 'First edition',
      signed: 'Signed',
      altered: 'Altered',
      kind: 'Kind',
      title: 'Title',
    },
  ],
  [
    'Its state',
    {
      condition: 'Condition',
      source_condition: 'Condition at the source',
      grading_company: 'Grading company',
      grade: 'Grade',
      grade_label: 'Grade label',
      cert_number: 'Certificate number',
      centering: 'Centering',
      corners: 'Corners',
      edges: 'Edges',
      surface: 'Surface',
    },
  ],
  ['Money', { price: 'Price', cost: 'Cost', currency: 'Currency' }],
  [
    'Stock',
    {
      quantity: 'Quantity',
      add_quantity: 'Quantity that comes on top',
      location: 'Location',
      shelf: 'Shelf',
      low_stock_at: 'Tell when fewer than',
    },
  ],
  [
    'Your listing',
    { sku: 'SKU', barcode: 'Barcode', status: 'Status', note: 'Note', photo_urls: 'Addresses of photos' },
  ],
  [
    'Other kinds',
    {
      publisher: 'Publisher',
      variant: 'Variant',
      year: 'Year',
      country: 'Country',
      mint_mark: 'Mint mark',
      metal: 'Metal',
      brand: 'Brand',
      reference: 'Reference',
      serial_number: 'Serial number',
      box: 'Box',
      papers: 'Papers',
      maker: 'Maker',
    },
  ],
  [
    'Ids elsewhere',
    {
      tcgplayer_id: 'TCGplayer product id',
      scryfall_id: 'Scryfall id',
      manabox_id: 'ManaBox id',
      cardtrader_id: 'CardTrader id',
    },
  ],
];

export const dialectWords: Readonly<Record<ImportDialect, string>> = {
  'omni-stock': 'Omni-Stock',
  'tcgplayer-seller': 'TCGplayer seller',
  'tcgplayer-app': 'TCGplayer app',
  manabox: 'ManaBox',
  deckbox: 'Deckbox',
  cardtrader: 'CardTrader',
  other: 'No known program',
};
export const delimiterWords = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;
export const encodingWords = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16 (BE)',
  'windows-1252': 'Windows-1252',
} as const;
export const statusWords: Readonly<Record<StockImportView['status'], string>> = {
  uploaded: 'To be checked',
  checking: 'Checking',
  checked: 'Checked',
  applying: 'Importing',
  applied: 'Imported',
  cancelled: 'Stopped',
  undoing: 'Being undone',
  undone: 'Undone',
  failed: 'Failed',
};
export const outcomeWords: Readonly<Record<RowOutcome, { readonly name: string; readonly note: string }>> = {
  created: { name: 'Created', note: 'new listings' },
  changed: { name: 'Changed', note: 'differ from what is there' },
  unchanged: { name: 'Unchanged', note: 'already the same' },
  rejected: { name: 'Rejected', note: 'cannot be read' },
};

/** "price_minor" as "price", "card_details.set_name" as "set name". */
export function changeWord(field: string): string {
  return (field.split('.').at(-1) ?? field).replace(/_minor$/, '').replaceAll('_', ' ');
}

/** A value of a change, in a few words. @param money turns minor units into text. */
export function valueWord(field: string, value: unknown, money: (minor: number) => string): string {
  if (value === null || value === undefined || value === '') return '—';
  if (typeof value === 'number') return field.endsWith('_minor') ? money(value) : String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  const { company, grade } = value as { readonly company?: string; readonly grade?: string };
  return company === undefined ? JSON.stringify(value) : `${company} ${grade ?? 'Authentic'}`;
}

export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** "1 row", "9,712 rows". */
export function rowsWord(value: number): string {
  return `${count(value)} ${value === 1 ? 'row' : 'rows'}`;
}

/** "1.4 MB". */
export function sizeWord(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  const kilo = bytes / 1024;
  return kilo < 1024 ? `${Math.round(kilo)} KB` : `${(kilo / 1024).toFixed(1).replace('.0', '')} MB`;
}
