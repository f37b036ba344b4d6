import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../../lib/api.ts';
import { formatWhole } from '../../../lib/format/number.ts';
import { messageOf } from '../../../lib/problems.ts';
import { type DeliveryDetail, deliveryQuery } from '../../../lib/queries/notifications.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { notify } from '../../../ui/toast.tsx';
import { longTime } from '../inbox/entries.ts';
import { DeliveryState } from './delivery-state.tsx';
import { channelNames } from './words.ts';
import './delivery.css';

interface DeliveryDialogProps {
  readonly id: string;
  /** An administrator looks into a delivery of any account. */
  readonly everybody?: boolean;
  readonly onClose: () => void;
}

/** One delivery with each of its attempts, and the way to send it again. */
export function DeliveryDialog({ id, everybody = false, onClose }: DeliveryDialogProps) {
  const { data, error } = useQuery(deliveryQuery(id, everybody));
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: () => call(everybody ? 'replayDelivery' : 'retryDelivery', { params: { id } }),
    onSuccess: ({ meta }) => notify(meta.message ?? 'It is sent again.'),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['notifications'] }),
  });
  const can_retry = data?.status === 'failed' || data?.status === 'pending';
  return (
    <Dialog
      open
      onClose={onClose}
      title="Delivery"
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {can_retry && (
            <Button tone="primary" busy={retry.isPending} onClick={() => retry.mutate()}>
              {data.status === 'failed' ? 'Send again' : 'Send now'}
            </Button>
          )}
        </>
      }
    >
      {data === undefined && error === null && <Skeleton width="60%" />}
      {(error ?? retry.error) !== null && (
        <p role="alert" className="text-danger">
          {messageOf(error ?? retry.error)}
        </p>
      )}
      {data && <DeliveryFacts delivery={data} />}
    </Dialog>
  );
}

/** Everything known of a delivery. */
export function DeliveryFacts({ delivery }: { readonly delivery: DeliveryDetail }) {
  const { title, channel, target, created_at, last_error, attempts, attempts_max, attempts_log, reason } = delivery;
  return (
    <>
      <div>
        <p className="font-medium">{title}</p>
        <p className="text-muted [overflow-wrap:anywhere]">
          {channelNames[channel]} to {target}, {longTime(created_at)}
        </p>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <DeliveryState delivery={delivery} />
        <span className="tabular text-muted">
          {attempts} of {attempts_max} tries
        </span>
      </div>
      {reason !== null && delivery.status !== 'suppressed' && <p className="text-muted">{reason}</p>}
      {last_error !== null && attempts_log.length === 0 && <p className="text-danger">{last_error}</p>}
      {attempts_log.length === 0 ? (
        <p className="text-muted">Nothing was sent yet.</p>
      ) : (
        <Attempts log={attempts_log} />
      )}
    </>
  );
}

function Attempts({ log }: { readonly log: DeliveryDetail['attempts_log'] }) {
  return (
    <ol aria-label="Attempts">
      {log.map(({ attempt, at, code, duration_ms, error, answer }) => (
        <li key={attempt} className="attempt">
          <span className="tabular text-muted">{attempt}.</span>
          <time dateTime={at}>{longTime(at)}</time>
          <span className="tabular">{code ?? 'No answer'}</span>
          <span className="tabular text-muted">{formatWhole(duration_ms)} ms</span>
          {error !== null && <span className="col-span-3 col-start-2 text-danger">{error}</span>}
          {answer !== null && answer !== '' && <pre>{answer}</pre>}
        </li>
      ))}
    </ol>
  );
}
