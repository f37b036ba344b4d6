import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { MINUS } from '../../../lib/format/number.ts';
import { messageOf } from '../../../lib/problems.ts';
import {
  importRowsQuery,
  type ImportRowView,
  type RowOutcome,
  type StockImportView,
} from '../../../lib/queries/inventory-imports.ts';
import { Segments } from '../../../ui/segments.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { MoreRows } from './more-rows.tsx';
import { changeWord, count, outcomeWords, valueWord } from './words.ts';

const shown: readonly RowOutcome[] = ['changed', 'created', 'unchanged'];
/** Fields of a new listing that a line has room for. */
const CHANGES_MAX = 12;

/** Row by row: what is made, what changes from what to what, what stays. */
export function RowsPanel({ one }: { readonly one: StockImportView }) {
  const { vendor_id } = useVendor();
  const [chosen, setOutcome] = useState<RowOutcome | null>(null);
  const outcome = chosen ?? shown.find((each) => one.counts[each] > 0) ?? 'created';
  // What is wrong with a photo is known after the row was written.
  const stamp = `${one.applied_at ?? one.checked_at ?? ''} ${one.photos.failed}`;
  const query = useInfiniteQuery(importRowsQuery({ vendor_id, id: one.id }, { outcome, stamp }));
  const rows = query.data?.pages.flatMap((page) => page.rows);
  return (
    <section className="card import-card" aria-labelledby="import-rows">
      <div className="import-card-head">
        <h2 id="import-rows" className="grow">
          {one.status === 'checked' ? 'What would change' : 'What changed'}
        </h2>
        <Segments
          label="Rows"
          value={outcome}
          options={shown.map((value) => ({ value, label: `${outcomeWords[value].name} ${count(one.counts[value])}` }))}
          onChange={setOutcome}
        />
      </div>
      {query.error !== null && (
        <p role="alert" className="p-4 text-danger">
          {messageOf(query.error)}
        </p>
      )}
      {rows?.length === 0 && <p className="p-4 text-muted">No row is {outcomeWords[outcome].name.toLowerCase()}.</p>}
      <ul className="import-list" aria-label="Rows">
        {rows?.map((row) => (
          <RowLine key={row.line} row={row} />
        ))}
      </ul>
      <MoreRows query={query} shown={rows?.length ?? 0} all={one.counts[outcome]} />
    </section>
  );
}

function RowLine({ row }: { readonly row: ImportRowView }) {
  const { vendor_id, money } = useVendor();
  const { line, title, sku, listing_id, quantity_change, outcome } = row;
  const changes = row.changes.filter(({ from, to }) => outcome === 'changed' || (to ?? from) !== null);
  return (
    <li className="import-row">
      <span className="import-line">
        <span className="unseen">Row </span>
        {count(line)}
      </span>
      <div className="min-w-0">
        <p className="truncate">
          {listing_id === null ? (
            <span className="font-medium">{title}</span>
          ) : (
            <Link
              to="/inventory/$vendor/listings/$id"
              params={{ vendor: vendor_id, id: listing_id }}
              className="link font-medium"
            >
              {title}
            </Link>
          )}
          {sku !== null && <span className="ml-2 text-12 text-muted">{sku}</span>}
        </p>
        {(changes.length > 0 || quantity_change !== 0) && (
          <dl className="import-changes">
            {quantity_change !== 0 && (
              <div>
                <dt>pieces</dt>
                <dd>{quantity_change > 0 ? `+${count(quantity_change)}` : `${MINUS}${count(-quantity_change)}`}</dd>
              </div>
            )}
            {changes.slice(0, CHANGES_MAX).map(({ field, from, to }) => (
              <div key={field}>
                <dt>{changeWord(field)}</dt>
                <dd>
                  {outcome === 'changed' && (
                    <>
                      <del>{valueWord(field, from, money)}</del>
                      <span aria-label="to"> → </span>
                    </>
                  )}
                  {valueWord(field, to, money)}
                </dd>
              </div>
            ))}
          </dl>
        )}
        {row.errors.map(({ code, value, message }) => (
          <p key={`${code} ${value}`} className="import-note">
            {message}
            {value !== '' && <span className="text-muted"> {value}</span>}
          </p>
        ))}
      </div>
    </li>
  );
}
