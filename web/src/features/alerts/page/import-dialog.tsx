import { type ChangeEvent, type FormEvent, useId, useState } from 'react';
import { queryClient } from '../../../app/query-client.ts';
import { ApiError, call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { readAlertsAgain } from '../../../lib/queries/alerts.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { TextField } from '../../../ui/field.tsx';
import { notify } from '../../../ui/toast.tsx';

const EXAMPLE = 'condition_type,symbol,threshold_value\nPRICE_ABOVE,AAPL,200';

/** Adds alerts from a file or pasted text: all rows, or none. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const form = useId();
  const [csv, setCsv] = useState('');
  const { send, error, busy } = useImport(onClose);
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
      title="Import alerts"
      description="CSV as exported here: a row an alert. Those you have already stay as they are."
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

function useImport(done: () => void) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const send = async (csv: string) => {
    setBusy(true);
    try {
      const { data } = await call('importAlerts', { body: { csv } });
      notify(`${data.added} ${data.added === 1 ? 'alert' : 'alerts'} added, ${data.unchanged} there already`);
      readAlertsAgain(queryClient);
      done();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return { send, error, busy };
}

interface RowProblem {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly accepted: string;
}

/** The rows that were refused, with what would be accepted. */
function RowProblems({ error }: { readonly error: unknown }) {
  const rows = rowsOf(error);
  if (rows.length === 0) return null;
  return (
    <ul className="max-h-40 overflow-auto text-12">
      {rows.map((row) => (
        <li key={`${row.row} ${row.column}`} className="border-b border-hairline py-1">
          <b>Line {row.row}</b>, {row.column}: <span className="text-danger">{row.value || 'empty'}</span>. Expected{' '}
          {row.accepted}.
        </li>
      ))}
    </ul>
  );
}

function rowsOf(error: unknown): readonly RowProblem[] {
  if (!(error instanceof ApiError)) return [];
  const rows: unknown = error.problems.find(({ code }) => code === 'csv_invalid')?.['rows'];
  return Array.isArray(rows) ? rows : [];
}
