import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { call } from '../../lib/api.ts';
import { formatPrice } from '../../lib/format/number.ts';
import { stockQuery } from '../../lib/queries/market.ts';
import { useSubmission } from '../../lib/use-submission.ts';
import { Field, TextField } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { notify } from '../../ui/toast.tsx';

interface CorrectionDialogProps {
  readonly symbol: string;
  readonly onClose: () => void;
}

/** Puts a wrong price right, with a reason that stays in the audit log. */
export function CorrectionDialog({ symbol, onClose }: CorrectionDialogProps) {
  const first = useRef<HTMLInputElement>(null);
  const { data: stock } = useQuery({ ...stockQuery(symbol), staleTime: 0 });
  const { busy, problems, onSubmit } = useCorrection(symbol, onClose);
  const now = stock?.quote ? `${formatPrice(stock.quote.price, stock.price_decimals)} ${stock.currency} now.` : '';
  return (
    <FormDialog
      onClose={onClose}
      title={`Correct the price of ${symbol}`}
      description="The quote, its day and the candles of that time are put right for everybody, within a second. Who did it and why stays in the audit log."
      focusFirst={first}
      action="Correct"
      busy={busy}
      problem={problems.form}
      onSubmit={onSubmit}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          ref={first}
          label="Right price"
          name="price"
          inputMode="decimal"
          autoComplete="off"
          unit={stock?.currency}
          hint={now}
          error={problems.fields.price}
        />
        <Field
          label="Wrong price"
          name="wrong_price"
          inputMode="decimal"
          autoComplete="off"
          unit={stock?.currency}
          hint="Empty: the price of this moment."
          error={problems.fields.wrong_price}
        />
      </div>
      <TextField
        label="Reason"
        name="reason"
        maxLength={300}
        hint="Shown in the audit log."
        error={problems.fields.reason}
      />
    </FormDialog>
  );
}

function useCorrection(symbol: string, done: () => void) {
  return useSubmission({
    fields: ['price', 'wrong_price', 'reason'],
    homes: { price_the_same: 'price', price_too_fine: 'price' },
    check: ({ price, reason }) => ({
      ...(price.trim() === '' && { price: 'Enter the right price.' }),
      ...(reason.trim().length < 3 && { reason: 'Say why, in a few words.' }),
    }),
    async send({ price, wrong_price, reason }) {
      const body = {
        price: price.trim(),
        reason: reason.trim(),
        ...(wrong_price.trim() !== '' && { wrong_price: wrong_price.trim() }),
      };
      const { meta } = await call('correctPrice', { params: { symbol }, body });
      notify(meta.message ?? 'The price is being corrected.');
      done();
    },
  });
}
