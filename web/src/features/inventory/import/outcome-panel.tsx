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
      <output className="block px-4 pb-4 text-muted">{[sentenceOf(one), photosOf(one)].join(' ')}</output>
    </section>
  );
}

/** What came of the photos that its rows name. */
function photosOf({ status, photos }: StockImportView): string {
  const { waiting, added, known, failed } = photos;
  const all = waiting + added + known + failed;
  if (status !== 'applied' || all === 0) return '';
  if (waiting > 0) return `${count(all - waiting)} of ${count(all)} photos are fetched.`;
  const there = `${count(added)} photos were added${known > 0 ? `, ${count(known)} were there` : ''}.`;
  return failed === 0 ? there : `${there} ${count(failed)} could not be fetched: their rows say why.`;
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
