import type { ImportField, StockImportView } from '../../../lib/queries/inventory-imports.ts';
import type { ImportActions } from './use-import.ts';
import { fieldGroups } from './words.ts';

interface ColumnsPanelProps {
  readonly one: StockImportView;
  readonly actions: ImportActions;
  readonly locked: boolean;
}

/** Each column with its first values, and what it is taken for. */
export function ColumnsPanel({ one, actions, locked }: ColumnsPanelProps) {
  const fields = new Map(one.mapping.map(({ column, field }) => [column, field]));
  const set = (column: number, field: ImportField | ''): void => {
    // A field has one column, but for finishes: sheets have a column for foil and another for reverse.
    const others = one.mapping.filter((each) => each.column !== column && (each.field !== field || field === 'finish'));
    const mapping = field === '' ? others : [...others, { column, field }];
    actions.change({ mapping: mapping.toSorted((a, b) => a.column - b.column) });
  };
  return (
    <section className="card import-card" aria-labelledby="import-columns">
      <h2 id="import-columns" className="import-card-head">
        Columns
        <span className="import-count">
          {fields.size} of {one.columns.length} are read
        </span>
      </h2>
      <ul className="import-list">
        {one.columns.map(({ column, header, samples, guess }) => {
          const field = fields.get(column) ?? '';
          const name = header === '' ? `Column ${column + 1}` : header;
          return (
            <li key={column} className="import-column" data-unread={field === '' || undefined}>
              <span className="min-w-0">
                <span className="block truncate font-medium">{name}</span>
                <span className="block truncate text-12 text-muted" title={samples.join(' · ')}>
                  {samples.length === 0 ? 'Empty in the first rows' : samples.join(' · ')}
                </span>
              </span>
              <span className="input">
                <select
                  className="import-select"
                  aria-label={`${name} is`}
                  value={field}
                  disabled={locked}
                  onChange={({ target }) => set(column, target.value as ImportField | '')}
                >
                  <option value="">Not read</option>
                  {fieldGroups.map(([group, words]) => (
                    <optgroup key={group} label={group}>
                      {Object.entries(words).map(([value, word]) => (
                        <option key={value} value={value}>
                          {word}
                          {value === guess && field !== guess ? ' (recognised)' : ''}
                        </option>
                      ))}
                    </optgroup>
                  ))}
                </select>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
