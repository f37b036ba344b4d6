import { useRef, useState } from 'react';
import { call } from '../../lib/api.ts';
import { useSubmission } from '../../lib/use-submission.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Select } from '../../ui/select.tsx';
import { notify } from '../../ui/toast.tsx';

type Interval = '1m' | '1h' | '1d';

const intervals = [
  { value: '1d', label: 'Days' },
  { value: '1h', label: 'Hours' },
  { value: '1m', label: 'Minutes' },
] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Which past of which instrument is to be fetched. */
export function BackfillDialog({ onClose }: { readonly onClose: () => void }) {
  const first = useRef<HTMLInputElement>(null);
  const [interval, setInterval] = useState<Interval>('1d');
  const { busy, problems, onSubmit } = useSubmission({
    fields: ['symbol', 'from', 'to'],
    homes: { instrument_unknown: 'symbol', window_invalid: 'from' },
    check: ({ symbol, from, to }) => ({
      ...(symbol.trim() === '' && { symbol: 'Enter a symbol.' }),
      ...(!DAY.test(from) && { from: 'Choose the first day.' }),
      ...(to !== '' && !DAY.test(to) && { to: 'Choose a day, or leave it empty.' }),
    }),
    async send({ symbol, from, to }) {
      const body = { symbol: symbol.trim(), interval, from, ...(to !== '' && { to }) };
      const { meta } = await call('startBackfill', { body });
      notify(meta.message ?? 'The back-fill begins within a minute.');
      onClose();
    },
  });
  return (
    <FormDialog
      onClose={onClose}
      title="Start a back-fill"
      description="Fetches candles from the instrument's provider, as fast as its limits allow. Gaps are tried again."
      focusFirst={first}
      action="Start"
      busy={busy}
      problem={problems.form}
      onSubmit={onSubmit}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field ref={first} label="Symbol" name="symbol" autoComplete="off" error={problems.fields.symbol} />
        <Select label="Candles" value={interval} options={intervals} onChange={setInterval} />
        <Field label="From" name="from" type="date" error={problems.fields.from} />
        <Field label="To" name="to" type="date" hint="Empty: up to now." error={problems.fields.to} />
      </div>
    </FormDialog>
  );
}
