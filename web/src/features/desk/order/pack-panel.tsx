import { type FormEvent, useState } from 'react';
import { call } from '../../../lib/api.ts';
import type { VendorOrderView } from '../../../lib/queries/desk.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Field } from '../../../ui/field.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { openOf } from '../../orders/parcels.ts';
import { type Chosen, linesOf, PiecePicker, piecesIn } from '../../orders/piece-picker.tsx';
import { countOf } from '../../shop/words.ts';
import { pickedOf } from './picked.ts';
import { useOrderAct } from './use-order-act.ts';

/** Packs one parcel: what goes into it, who carries it, how it is followed. */
export function PackPanel({ order }: { readonly order: VendorOrderView }) {
  const parcel = useParcel(order);
  const { act, choices, chosen, pieces, open, fields, set } = parcel;
  const unpicked = pickedOf(order).left;
  if (choices.length === 0 || order.status !== 'placed') return null;
  return (
    <section className="panel" aria-labelledby="pack">
      <header className="panel-head">
        <h2 id="pack">Pack parcel {order.shipments.length + 1}</h2>
        {unpicked > 0 && <span className="panel-note">{countOf(unpicked, 'piece')} still to pick</span>}
      </header>
      <form className="panel-body" onSubmit={(event) => void parcel.submit(event)} noValidate>
        {act.problem !== null && <Banner tone="danger">{act.problem}</Banner>}
        <PiecePicker label="Into this parcel" choices={choices} chosen={chosen} onChange={parcel.setTaken} />
        <div className="desk-pair">
          <Field label="Carrier" maxLength={60} value={fields.carrier} onChange={set('carrier')} />
          <Field
            label="Tracking number"
            maxLength={80}
            autoComplete="off"
            value={fields.number}
            onChange={set('number')}
          />
        </div>
        <Field
          label="Tracking link"
          type="url"
          inputMode="url"
          maxLength={500}
          placeholder="https://"
          value={fields.url}
          error={parcel.wrong}
          onChange={set('url')}
        />
        <Button tone="primary" size="large" type="submit" busy={act.busy} disabled={pieces === 0}>
          {pieces === open ? `Ship ${countOf(pieces, 'piece')}` : `Ship ${pieces} of ${open}, the rest later`}
        </Button>
      </form>
    </section>
  );
}

function useParcel(order: VendorOrderView) {
  const { vendor_id } = useVendor();
  const choices = order.lines.map((line) => ({ line, most: openOf(line) })).filter(({ most }) => most > 0);
  const [taken, setTaken] = useState<Chosen | null>(null);
  const [fields, setFields] = useState({ carrier: order.shipping_method, number: '', url: '' });
  const [wrong, setWrong] = useState<string>();
  const act = useOrderAct(order);
  const chosen: Chosen = new Map(
    choices.map(({ line, most }) => [line.id, Math.min(most, taken?.get(line.id) ?? most)]),
  );
  const pieces = piecesIn(chosen);
  const open = choices.reduce((sum, { most }) => sum + most, 0);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pieces === 0) return;
    const url = fields.url.trim();
    if (url !== '' && !/^https:\/\/\S+\.\S+$/.test(url)) return setWrong('An address that begins with https://');
    setWrong(undefined);
    const body = {
      lines: linesOf(chosen),
      carrier: fields.carrier.trim(),
      tracking_number: fields.number.trim(),
      tracking_url: url === '' ? null : url,
    };
    const params = { vendor_id, id: order.id };
    const sent = await act.run(
      (idempotency_key) => call('shipOrder', { params, body, idempotency_key }),
      'Parcel sent',
    );
    if (!sent) return;
    setTaken(null);
    setFields({ ...fields, number: '', url: '' });
  };
  const set = (name: keyof typeof fields) => (event: { readonly target: { readonly value: string } }) =>
    setFields({ ...fields, [name]: event.target.value });
  return { act, choices, chosen, pieces, open, fields, set, setTaken, wrong, submit };
}
