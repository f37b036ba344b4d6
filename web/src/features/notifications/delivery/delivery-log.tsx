import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../../lib/problems.ts';
import { type DeliveryFilter, deliveriesQuery, type DeliveryView } from '../../../lib/queries/notifications.ts';
import { PageSteps, useCursors } from '../../../ui/page-steps.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { longTime } from '../inbox/entries.ts';
import { DeliveryDialog } from './delivery-dialog.tsx';
import { DeliveryState } from './delivery-state.tsx';
import { channelNames } from './words.ts';

interface DeliveryLogProps {
  readonly filter: DeliveryFilter;
  /** What is said while there is none. */
  readonly empty: string;
  /** Whether each line names the channel: not where all are of one. */
  readonly named?: boolean;
}

/** What was sent, the newest first; each can be looked into. */
export function DeliveryLog({ filter, empty, named = false }: DeliveryLogProps) {
  const cursors = useCursors();
  const [opened, setOpened] = useState<string | null>(null);
  const { data, error, isPending } = useQuery(deliveriesQuery({ ...filter, cursor: cursors.current }));
  const waited = useWaited(isPending);
  if (waited) return <Skeleton width="60%" />;
  if (error !== null && data === undefined) return <p role="alert">{messageOf(error)}</p>;
  if (data === undefined) return null;
  if (data.deliveries.length === 0 && cursors.isFirst) return <p className="text-muted">{empty}</p>;
  return (
    <>
      <ul>
        {data.deliveries.map((delivery) => (
          <DeliveryLine key={delivery.id} delivery={delivery} named={named} onOpen={() => setOpened(delivery.id)} />
        ))}
      </ul>
      <PageSteps small cursors={cursors} next={data.next_cursor} />
      {opened !== null && <DeliveryDialog id={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

interface DeliveryLineProps {
  readonly delivery: DeliveryView;
  readonly named: boolean;
  readonly onOpen: () => void;
}

function DeliveryLine({ delivery, named, onOpen }: DeliveryLineProps) {
  const { created_at, title, channel, target } = delivery;
  return (
    <li className="delivery-row">
      <time className="truncate text-muted max-md:order-3" dateTime={created_at} title={longTime(created_at)}>
        {longTime(created_at).split(', ').at(-1)}
      </time>
      <span className="truncate max-md:order-1" title={`${title}, to ${target}`}>
        {named && <span className="text-muted">{channelNames[channel]} · </span>}
        {title}
      </span>
      <span className="min-w-0 max-md:order-4 max-md:max-w-44">
        <DeliveryState delivery={delivery} />
      </span>
      <button
        type="button"
        className="min-h-8 justify-self-end font-medium text-accent hover:underline max-md:order-2 max-md:min-h-11"
        onClick={onOpen}
        aria-label={`View the delivery of ${title} to ${target}`}
      >
        View
      </button>
    </li>
  );
}
