import { useQuery } from '@tanstack/react-query';
import type { FiringView } from '../../../../../contract/alerts.ts';
import { type DeliveryView, notificationDeliveriesQuery } from '../../../lib/queries/notifications.ts';
import { channelNames, statusNames } from '../../notifications/delivery/words.ts';
import { firedText, tookText } from '../words.ts';
import { exactTime } from './times.ts';

interface TimelineProps {
  readonly firing: FiringView;
  readonly mic: string | null;
}

interface Step {
  readonly key: string;
  readonly name: string;
  readonly detail: string;
  /** Null while it has not happened. */
  readonly at: string | null;
  readonly state: 'done' | 'waiting' | 'failed';
}

const REFRESH_MS = 3000;

/** Each step from the print to the person, with its time since the print. */
export function Timeline({ firing, mic }: TimelineProps) {
  const { notification_id } = firing;
  const { data } = useQuery({
    ...notificationDeliveriesQuery(notification_id ?? ''),
    enabled: notification_id !== null,
    refetchInterval: ({ state }) => (state.data?.some(({ status }) => status === 'pending') ? REFRESH_MS : false),
  });
  const steps = [...stepsOf(firing), ...(data ?? []).filter(({ channel }) => channel !== 'in_app').map(stepOf)];
  const ordered = steps.toSorted((left, right) => timeOf(left) - timeOf(right));
  const print_ms = Date.parse(firing.print_at);
  return (
    <section aria-label="Timeline">
      <div className="audit-section-head px-0">
        <h4>Timeline</h4>
        <span className="text-12 font-medium text-muted">since the print</span>
      </div>
      <ol className="timeline">
        {ordered.map((step) => (
          <li key={step.key} className={`timeline-step timeline-${step.state}`}>
            <span className="timeline-time">{step.at === null ? '' : exactTime(step.at, mic)}</span>
            <span className="timeline-dot" />
            <div className="min-w-0">
              <div className="flex justify-between gap-2">
                <span className="font-medium">{step.name}</span>
                <span className="tabular text-muted">{sincePrint(step, print_ms)}</span>
              </div>
              <p className="text-12 break-words text-muted">{step.detail}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

function timeOf({ at }: Step): number {
  return at === null ? Number.POSITIVE_INFINITY : Date.parse(at);
}

function sincePrint(step: Step, print_ms: number): string {
  if (step.at === null) return step.state === 'waiting' ? 'waiting' : '';
  const took_ms = Date.parse(step.at) - print_ms;
  return took_ms <= 0 ? '0 ms' : `+${tookText(took_ms)}`;
}

function stepsOf(firing: FiringView): Step[] {
  const { print_at, received_at, matched_at, recorded_at, source, price, notification_id } = firing;
  return [
    { key: 'print', name: 'Printed', detail: `As ${source} says`, at: print_at, state: 'done' },
    { key: 'received', name: 'Received', detail: 'By the feed, and accepted', at: received_at, state: 'done' },
    {
      key: 'matched',
      name: 'Matched',
      detail: `It ${firedText(firing, price, undefined)}`,
      at: matched_at,
      state: 'done',
    },
    {
      key: 'recorded',
      name: 'Recorded',
      detail: notification_id === null ? 'Nobody was to be told' : 'Fired once, and put into your inbox',
      at: recorded_at,
      state: 'done',
    },
  ];
}

function stepOf(delivery: DeliveryView): Step {
  const { id, channel, target, status, sent_at, last_error, reason, attempts } = delivery;
  const name =
    status === 'sent' ? channelNames[channel] : `${channelNames[channel]}: ${statusNames[status].toLowerCase()}`;
  const tries = attempts > 1 ? `, at try ${attempts}` : '';
  const why = status === 'failed' ? last_error : status === 'suppressed' ? reason : null;
  return {
    key: id,
    name,
    detail: why ?? (status === 'sent' ? `Accepted for ${target}${tries}` : `To ${target}`),
    at: sent_at,
    state: status === 'sent' ? 'done' : status === 'failed' ? 'failed' : 'waiting',
  };
}
