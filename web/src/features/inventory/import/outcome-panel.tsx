import type { RowOutcome, StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { count, outcomeWords, rowsWord } from './words.ts';

export const outcomes: readonly RowOutcome[] = ['created', 'changed', 'unchanged', 'rejected'];

/** Four counts that add up to the rows, and what they are counts of. */
export function OutcomePanel({ one }: { readonly one: StockImportView }) {
  return (
    <section className="card import-card" aria-label="Outcome">
      <dl className="import-tiles">
        {outcomes.map((outcome) => (
          <div key={outcome}>
            <dt>
              <span className="import-dot" data-outcome={outcome} aria-hidden="true" />
              {outcomeWords[outcome].name}
            </dt>
            <dd className="import-figure">{count(one.counts[outcome])}</dd>
            <dd className="text-12 text-muted">{outcomeWords[outcome].note}</dd>
          </div>
        ))}
      </dl>
      <div className="import-share" aria-hidden="true">
        {outcomes.map((outcome) => (
          <span key={outcome} data-outcome={outcome} style={{ flexGrow: one.counts[outcome] }} />
        ))}
      </div>
      <p className="px-4 pb-4 text-muted" role="status">
        {sentenceOf(one)}
      </p>
    </section>
  );
}

function sentenceOf({ status, rows, problem, counts }: StockImportView): string {
  const written = `${count(counts.created)} listings were made and ${count(counts.changed)} changed.`;
  switch (status) {
    case 'checked':
      return `This was a dry run over all ${rowsWord(rows)}. Nothing has been written.`;
    case 'applied':
      return written;
    case 'undone':
      return 'The import was taken back.';
    case 'cancelled':
      return 'It was stopped. What was written stays, and can be undone.';
    case 'failed':
      return problem ?? 'It failed.';
    default:
      return '';
  }
}
