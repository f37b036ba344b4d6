import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { subscriptionsQuery, type SubscriptionView } from '../../../lib/queries/selling.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Switch } from '../../../ui/choices.tsx';
import { notifyError } from '../../../ui/toast.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { SettingsSection } from '../../settings/settings-section.tsx';
import { DeliveriesDialog } from './deliveries-dialog.tsx';
import { SubscriptionDialog } from './subscription-dialog.tsx';

/** Programs that are told what happens, by signed webhooks. */
export function SubscriptionsSection() {
  const { vendor_id, can } = useVendor();
  const { data = [], error } = useQuery(subscriptionsQuery(vendor_id));
  const [adding, setAdding] = useState(false);
  return (
    <SettingsSection
      id="subscriptions"
      title="Webhooks"
      lead="Other programs of yours are told of orders, payments, parcels and returns as they happen."
    >
      {error !== null && <p role="alert">{messageOf(error)}</p>}
      {data.length > 0 && (
        <ul className="card overflow-hidden" aria-label="Webhooks">
          {data.map((one) => (
            <SubscriptionRow key={one.id} one={one} />
          ))}
        </ul>
      )}
      {can('createSubscription') && (
        <div>
          <Button onClick={() => setAdding(true)}>Add a webhook</Button>
        </div>
      )}
      {adding && <SubscriptionDialog onClose={() => setAdding(false)} />}
    </SettingsSection>
  );
}

function SubscriptionRow({ one }: { readonly one: SubscriptionView }) {
  const { vendor_id, can } = useVendor();
  const client = useQueryClient();
  const [looking, setLooking] = useState(false);
  const params = { vendor_id, id: one.id };
  const change = useMutation({
    mutationFn: async (what: 'delete' | 'switch') => {
      if (what === 'delete') await call('deleteSubscription', { params });
      else await call('updateSubscription', { params, body: { enabled: !one.enabled } });
    },
    onError: (error) => notifyError(`${one.name} is as it was`, messageOf(error)),
    onSettled: () => client.invalidateQueries({ queryKey: subscriptionsQuery(vendor_id).queryKey }),
  });
  return (
    <li className="vendor-row">
      <span className="min-w-0 grow basis-44">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {one.name}
          {one.disabled_reason !== null && <Badge tone="danger">Switched off: {one.disabled_reason}</Badge>}
        </span>
        <span className="block break-all text-12 text-muted">{one.url}</span>
        <span className="block text-12 text-muted">{one.events.join(', ')}</span>
      </span>
      {can('updateSubscription') && (
        <Switch
          label={
            <>
              On<span className="unseen"> {one.name}</span>
            </>
          }
          checked={one.enabled}
          onChange={() => change.mutate('switch')}
        />
      )}
      <Button tone="ghost" aria-label={`Deliveries to ${one.name}`} onClick={() => setLooking(true)}>
        Deliveries
      </Button>
      {can('deleteSubscription') && (
        <Button tone="ghost" aria-label={`Delete ${one.name}`} onClick={() => change.mutate('delete')}>
          Delete
        </Button>
      )}
      {looking && <DeliveriesDialog one={one} onClose={() => setLooking(false)} />}
    </li>
  );
}
