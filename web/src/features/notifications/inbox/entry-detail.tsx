import { useQuery } from '@tanstack/react-query';
import { PathLink } from '../../../app/path-link.tsx';
import { messageOf } from '../../../lib/problems.ts';
import { notificationDeliveriesQuery, type NotificationView } from '../../../lib/queries/notifications.ts';
import { Button } from '../../../ui/button.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { DeliveryState } from '../delivery/delivery-state.tsx';
import { channelNames } from '../delivery/words.ts';
import { type Entry, longTime } from './entries.ts';

interface EntryDetailProps {
  readonly entry: Entry;
  /** Marks it as unread; null where it is. */
  readonly onUnread: (() => void) | null;
}

/** What an entry stands for: its facts, where it was sent, and those before it. */
export function EntryDetail({ entry, onUnread }: EntryDetailProps) {
  const { newest, earlier } = entry;
  return (
    <>
      {newest.facts.length > 0 && (
        <dl className="entry-facts">
          {newest.facts.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      <Deliveries id={newest.id} />
      {earlier.length > 0 && (
        <>
          <h3 className="mt-3 text-12 font-medium text-muted">Before</h3>
          <ul>
            {earlier.map((notification) => (
              <Earlier key={notification.id} notification={notification} />
            ))}
          </ul>
        </>
      )}
      {onUnread !== null && (
        <Button size="small" className="mt-2 md:hidden" onClick={onUnread}>
          Mark as unread
        </Button>
      )}
    </>
  );
}

function Deliveries({ id }: { readonly id: string }) {
  const { data, error, isPending } = useQuery(notificationDeliveriesQuery(id));
  const waited = useWaited(isPending);
  if (waited) return <Skeleton width={200} />;
  if (error !== null && data === undefined) return <p role="alert">{messageOf(error)}</p>;
  if (data === undefined) return null;
  if (data.length === 0) return <p className="text-muted">Told here only.</p>;
  return (
    <ul className="entry-deliveries">
      {data.map((delivery) => (
        <li key={delivery.id}>
          <span className="w-16 flex-none text-muted">{channelNames[delivery.channel]}</span>
          <span className="min-w-0 grow truncate">{delivery.target}</span>
          <span className="min-w-0 flex-none max-w-[50%]">
            <DeliveryState delivery={delivery} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Earlier({ notification }: { readonly notification: NotificationView }) {
  const { link, title, body, created_at } = notification;
  return (
    <li className="flex gap-3 py-1">
      <time className="flex-none text-muted" dateTime={created_at}>
        {longTime(created_at)}
      </time>
      <span className="min-w-0 grow truncate" title={title}>
        {body}
      </span>
      {link !== null && (
        <PathLink path={link} className="flex-none font-medium text-accent hover:underline">
          Why
        </PathLink>
      )}
    </li>
  );
}
