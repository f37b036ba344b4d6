import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import {
  subscriptionDeliveriesQuery,
  type SubscriptionDeliveryView,
  type SubscriptionView,
} from '../../../lib/queries/selling.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { notifyError } from '../../../ui/toast.tsx';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { whenWords } from '../../orders/words.ts';
import { countOf } from '../../shop/words.ts';

const states = {
  waiting: { text: 'Waits', tone: 'neutral' },
  sent: { text: 'Sent', tone: 'ok' },
  failed: { text: 'Failed', tone: 'danger' },
} as const;

/** What was sent to a program, what it answered, and what is tried again. */
export function DeliveriesDialog({ one, onClose }: { readonly one: SubscriptionView; readonly onClose: () => void }) {
  const { vendor_id, can } = useVendor();
  const client = useQueryClient();
  const query = subscriptionDeliveriesQuery(vendor_id, one.id);
  const { data, error } = useQuery(query);
  const resend = useMutation({
    mutationFn: (part_id: string) => call('resendSubscriptionDelivery', { params: { vendor_id, id: one.id, part_id } }),
    onError: (refused) => notifyError('It was not sent again', messageOf(refused)),
    onSettled: () => client.invalidateQueries({ queryKey: query.queryKey }),
  });
  return (
    <Dialog open onClose={onClose} wide title={`Deliveries to ${one.name}`}>
      {error !== null && data === undefined && <p role="alert">{messageOf(error)}</p>}
      {data?.length === 0 && <p className="text-muted">Nothing was sent yet.</p>}
      {data !== undefined && data.length > 0 && (
        <ul className="card" aria-label="Deliveries">
          {data.map((delivery) => (
            <li key={delivery.id} className="vendor-row">
              <span className="min-w-0 grow basis-44">
                <span className="block font-medium">{delivery.type}</span>
                <span className="block text-12 text-muted">{wordsOf(delivery)}</span>
              </span>
              <Badge tone={states[delivery.state].tone}>{states[delivery.state].text}</Badge>
              {can('resendSubscriptionDelivery') && delivery.state !== 'waiting' && (
                <Button
                  tone="ghost"
                  aria-label={`Send again, ${delivery.type}`}
                  busy={resend.isPending && resend.variables === delivery.id}
                  onClick={() => resend.mutate(delivery.id)}
                >
                  Send again
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function wordsOf(delivery: SubscriptionDeliveryView): string {
  const { created_at, attempts, last_status, last_error, next_attempt_at } = delivery;
  return [
    whenWords(created_at),
    attempts > 0 && countOf(attempts, 'try', 'tries'),
    last_status !== null && `answered ${last_status}`,
    last_error,
    next_attempt_at !== null && `next ${whenWords(next_attempt_at)}`,
  ]
    .filter(Boolean)
    .join(', ');
}
