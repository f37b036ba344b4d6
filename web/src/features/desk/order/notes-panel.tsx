import { type FormEvent, useState } from 'react';
import { call } from '../../../lib/api.ts';
import type { VendorOrderView } from '../../../lib/queries/desk.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { TextField } from '../../../ui/field.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { happenedIn, Timeline } from '../../orders/timeline.tsx';
import { useOrderAct } from './use-order-act.ts';

/** What happened, and a word about it, for staff or for the buyer too. */
export function NotesPanel({ order }: { readonly order: VendorOrderView }) {
  const { can } = useVendor();
  return (
    <section className="panel" aria-labelledby="desk-happened">
      <header className="panel-head">
        <h2 id="desk-happened">What happened</h2>
      </header>
      {can('addOrderNote') && <NoteForm order={order} />}
      <Timeline events={happenedIn([order])} />
    </section>
  );
}

function NoteForm({ order }: { readonly order: VendorOrderView }) {
  const { vendor_id } = useVendor();
  const [text, setText] = useState('');
  const [shown, setShown] = useState(false);
  const act = useOrderAct(order);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    const options = { params: { vendor_id, id: order.id }, body: { text: text.trim(), public: shown } };
    if (await act.run(() => call('addOrderNote', options), 'Noted')) setText('');
  };
  return (
    <form className="desk-note" onSubmit={(event) => void submit(event)}>
      {act.problem !== null && <Banner tone="danger">{act.problem}</Banner>}
      <TextField label="Note" maxLength={1000} value={text} onChange={(event) => setText(event.target.value)} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Checkbox label="The buyer reads it too" checked={shown} onChange={setShown} />
        <Button type="submit" busy={act.busy} disabled={text.trim() === ''}>
          Add the note
        </Button>
      </div>
    </form>
  );
}
