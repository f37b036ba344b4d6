import { type FormEvent, useId, useState } from 'react';
import { call } from '../../../lib/api.ts';
import { minorToText } from '../../../lib/format/money.ts';
import type { VendorOrderView } from '../../../lib/queries/desk.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Segments } from '../../../ui/segments.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { type Chosen, linesOf, PiecePicker, piecesIn } from '../../orders/piece-picker.tsx';
import { useOrderAct } from './use-order-act.ts';

interface RefundDialogProps {
  readonly order: VendorOrderView;
  readonly onClose: () => void;
}
type Kind = 'pieces' | 'amount';

/** Gives money back: for pieces and sending at what was paid for them, or an amount; never more than is left. */
export function RefundDialog({ order, onClose }: RefundDialogProps) {
  const { money } = useVendor();
  const form = useId();
  const refund = useRefund(order, onClose);
  const { act, kind, setKind, chosen, setChosen, shipping, setShipping, left, choices } = refund;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Refund"
      description={`${money(left, order.currency)} of ${money(order.total_minor, order.currency)} is left to give back.`}
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button tone="primary" type="submit" form={form} busy={act.busy} disabled={refund.empty}>
            Refund
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void refund.submit(event)} noValidate>
        {act.problem !== null && <Banner tone="danger">{act.problem}</Banner>}
        <Segments label="Refund of" value={kind} options={kinds} onChange={setKind} />
        {kind === 'pieces' ? (
          <>
            {choices.length > 0 && (
              <PiecePicker label="Pieces" choices={choices} chosen={chosen} onChange={setChosen} />
            )}
            {order.shipping_minor > 0 && (
              <Checkbox
                label={`Shipping, ${money(order.shipping_minor, order.currency)}`}
                checked={shipping}
                onChange={setShipping}
              />
            )}
          </>
        ) : (
          <Field
            label="Amount"
            inputMode="decimal"
            unit={order.currency}
            value={refund.amount}
            error={refund.wrong.amount}
            onChange={(event) => refund.setAmount(event.target.value)}
          />
        )}
        <Field
          label="Reason"
          maxLength={300}
          value={refund.reason}
          error={refund.wrong.reason}
          hint="The buyer reads it."
          onChange={(event) => refund.setReason(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

function useRefund(order: VendorOrderView, onClose: () => void) {
  const { vendor_id, money, readMoney } = useVendor();
  const [kind, setKind] = useState<Kind>('pieces');
  const [chosen, setChosen] = useState<Chosen>(new Map());
  const [shipping, setShipping] = useState(false);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ readonly amount?: string; readonly reason?: string }>({});
  const act = useOrderAct(order);
  const left = order.total_minor - order.refunded_minor;
  const choices = order.lines
    .map((line) => ({ line, most: refundable(order, line.id) }))
    .filter(({ most }) => most > 0);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const minor = readMoney(amount, order.currency);
    const found = {
      ...(kind === 'amount' && (minor === undefined || minor === null || minor <= 0)
        ? { amount: `Type an amount, such as ${minorToText(left, order.currency)}.` }
        : kind === 'amount' && (minor ?? 0) > left
          ? { amount: `No more than ${money(left, order.currency)} is left.` }
          : {}),
      ...(reason.trim() === '' ? { reason: 'Say why; the buyer reads it.' } : {}),
    };
    setWrong(found);
    if (Object.keys(found).length > 0) return;
    const lines = linesOf(chosen);
    const what =
      kind === 'amount' ? { amount_minor: minor ?? 0 } : { shipping, ...(lines.length === 0 ? {} : { lines }) };
    const options = { params: { vendor_id, id: order.id }, body: { ...what, reason: reason.trim() } };
    const done = await act.run(
      (idempotency_key) => call('refundOrder', { ...options, idempotency_key }),
      'The refund is on its way',
    );
    if (done) onClose();
  };
  const empty = kind === 'pieces' && piecesIn(chosen) === 0 && !shipping;
  const fields = { amount, setAmount, reason, setReason, chosen, setChosen, shipping, setShipping, kind, setKind };
  return { act, left, choices, wrong, empty, submit, ...fields };
}

const kinds = [
  { value: 'pieces', label: 'Pieces and shipping' },
  { value: 'amount', label: 'An amount' },
] as const;

/** Pieces of a line that no refund names yet. */
function refundable(order: VendorOrderView, line_id: string): number {
  const line = order.lines.find(({ id }) => id === line_id);
  const given = order.refunds
    .filter(({ state }) => state !== 'failed')
    .flatMap(({ lines }) => lines)
    .filter((part) => part.line_id === line_id)
    .reduce((sum, { quantity }) => sum + quantity, 0);
  return Math.max(0, (line?.quantity ?? 0) - given);
}
