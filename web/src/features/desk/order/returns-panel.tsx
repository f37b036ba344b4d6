import { useState } from 'react';
import { call } from '../../../lib/api.ts';
import type { VendorOrderView } from '../../../lib/queries/desk.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/field.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { titleOf } from '../../orders/back-panels.tsx';
import { dayWords } from '../../orders/words.ts';
import { ReceiveDialog } from './receive-dialog.tsx';
import { useOrderAct } from './use-order-act.ts';

type Return = VendorOrderView['returns'][number];

const words = { requested: 'Waits for you', approved: 'Is to come', refused: 'Refused', received: 'Arrived' } as const;
const tones = { requested: 'warn', approved: 'accent', refused: 'neutral', received: 'ok' } as const;

/** What the buyer wants to send back: let it come or not, and take it in once it is here. */
export function DeskReturns({ order }: { readonly order: VendorOrderView }) {
  if (order.returns.length === 0) return null;
  return (
    <section className="panel order-panel" aria-labelledby="desk-returns">
      <header className="panel-head">
        <h2 id="desk-returns">Returns</h2>
      </header>
      {order.returns.map((one) => (
        <OneReturn key={one.id} order={order} one={one} />
      ))}
    </section>
  );
}

function OneReturn({ order, one }: { readonly order: VendorOrderView; readonly one: Return }) {
  const { can } = useVendor();
  const [receiving, setReceiving] = useState(false);
  return (
    <div className="order-return">
      <p className="order-return-head">
        <span className="font-medium">
          Return {one.number} <span className="panel-count">{dayWords(one.created_at)}</span>
        </span>
        <Badge tone={tones[one.status]}>{words[one.status]}</Badge>
      </p>
      <p>
        {one.lines
          .map((part) => {
            const came = [
              part.quantity_restocked > 0 && `${part.quantity_restocked} restocked`,
              part.quantity_written_off > 0 && `${part.quantity_written_off} written off`,
            ].filter(Boolean);
            return `${part.quantity} × ${titleOf(order, part.line_id)}${came.length === 0 ? '' : ` (${came.join(', ')})`}`;
          })
          .join(', ')}
      </p>
      <p className="text-12 text-muted">The buyer writes: {one.reason}</p>
      {one.answer !== '' && <p className="order-answer">{one.answer}</p>}
      {one.status === 'requested' && can('answerReturn') && <AnswerForm order={order} one={one} />}
      {one.status === 'approved' && can('receiveReturn') && (
        <div className="mt-1">
          <Button tone="primary" onClick={() => setReceiving(true)}>
            It arrived…
          </Button>
        </div>
      )}
      {receiving && <ReceiveDialog order={order} one={one} onClose={() => setReceiving(false)} />}
    </div>
  );
}

function AnswerForm({ order, one }: { readonly order: VendorOrderView; readonly one: Return }) {
  const { vendor_id } = useVendor();
  const [answer, setAnswer] = useState('');
  const act = useOrderAct(order);
  const send = (approve: boolean) =>
    void act.run(
      () =>
        call('answerReturn', {
          params: { vendor_id, id: order.id, part_id: one.id },
          body: { approve, answer: answer.trim() },
        }),
      approve ? 'The buyer may send it' : 'The return is refused',
    );
  return (
    <div className="mt-1 grid gap-3">
      {act.problem !== null && <Banner tone="danger">{act.problem}</Banner>}
      <TextField
        label={`Answer to return ${one.number}`}
        maxLength={500}
        value={answer}
        hint="Where to send it, or why not. The buyer reads it."
        onChange={(event) => setAnswer(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button tone="primary" busy={act.busy} onClick={() => send(true)}>
          Let it come
        </Button>
        <Button tone="danger" busy={act.busy} onClick={() => send(false)}>
          Refuse
        </Button>
      </div>
    </div>
  );
}
