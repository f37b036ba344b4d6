import { type ChangeEvent, type FormEvent, useId, useState } from 'react';
import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { queryClient } from '../../app/query-client.ts';
import { ApiError, call } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import { watchlistQuery, watchlistsQuery } from '../../lib/queries/watchlists.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { notify } from '../../ui/toast.tsx';

const EXAMPLE = 'symbol,note,price_above,price_below\nAAPL,Trim above 200,200,';

interface ImportDialogProps {
  readonly list: WatchlistSummaryView;
  readonly onClose: () => void;
}

/** Adds and updates symbols from a CSV file or pasted text: all rows, or none. */
export function ImportDialog({ list, onClose }: ImportDialogProps) {
  const form = useId();
  const [csv, setCsv] = useState('');
  const { send, error, busy } = useImport(list.id, onClose);
  const readFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) setCsv(await file.text());
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (csv.trim() !== '') void send(csv);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Import into ${list.name}`}
      description="CSV with a symbol column, as exported here, a TradingView list, or a Yahoo portfolio."
      footer={
        <>
          <label className="button file-button mr-auto">
            Choose a file
            <input
              type="file"
              accept=".csv,text/csv,text/plain"
              className="unseen"
              onChange={(event) => void readFile(event)}
            />
          </label>
          <Button tone="primary" type="submit" form={form} busy={busy} disabled={csv.trim() === ''}>
            Import
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField
          label="Text of the file"
          rows={8}
          spellCheck={false}
          placeholder={EXAMPLE}
          value={csv}
          error={error === null ? undefined : messageOf(error)}
          onChange={(event) => setCsv(event.target.value)}
        />
      </form>
      <RowProblems error={error} />
    </Dialog>
  );
}

function useImport(list_id: string, done: () => void) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async (csv: string) => {
    setBusy(true);
    try {
      const { data } = await call('importWatchlist', { params: { id: list_id }, body: { csv } });
      notify(`${data.added} added, ${data.updated} updated, ${data.unchanged} unchanged`);
      void queryClient.invalidateQueries({ queryKey: watchlistQuery(list_id).queryKey });
      void queryClient.invalidateQueries({ queryKey: watchlistsQuery.queryKey });
      done();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return { send, error, busy };
}

/** The rows that were refused, with what would be accepted. */
function RowProblems({ error }: { readonly error: unknown }) {
  const rows = rowsOf(error);
  if (rows.length === 0) return null;
  return (
    <ul className="max-h-40 overflow-auto text-12">
      {rows.map((row) => (
        <li key={`${row.row} ${row.column}`} className="border-b border-hairline py-1">
          <b>Line {row.row}</b>, {row.column}: <span className="text-danger">{row.value || 'empty'}</span>.{' '}
          {acceptedWords[row.code] ?? `Expected ${row.accepted}.`}
        </li>
      ))}
    </ul>
  );
}

/** What the server says to programs, as a person would. */
const acceptedWords: Readonly<Record<string, string>> = {
  unknown_symbol: 'No such symbol; search for it with the palette.',
  missing: 'Every row needs a symbol.',
  duplicate: 'This symbol is in the file twice.',
  marks_crossed: 'The mark above must be higher than the one below.',
};

interface RowProblem {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly accepted: string;
}

function rowsOf(error: unknown): readonly RowProblem[] {
  if (!(error instanceof ApiError)) return [];
  const rows: unknown = error.problems.find((problem) => problem.code === 'csv_invalid')?.['rows'];
  return Array.isArray(rows) ? rows : [];
}
