import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { subscriptionsQuery, type SubscriptionView } from '../../../lib/queries/selling.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choices.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { notify } from '../../../ui/toast.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';

type Event = SubscriptionView['events'][number];
const events: Readonly<Record<Event, string>> = {
  'order.placed': 'An order is placed',
  'order.cancelled': 'An order is cancelled',
  'order.completed': 'An order is completed',
  'payment.captured': 'A payment came',
  'payment.refunded': 'Money went back',
  'shipment.created': 'A parcel was sent',
  'shipment.delivered': 'A parcel arrived',
  'return.requested': 'A return is asked for',
  'return.received': 'A return arrived',
  'stock.low': 'Stock runs low',
};
const names = Object.keys(events) as Event[];

/** Adds a webhook; its secret is shown this once. */
export function SubscriptionDialog({ onClose }: { readonly onClose: () => void }) {
  const [secret, setSecret] = useState<string | null>(null);
  return secret === null ? (
    <AskDialog onClose={onClose} onMade={setSecret} />
  ) : (
    <SecretDialog secret={secret} onClose={onClose} />
  );
}

interface AskDialogProps {
  readonly onClose: () => void;
  readonly onMade: (secret: string) => void;
}

function AskDialog({ onClose, onMade }: AskDialogProps) {
  const { vendor_id } = useVendor();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<Event>>(new Set(['order.placed']));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (name.trim() === '') return setProblem('Give it a name.');
    if (!URL.canParse(url.trim())) return setProblem('Type the whole address, with https://.');
    if (chosen.size === 0) return setProblem('Choose at least one thing to be told of.');
    setBusy(true);
    try {
      const body = { name: name.trim(), url: url.trim(), events: names.filter((one) => chosen.has(one)) };
      const { data } = await call('createSubscription', { params: { vendor_id }, body });
      void client.invalidateQueries({ queryKey: subscriptionsQuery(vendor_id).queryKey });
      onMade(data.secret);
    } catch (error) {
      setProblem(messageOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="Add a webhook"
      footer={
        <>
          <Button tone="ghost" onClick={onClose}>
            Not now
          </Button>
          <Button tone="primary" type="submit" form="new-webhook" busy={busy}>
            Add
          </Button>
        </>
      }
    >
      <form id="new-webhook" className="grid gap-4" onSubmit={(event) => void submit(event)} noValidate>
        {problem !== null && <Banner tone="danger">{problem}</Banner>}
        <Field label="Name" maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        <Field
          label="Address"
          type="url"
          inputMode="url"
          maxLength={500}
          placeholder="https://"
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <EventFields chosen={chosen} onChange={setChosen} />
      </form>
    </Dialog>
  );
}

interface EventFieldsProps {
  readonly chosen: ReadonlySet<Event>;
  readonly onChange: (chosen: ReadonlySet<Event>) => void;
}

function EventFields({ chosen, onChange }: EventFieldsProps) {
  return (
    <fieldset className="selling-events" aria-label="Tell of">
      {names.map((one) => (
        <Checkbox
          key={one}
          label={events[one]}
          checked={chosen.has(one)}
          onChange={(on) => {
            const next = new Set(chosen);
            if (on) next.add(one);
            else next.delete(one);
            onChange(next);
          }}
        />
      ))}
    </fieldset>
  );
}

function SecretDialog({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const [problem, setProblem] = useState<string>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      notify('Secret copied');
    } catch {
      setProblem('The browser does not allow copying. Select it and copy it by hand.');
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title="The secret of this webhook"
      description="Keep it where your program reads it: it proves that what comes is from here, and it is shown this once."
      footer={
        <>
          <Button onClick={onClose}>Done</Button>
          <Button tone="primary" onClick={() => void copy()}>
            Copy
          </Button>
        </>
      }
    >
      <Field label="Secret" readOnly value={secret} error={problem} onFocus={(event) => event.target.select()} />
    </Dialog>
  );
}
