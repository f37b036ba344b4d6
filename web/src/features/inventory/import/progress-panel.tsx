import type { StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { count, rowsWord } from './words.ts';

const doing = { checking: 'Checking', applying: 'Importing', undoing: 'Undoing' } as const;

/** How far the step is that a worker has in hand. */
export function ProgressPanel({ one }: { readonly one: StockImportView }) {
  const { rows_done, rows_per_s } = one.progress;
  const left_s = rows_per_s > 0 ? Math.ceil(Math.max(0, one.rows - rows_done) / rows_per_s) : null;
  const word = doing[one.status as keyof typeof doing];
  return (
    <section className="card import-card" aria-labelledby="import-progress">
      <div className="import-card-body pt-4">
        <div className="mb-2 flex flex-wrap items-baseline gap-x-4">
          <h2 id="import-progress" className="grow">
            {word} {one.file_name}
          </h2>
          <span className="text-muted">
            {count(rows_done)} of {rowsWord(one.rows)}
            {rows_per_s > 0 && ` · ${count(rows_per_s)} rows/s`}
            {left_s !== null && left_s > 0 && ` · about ${left_s} s left`}
          </span>
        </div>
        <progress
          className="import-bar"
          aria-labelledby="import-progress"
          max={one.rows}
          value={Math.min(rows_done, one.rows)}
        />
        <p className="mt-2 text-muted">
          {one.status === 'checking'
            ? 'Nothing is written. It goes on if you leave this page.'
            : 'It goes on if you leave this page. What is done stays when you stop it.'}
        </p>
      </div>
    </section>
  );
}
