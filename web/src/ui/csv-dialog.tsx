import { type ChangeEvent, type FormEvent, useId, useState } from 'react';
import { ApiError } from '../lib/api.ts';
import { messageOf } from '../lib/problems.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { TextField } from './field.tsx';

interface CsvDialogProps {
  readonly title: string;
  readonly description: string;
  /** The first lines of a file that would be taken. */
  readonly example: string;
  /** Has the rows taken, all or none; rejects with the refusal, which is shown row by row. */
  readonly send: (csv: string) => Promise<void>;
  /** What to do about a refused row; without it, what the server accepts. */
  readonly adviceOf?: ((row: RowProblem) => string | undefined) | undefined;
  readonly onClose: () => void;
}

interface RowProblem {
  readonly row: number;
  readonly column: string;
  readonly value: string;
  readonly code: string;
  readonly accepted: string;
}

/** Takes a CSV file or pasted text, and closes once all of its rows were taken. */
export function CsvDialog({ title, description, example, send, adviceOf, onClose }: CsvDialogProps) {
  const form = useId();
  const [csv, setCsv] = useState('');
  const { submit, error, busy } = useSending(send, onClose);
  const readFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0];
    if (file) setCsv(await file.text());
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (csv.trim() !== '') void submit(csv);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={title}
      description={description}
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
      <form id={form} onSubmit={onSubmit}>
        <TextField
          label="Text of the file"
          rows={8}
          spellCheck={false}
          placeholder={example}
          value={csv}
          error={error === null ? undefined : messageOf(error)}
          onChange={(event) => setCsv(event.target.value)}
        />
      </form>
      <RowProblems error={error} adviceOf={adviceOf} />
    </Dialog>
  );
}

function useSending(send: CsvDialogProps['send'], done: () => void) {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (csv: string) => {
    setBusy(true);
    try {
      await send(csv);
      done();
    } catch (refusal) {
      setError(refusal);
      setBusy(false);
    }
  };
  return { submit, error, busy };
}

interface RowProblemsProps {
  readonly error: unknown;
  readonly adviceOf: CsvDialogProps['adviceOf'];
}

/** The rows that were refused, with what would be accepted. */
function RowProblems({ error, adviceOf }: RowProblemsProps) {
  const rows = rowsOf(error);
  if (rows.length === 0) return null;
  return (
    <ul className="max-h-40 overflow-auto text-12">
      {rows.map((row) => (
        <li key={`${row.row} ${row.column}`} className="border-b border-hairline py-1">
          <b>Line {row.row}</b>, {row.column}: <span className="text-danger">{row.value || 'empty'}</span>.{' '}
          {adviceOf?.(row) ?? `Expected ${row.accepted}.`}
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
