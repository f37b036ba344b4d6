import type { CollectibleKind } from '../../../../../contract/inventory-terms.ts';
import type { FactField, Facts } from './types.ts';

/** By kind: which column holds which detail, where the names differ. */
const columns: Readonly<Record<CollectibleKind, Readonly<Partial<Record<FactField, string>>>>> = {
  card: same(
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
  ),
  comic: { name: 'series', collector_number: 'issue_number', ...same('publisher', 'year', 'variant', 'signed') },
  coin: { name: 'denomination', ...same('country', 'year', 'mint_mark', 'metal') },
  sealed: { name: 'product', ...same('game', 'set_code', 'set_name', 'language') },
  watch: { name: 'model', ...same('brand', 'reference', 'serial_number', 'year', 'box', 'papers') },
  other: { name: 'model', ...same('maker', 'year') },
};

function same(...fields: FactField[]): Partial<Record<FactField, string>> {
  return Object.fromEntries(fields.map((field) => [field, field]));
}

/** What a row says of the details of a kind, by their own names; nothing of what it does not say. */
export function detailsOf(kind: CollectibleKind, facts: Facts): Record<string, string | boolean | number> {
  return Object.fromEntries(
    (Object.entries(columns[kind]) as [FactField, string][]).flatMap(([field, name]) => {
      const value = facts[field];
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
}

/** The other way: details by the columns of our own files. */
export function factsOf(kind: CollectibleKind, details: Readonly<Record<string, unknown>>): Facts {
  return Object.fromEntries(
    (Object.entries(columns[kind]) as [FactField, string][]).flatMap(([field, name]) => {
      const value = details[name];
      return value === undefined || value === null ? [] : [[field, value as string | boolean | number] as const];
    }),
  );
}

/** The column that holds a detail: "series" of a comic is in `name`. */
export function fieldOfDetail(kind: CollectibleKind, detail: string): FactField | null {
  const found = (Object.entries(columns[kind]) as [FactField, string][]).find(([, name]) => name === detail);
  return found?.[0] ?? null;
}
