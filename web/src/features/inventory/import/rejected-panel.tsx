import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { callForFile } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { importRowsQuery, type ImportRowView, type StockImportView } from '../../../lib/queries/inventory-imports.ts';
import { Button } from '../../../ui/button.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { useVendor } from '../vendor/use-vendor.ts';
import { type Condition, conditionOptions } from './aliases-panel.tsx';
import { DownloadButton } from './download-button.tsx';
import { MoreRows } from './more-rows.tsx';
import { type Problem, problemsOf } from './problems.ts';
import type { ImportActions } from './use-import.ts';
import { count, rowsWord } from './words.ts';

interface RejectedPanelProps {
  readonly one: StockImportView;
  readonly actions: ImportActions;
  /** Settings can still be changed: what they can put right is offered. */
  readonly open: boolean;
}

/** Every rejected row: which column, what stands there, what would be accepted. */
export function RejectedPanel({ one, actions, open }: RejectedPanelProps) {
  const { vendor_id } = useVendor();
  const [by, setBy] = useState<'problem' | 'row'>('problem');
  const stamp = one.applied_at ?? one.checked_at ?? '';
  const query = useInfiniteQuery(importRowsQuery({ vendor_id, id: one.id }, { outcome: 'rejected', stamp }));
  const rows = query.data?.pages.flatMap((page) => page.rows) ?? [];
  const file_name = `${one.file_name.replace(/\.\w+$/, '')}-errors.csv`;
  return (
    <section className="card import-card" aria-labelledby="import-rejected">
      <div className="import-card-head">
        <h2 id="import-rejected">Rejected rows</h2>
        <span className="import-count grow">{count(one.counts.rejected)}</span>
        <Segments
          label="Show"
          value={by}
          options={[
            { value: 'problem', label: 'By problem' },
            { value: 'row', label: 'By row' },
          ]}
          onChange={setBy}
        />
        <DownloadButton
          label="Download"
          file_name={file_name}
          read={() => callForFile('downloadImportErrors', { params: { vendor_id, id: one.id } })}
        />
      </div>
      {query.error !== null && (
        <p role="alert" className="p-4 text-danger">
          {messageOf(query.error)}
        </p>
      )}
      <ul className="import-list" aria-label="Rejected rows">
        {by === 'problem'
          ? problemsOf(rows).map((problem) => (
              <ProblemLine
                key={`${problem.column} ${problem.value} ${problem.code}`}
                problem={problem}
                one={one}
                actions={open ? actions : null}
              />
            ))
          : rows.map((row) => <RejectedLine key={row.line} row={row} />)}
      </ul>
      <MoreRows query={query} shown={rows.length} all={one.counts.rejected} />
    </section>
  );
}

interface ProblemLineProps {
  readonly problem: Problem;
  readonly one: StockImportView;
  readonly actions: ImportActions | null;
}

function ProblemLine({ problem, one, actions }: ProblemLineProps) {
  const { column, value, code, message, accepted, lines } = problem;
  const fixable = actions !== null && /^condition_(?:unknown|ambiguous)$/.test(code) && value !== '';
  return (
    <li className="import-problem">
      <p className="import-where">
        <span className="font-medium">{column === '' ? 'The row' : column}</span>
        {value !== '' && <code className="import-value">{value}</code>}
        <span className="text-12 text-muted">{linesWord(lines)}</span>
      </p>
      <p className="import-what">
        {message} <span className="text-muted">{accepted}</span>
      </p>
      {fixable && <AliasFix word={value} rows={lines.length} one={one} actions={actions} />}
    </li>
  );
}

/** Says what a word means for all rows that have it, and checks again. */
function AliasFix({
  word,
  rows,
  one,
  actions,
}: Omit<ProblemLineProps, 'problem' | 'actions'> & {
  readonly word: string;
  readonly rows: number;
  readonly actions: ImportActions;
}) {
  const [to, setTo] = useState<Condition | ''>('');
  const use = (): void => {
    if (to === '') return;
    const others = one.condition_aliases.filter(({ from }) => from !== word);
    actions.recheck({ condition_aliases: [...others, { from: word, to }] });
  };
  return (
    <div className="import-fix">
      <span className="input">
        <select
          className="import-select"
          aria-label={`${word} means`}
          value={to}
          onChange={({ target }) => setTo(target.value as Condition | '')}
        >
          <option value="">means…</option>
          {conditionOptions.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </span>
      <Button disabled={to === ''} busy={actions.isBusy} onClick={use}>
        {to === '' ? 'Use' : `Use ${to} for ${rowsWord(rows)}`}
      </Button>
    </div>
  );
}

function RejectedLine({ row }: { readonly row: ImportRowView }) {
  return (
    <li className="import-row">
      <span className="import-line">
        <span className="unseen">Row </span>
        {count(row.line)}
      </span>
      <div className="min-w-0">
        {row.title !== '' && <p className="truncate font-medium">{row.title}</p>}
        {row.errors.map((error) => (
          <p key={`${error.column} ${error.code}`} className="import-error">
            <span>{error.column === '' ? 'The row' : error.column}</span>
            {error.value !== '' && <code className="import-value">{error.value}</code>}
            <span className="import-what">
              {error.message} <span className="text-muted">{error.accepted}</span>
            </span>
          </p>
        ))}
      </div>
    </li>
  );
}

/** "Row 118", "Rows 4, 9, 12 and 20 more". */
function linesWord(lines: readonly number[]): string {
  const [first, ...others] = lines;
  if (first !== undefined && others.length === 0) return `Row ${count(first)}`;
  const shown = lines.slice(0, 3).map(count).join(', ');
  return lines.length > 3 ? `Rows ${shown} and ${count(lines.length - 3)} more` : `Rows ${shown}`;
}
