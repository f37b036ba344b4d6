import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MailWarning, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import {
  type Channel,
  deliveriesQuery,
  type DeliveryStatus,
  type DeliveryView,
} from '../../lib/queries/notifications.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageSteps, useCursors } from '../../ui/page-steps.tsx';
import { Segments } from '../../ui/segments.tsx';
import { notify, notifyError } from '../../ui/toast.tsx';
import { outerChannels } from '../notifications/delivery/words.ts';
import { AdminPage, Answer } from './admin-page.tsx';
import { DeliveryTable } from './delivery-table.tsx';

const STATUSES = [
  { value: 'failed', label: 'Failed' },
  { value: 'pending', label: 'Waiting' },
  { value: 'suppressed', label: 'Not sent' },
  { value: 'sent', label: 'Delivered' },
] as const satisfies readonly { readonly value: DeliveryStatus; readonly label: string }[];
const CHANNELS = [
  { value: 'any', label: 'All' },
  { value: 'email', label: 'E-mail' },
  { value: 'webhook', label: 'Webhook' },
  { value: 'push', label: 'Push' },
] as const satisfies readonly { readonly value: (typeof outerChannels)[number] | 'any'; readonly label: string }[];

/** What did not arrive, of every account, and the way to send it again. */
export function DeliveriesPage() {
  const [status, setStatus] = useState<DeliveryStatus>('failed');
  const [channel, setChannel] = useState<Channel | 'any'>('any');
  const cursors = useCursors();
  const filter = { status, cursor: cursors.current, ...(channel !== 'any' && { channel }) };
  const answer = useQuery(deliveriesQuery(filter, true));
  const replay = useReplay();
  const shown = answer.data?.deliveries ?? [];
  return (
    <AdminPage
      title="Deliveries"
      actions={
        status === 'failed' &&
        shown.length > 0 && (
          <Button tone="primary" busy={replay.isPending} onClick={() => replay.mutate(shown)}>
            <RotateCw className="icon" aria-hidden="true" />
            Send all shown again
          </Button>
        )
      }
    >
      <div className="mb-4 flex flex-wrap gap-3">
        <Segments
          label="State"
          value={status}
          options={STATUSES}
          onChange={(value) => {
            setStatus(value);
            cursors.reset();
          }}
        />
        <Segments
          label="Channel"
          value={channel}
          options={CHANNELS}
          onChange={(value) => {
            setChannel(value);
            cursors.reset();
          }}
        />
      </div>
      <Answer answer={answer}>
        {({ deliveries }) =>
          deliveries.length === 0 ? (
            <NoDeliveries status={status} />
          ) : (
            <DeliveryTable deliveries={deliveries} onReplay={(delivery) => replay.mutate([delivery])} />
          )
        }
      </Answer>
      <PageSteps cursors={cursors} next={answer.data?.next_cursor ?? null} />
    </AdminPage>
  );
}

function NoDeliveries({ status }: { readonly status: DeliveryStatus }) {
  const failed = status === 'failed';
  return (
    <EmptyState
      icon={<MailWarning className="icon" aria-hidden="true" />}
      title={failed ? 'Nothing failed' : 'None of these'}
    >
      {failed
        ? 'What cannot be delivered after every try is listed here, and can be sent again.'
        : 'Choose another state or channel.'}
    </EmptyState>
  );
}

/** Sends each again, and says how many of them could be. */
function useReplay() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (deliveries: readonly DeliveryView[]) => {
      const answers = await Promise.allSettled(deliveries.map(({ id }) => call('replayDelivery', { params: { id } })));
      return { count: answers.length, refused: answers.filter((answer) => answer.status === 'rejected') };
    },
    onSuccess({ count, refused }) {
      const sent = count - refused.length;
      if (sent > 0) notify(sent === 1 ? 'One delivery is sent again' : `${sent} deliveries are sent again`);
      const [first] = refused;
      if (first) notifyError(`${refused.length} of ${count} could not be sent again`, messageOf(first.reason));
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['notifications', 'all-deliveries'] }),
  });
}
