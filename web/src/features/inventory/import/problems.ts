import type { ImportRowView } from '../../../lib/queries/inventory-imports.ts';

/** The same thing wrong with the same value of a column, in however many rows. */
export interface Problem {
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly message: string;
  readonly accepted: string;
  readonly lines: readonly number[];
}

/** Problems of these rows, those of most rows first. */
export function problemsOf(rows: readonly ImportRowView[]): readonly Problem[] {
  const problems = new Map<string, Problem & { readonly lines: number[] }>();
  for (const { line, errors } of rows)
    for (const error of errors) {
      const key = JSON.stringify([error.column, error.value, error.code]);
      const known = problems.get(key);
      if (known === undefined) problems.set(key, { ...error, lines: [line] });
      else known.lines.push(line);
    }
  return [...problems.values()].toSorted((a, b) => b.lines.length - a.lines.length);
}
