import type { ImportField, RowErrorView } from '../../../../../contract/inventory-imports.ts';
import type { ImportSettings } from '../read/types.ts';

/** What can be wrong with a row beside its cells: codes as the answers name them. */
export type Trouble = Pick<RowErrorView, 'code' | 'message' | 'accepted'> & {
  readonly field?: ImportField | 'quantity';
  readonly value?: string;
};

/** Names the column that a field was read from; the row as a whole where there is none. */
export function errorsFor(
  troubles: readonly Trouble[],
  file: { readonly mapping: ImportSettings['mapping']; readonly headers: readonly string[] },
): RowErrorView[] {
  return troubles.map(({ field, value = '', ...rest }) => ({ column: headerOf(field, file), value, ...rest }));
}

/** The header of the column that a field is read from; '' where it has none. */
export function headerOf(
  field: Trouble['field'],
  { mapping, headers }: { readonly mapping: ImportSettings['mapping']; readonly headers: readonly string[] },
): string {
  const fields: unknown[] = field === 'quantity' ? ['quantity', 'add_quantity'] : [field];
  const column = mapping.find((one) => fields.includes(one.field))?.column;
  return column === undefined ? '' : (headers[column] ?? '');
}
