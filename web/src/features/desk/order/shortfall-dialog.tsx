import { type FormEvent, useId, useState } from 'react';
import type { OrderLineView } from '../../../../../contract/orders.ts';
import { call } from '../../../lib/api.ts';
import type { VendorOrderView } from '../../../lib/queries/desk.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { Stepper } from '../../../ui/stepper.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { OrderLine } from '../../orders/order-line.tsx';
import { moneyBackFor } from '../../orders/outcome.ts';
import { openOf } from '../../orders/parcels.ts';
import { countOf } from '../../shop/words.ts';
import { placeName, placesOf } from './places.ts';
import { useOrderAct } from './use-order-act.ts';

interface ShortfallProps {
  readonly order: VendorOrderView;
  readonly line: OrderLineView;
  readonly onClose: () => void;
}

/** A piece that was sold and is not there: what follows is said before it is done, and all of it is done at once. */
export function ShortfallDialog({ order, line, onClose }: ShortfallProps) {
  const form = useId();
  const { act, places, place, setPlace, pieces, setPieces, reason, setReason, wrong, submit } = useShortfall({
    order,
    line,
    onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      title="Can’t find it"
      description="Have another copy? Then correct the count in the stock instead, and this order stays as it is."
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button tone="danger" type="submit" form={form} busy={act.busy} disabled={pieces === 0}>
            Write off and refund {countOf(pieces, 'piece')}
          </Button>
        </>
      }
    >
      <form id={form} className="grid gap-4" onSubmit={(event) => void submit(event)} noValidate>
        {act.problem !== null && <Banner tone="danger">{act.problem}</Banner>}
        <ul className="order-pieces" aria-label="What is missing">
          <OrderLine line={line}>
            <Stepper
              label={`Missing pieces of ${line.title}`}
              value={pieces}
              min={Math.min(1, pieces)}
              max={place?.quantity ?? 0}
              onChange={setPieces}
            />
            <span className="order-pieces-of">of {place?.quantity ?? 0}</span>
          </OrderLine>
        </ul>
        {places.length > 1 && (
          <Select
            label="Where it should lie"
            value={place?.location_id ?? ''}
            options={places.map((one) => ({ value: one.location_id, label: placeName(one) }))}
            onChange={setPlace}
          />
        )}
        {place !== undefined && <Consequences order={order} line={line} pieces={pieces} place={placeName(place)} />}
        <Field
          label="Reason"
          maxLength={300}
          value={reason}
          error={wrong}
          hint="The buyer reads it; it stands in the ledger of your stock too."
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
    </Dialog>
  );
}

interface ConsequencesProps extends Omit<ShortfallProps, 'onClose'> {
  readonly pieces: number;
  readonly place: string;
}

function Consequences({ order, line, pieces, place }: ConsequencesProps) {
  const { money } = useVendor();
  const { amount_minor, shipping_minor, whole } = moneyBackFor(order, new Map([[line.id, pieces]]));
  const amount = money(amount_minor, order.currency);
  const left = order.lines.reduce((sum, one) => sum + openOf(one), -pieces);
  return (
    <section className="order-outcome" aria-label="What happens">
      <ul className="desk-follows">
        <li>
          {amount_minor === 0 ? (
            'Nothing is left to give back for it.'
          ) : (
            <>
              <strong>{amount}</strong> goes back to the buyer at once
              {shipping_minor > 0 && `, ${money(shipping_minor, order.currency)} of it for shipping`}, with a mail that
              says why.
            </>
          )}
        </li>
        <li>
          Your stock in {place} goes down by <strong>{pieces}</strong>.
        </li>
        <li>
          {whole
            ? 'Nothing is left of the order: it is cancelled.'
            : left === 0
              ? 'Nothing else is left to send.'
              : `${countOf(left, 'more piece')} of the order can still be sent.`}{' '}
          This cannot be undone.
        </li>
      </ul>
    </section>
  );
}

function useShortfall({ order, line, onClose }: ShortfallProps) {
  const { vendor_id, money } = useVendor();
  const places = placesOf(order, line.id);
  const [chosen, setPlace] = useState<string>();
  const [missing, setPieces] = useState(1);
  const [reason, setReason] = useState('It could not be found');
  const [wrong, setWrong] = useState<string>();
  const act = useOrderAct(order);
  const place = places.find(({ location_id }) => location_id === chosen) ?? places[0];
  const pieces = Math.min(missing, place?.quantity ?? 0);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (place === undefined || pieces === 0) return;
    if (reason.trim() === '') return setWrong('Say why; the buyer reads it.');
    setWrong(undefined);
    const { location_id } = place;
    const lines = [{ line_id: line.id, quantity: pieces }];
    const body = { listing_id: line.listing_id, location_id, quantity: pieces, reason: reason.trim(), lines };
    const done = await act.run(async (idempotency_key) => {
      const { data } = await call('declareShortfall', { params: { vendor_id }, body, idempotency_key });
      const now = data.find(({ id }) => id === order.id)?.refunded_minor ?? order.refunded_minor;
      const back = money(now - order.refunded_minor, order.currency);
      return `${countOf(pieces, 'piece')} written off, ${back} goes back to the buyer`;
    });
    if (done) onClose();
  };
  return { act, places, place, setPlace, pieces, setPieces, reason, setReason, wrong, submit };
}
