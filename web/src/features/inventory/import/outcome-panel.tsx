import type { RowOutcome, StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { count, outcomeWords, rowsWord } from './words.ts';
import './outcome.css';

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
      <output className="block px-4 pb-4 text-muted">{sentenceOf(one)}</output>
    </section>
  );
}

function sentenceOf({ status, rows, counts, may }: StockImportView): string {
  const sentences: Readonly<Partial<Record<StockImportView['status'], string>>> = {
    checked: `This was a dry run over all ${rowsWord(rows)}. Nothing has been written.`,
    applied: `${count(counts.created)} listings were made and ${count(counts.changed)} changed.`,
    undone: 'The import was taken back.',
    cancelled: may.includes('undoImport')
      ? 'It was stopped. What was written stays, and can be undone.'
      : 'It was stopped. Nothing has been written.',
    failed: 'It could not go on.',
  };
  return sentences[status] ?? '';
}
