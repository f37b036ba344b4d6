import { useState } from 'react';
import { call } from '../../../lib/api.ts';
import type { VendorOrderView } from '../../../lib/queries/desk.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Stepper } from '../../../ui/stepper.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { titleOf } from '../../orders/back-panels.tsx';
import { useOrderAct } from './use-order-act.ts';

interface ReceiveDialogProps {
  readonly order: VendorOrderView;
  readonly one: VendorOrderView['returns'][number];
  readonly onClose: () => void;
}

/** What came back: how much of it can be sold again, and how much cannot. */
export function ReceiveDialog({ order, one, onClose }: ReceiveDialogProps) {
  const { vendor_id } = useVendor();
  const [restocked, setRestocked] = useState<ReadonlyMap<string, number>>(
    () => new Map(one.lines.map(({ line_id, quantity }) => [line_id, quantity])),
  );
  const [lost, setLost] = useState<ReadonlyMap<string, number>>(new Map());
  const [refund, setRefund] = useState(true);
  const act = useOrderAct(order);
  const lines = one.lines.map(({ line_id }) => ({
    line_id,
    quantity_restocked: restocked.get(line_id) ?? 0,
    quantity_written_off: lost.get(line_id) ?? 0,
  }));
  const send = async () => {
    const params = { vendor_id, id: order.id, part_id: one.id };
    const done = await act.run(
      (idempotency_key) => call('receiveReturn', { params, body: { lines, refund }, idempotency_key }),
      'The return is taken in',
    );
    if (done) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Return ${one.number} arrived`}
      description="What can be sold again goes back on the shelf; what cannot is written off."
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button tone="primary" busy={act.busy} onClick={() => void send()}>
            Take it in
          </Button>
        </>
      }
    >
      {act.problem !== null && <Banner tone="danger">{act.problem}</Banner>}
      <ul className="grid gap-4">
        {one.lines.map(({ line_id, quantity }) => (
          <CameRow
            key={line_id}
            title={titleOf(order, line_id)}
            quantity={quantity}
            back={restocked.get(line_id) ?? 0}
            gone={lost.get(line_id) ?? 0}
            onChange={(back, gone) => {
              setRestocked(new Map(restocked).set(line_id, back));
              setLost(new Map(lost).set(line_id, gone));
            }}
          />
        ))}
      </ul>
      <Checkbox label="Refund what these pieces cost at once" checked={refund} onChange={setRefund} />
    </Dialog>
  );
}

interface CameRowProps {
  readonly title: string;
  readonly quantity: number;
  readonly back: number;
  readonly gone: number;
  readonly onChange: (back: number, gone: number) => void;
}

/** Pieces of one line; those that are written off are not restocked. */
function CameRow({ title, quantity, back, gone, onChange }: CameRowProps) {
  return (
    <li className="grid gap-2">
      <span className="font-medium">
        {quantity} × {title}
      </span>
      <span className="desk-came">
        On the shelf
        <Stepper
          label={`Restocked of ${title}`}
          value={back}
          min={0}
          max={quantity - gone}
          onChange={(count) => onChange(count, gone)}
        />
      </span>
      <span className="desk-came">
        Written off
        <Stepper
          label={`Written off of ${title}`}
          value={gone}
          min={0}
          max={quantity}
          onChange={(count) => onChange(Math.min(back, quantity - count), count)}
        />
      </span>
    </li>
  );
}
