import { File } from 'lucide-react';
import type { StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { Badge } from '../../../ui/badge.tsx';
import { delimiterWords, dialectWords, encodingWords, rowsWord, sizeWord } from './words.ts';

/** What the file was recognised as. */
export function FileCard({ one }: { readonly one: StockImportView }) {
  const known = one.columns.filter(({ guess }) => guess !== null).length;
  return (
    <section className="card import-card" aria-labelledby="import-file">
      <h2 id="import-file" className="import-card-head">
        File
      </h2>
      <div className="import-card-body">
        <p className="flex items-center gap-3 pb-2">
          <File className="icon" aria-hidden="true" />
          <span className="min-w-0">
            <span className="block truncate font-medium">{one.file_name}</span>
            <span className="block text-12 text-muted">
              {rowsWord(one.rows)} · {sizeWord(one.bytes)}
            </span>
          </span>
        </p>
        <dl className="import-facts">
          <dt>Recognised as</dt>
          <dd>
            {dialectWords[one.dialect]}{' '}
            <Badge tone={known > 0 ? 'ok' : 'warn'}>
              {known} of {one.columns.length} columns
            </Badge>
          </dd>
          <dt>Separator</dt>
          <dd>{delimiterWords[one.delimiter]}</dd>
          <dt>Decimals</dt>
          <dd>{one.decimal_comma ? '1.234,56' : '1,234.56'}</dd>
          <dt>Encoding</dt>
          <dd>{encodingWords[one.encoding]}</dd>
          <dt>Counts are</dt>
          <dd>{one.quantity_mode === 'replace' ? 'levels, not additions' : 'additions, not levels'}</dd>
        </dl>
      </div>
    </section>
  );
}
