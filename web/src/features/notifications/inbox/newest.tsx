import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import { PathLink } from '../../../app/path-link.tsx';
import { useNow } from '../../../app/use-now.ts';
import { messageOf } from '../../../lib/problems.ts';
import { newestQuery, type NotificationView } from '../../../lib/queries/notifications.ts';
import { Button } from '../../../ui/button.tsx';
import { Skeleton } from '../../../ui/skeleton.tsx';
import { markAllRead, markRead } from '../live/mark-read.ts';
import { allOf, daysOf, type Entry, isUnread, shortAge } from './entries.ts';
import { KindIcon } from './kind-icon.tsx';
import './inbox.css';

interface NewestProps {
  readonly unread: number;
  /** Something was opened: the way there hides this. */
  readonly onLeave: () => void;
}

/** The newest notifications, and the way to all of them. */
export function Newest({ unread, onLeave }: NewestProps) {
  const { data, error, isPending } = useQuery(newestQuery);
  const queryClient = useQueryClient();
  const now_ms = useNow(10_000);
  const days = daysOf(data ?? [], now_ms);
  return (
    <>
      <div className="flex items-center justify-between gap-2 px-3 py-1.5">
        <h2 className="text-13">Notifications</h2>
        <Button size="small" tone="ghost" disabled={unread === 0} onClick={() => void markAllRead(queryClient)}>
          <Check className="icon-small" aria-hidden="true" />
          Mark all read
        </Button>
      </div>
      {isPending && (
        <div className="flex flex-col gap-3 p-3">
          <Skeleton width="80%" />
          <Skeleton width="60%" />
        </div>
      )}
      {error !== null && data === undefined && (
        <p role="alert" className="p-3">
          {messageOf(error)}
        </p>
      )}
      {data?.length === 0 && <p className="px-3 py-6 text-center text-muted">Nothing yet. What fires is told here.</p>}
      <ul>
        {days.flatMap(({ name, entries }) =>
          entries.map((entry) => (
            <NewestEntry key={entry.newest.id} entry={entry} age={ageOf(entry.newest, now_ms, name)} onOpen={onLeave} />
          )),
        )}
      </ul>
      <div className="flex items-center justify-between border-t border-hairline px-3 pt-2 pb-1">
        <Link to="/notifications" className="link font-medium" onClick={onLeave}>
          Open the inbox
        </Link>
        <Link to="/settings/notifications" className="text-muted hover:text-text" onClick={onLeave}>
          Settings
        </Link>
      </div>
    </>
  );
}

interface NewestEntryProps {
  readonly entry: Entry;
  readonly age: string;
  readonly onOpen: () => void;
}

function NewestEntry({ entry, age, onOpen }: NewestEntryProps) {
  const queryClient = useQueryClient();
  const { newest, earlier } = entry;
  const unread = isUnread(entry);
  return (
    <li>
      <PathLink
        path={newest.link ?? '/notifications'}
        className="newest-entry"
        data-unread={unread || undefined}
        onClick={() => {
          void markRead(queryClient, allOf(entry), true);
          onOpen();
        }}
      >
        <KindIcon kind={newest.kind} unread={unread} />
        <span className="min-w-0 grow">
          <span className="entry-title">
            {newest.title}
            {earlier.length > 0 && <span className="font-normal text-muted">, and {earlier.length} before</span>}
          </span>
          <span className="block truncate text-12 text-muted">{newest.body}</span>
        </span>
        <time className="text-12 text-muted" dateTime={newest.created_at}>
          {age}
        </time>
        {unread && <span className="unseen">Unread</span>}
      </PathLink>
    </li>
  );
}

/** "24 s", "Yesterday", "19 November". */
function ageOf(notification: NotificationView, now_ms: number, day: string): string {
  return day === 'Today' ? shortAge(notification.created_at, now_ms, true) : day.replace(/^\w+day /, '');
}
