import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Inbox } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useNow } from '../../../app/use-now.ts';
import { messageOf } from '../../../lib/problems.ts';
import { inboxQuery } from '../../../lib/queries/notifications.ts';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { daysOf } from './entries.ts';
import { InboxEntry } from './inbox-entry.tsx';
import { useEntryKeys } from './use-entry-keys.ts';
import { filterOf, type Shown } from './view-state.ts';

/** How often ages are counted anew. */
const AGE_MS = 5_000;

/** The entries of a view, by day; more are read as one comes near the end. */
export function InboxList({ show }: { readonly show: Shown | undefined }) {
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    inboxQuery(filterOf(show)),
  );
  const now_ms = useNow(AGE_MS);
  const waited = useWaited(isPending);
  const scroller = useRef<HTMLDivElement>(null);
  useEntryKeys(scroller);
  const notifications = useMemo(() => data?.pages.flatMap((page) => page.notifications) ?? [], [data]);
  const days = daysOf(notifications, now_ms);
  return (
    <div className="inbox-scroll" ref={scroller}>
      {waited && <LoadingEntries />}
      {error !== null && data === undefined && (
        <div role="alert" className="flex flex-wrap items-center gap-3 p-4">
          <p>{messageOf(error)}</p>
          <Button onClick={() => void refetch()}>Try again</Button>
        </div>
      )}
      {data && notifications.length === 0 && <EmptyInbox show={show} />}
      {days.map((day) => (
        <section key={day.name} aria-label={day.name}>
          <h2 className="inbox-day">{day.name}</h2>
          <ul>
            {day.entries.map((entry) => (
              <InboxEntry key={entry.newest.id} entry={entry} now_ms={now_ms} today={day.name === 'Today'} />
            ))}
          </ul>
        </section>
      ))}
      {hasNextPage && <NextPage busy={isFetchingNextPage} onReached={() => void fetchNextPage()} />}
    </div>
  );
}

/** Reads the next page when it comes into sight, and at a press where that does not work. */
function NextPage({ busy, onReached }: { readonly busy: boolean; readonly onReached: () => void }) {
  const mark = useRef<HTMLDivElement>(null);
  const reached = useRef(onReached);
  useEffect(() => {
    reached.current = onReached;
  });
  useEffect(() => {
    if (mark.current === null || busy) return undefined;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) reached.current();
      },
      { rootMargin: '400px' },
    );
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [busy]);
  return (
    <div ref={mark} className="flex justify-center p-4">
      <Button size="small" busy={busy} onClick={onReached}>
        Show older ones
      </Button>
    </div>
  );
}

function EmptyInbox({ show }: { readonly show: Shown | undefined }) {
  const words = emptyWords[show ?? 'all'];
  return (
    <EmptyState
      icon={<Inbox className="icon" aria-hidden="true" />}
      title={words.title}
      action={
        show === undefined ? (
          <Link to="/w" className={buttonClass()}>
            Go to your lists
          </Link>
        ) : (
          <Link to="/notifications" search={{ show: undefined }} className={buttonClass()}>
            Show all
          </Link>
        )
      }
    >
      {words.text}
    </EmptyState>
  );
}

const emptyWords: Record<Shown | 'all', { readonly title: string; readonly text: string }> = {
  all: { title: 'Nothing yet', text: 'When an alert fires it is told here, with the print that fired it.' },
  unread: { title: 'All read', text: 'What comes next appears here by itself.' },
  alert_fired: { title: 'No alert has fired', text: 'Set one on any symbol: press b on its row, or use its menu.' },
  alert_changed: {
    title: 'No alert was changed',
    text: 'When an alert runs out, is moved by a split or is paused for you, it is said here.',
  },
  account: { title: 'Nothing about your account', text: 'What concerns the account itself is told here.' },
  delivery: {
    title: 'No trouble with deliveries',
    text: 'When a webhook is switched off or mail comes back, it is said here.',
  },
  low_stock: {
    title: 'Nothing is low',
    text: 'When a listing of a shop you manage falls below what you want to have of it, it is said here.',
  },
  purchase: {
    title: 'Nothing about purchases',
    text: 'When what you bought is paid, sent, delivered or refunded, it is said here.',
  },
  sale: {
    title: 'Nothing about sales',
    text: 'When somebody orders, cancels or sends back in a shop you work for, it is said here.',
  },
};

function LoadingEntries() {
  return (
    <ul aria-hidden="true">
      {['62%', '48%', '70%', '55%', '40%', '64%'].map((width) => (
        <li key={width} className="entry">
          <span className="kind-icon" />
          <span className="flex grow flex-col gap-3 pt-1">
            <Skeleton width={width} />
            <Skeleton width="32%" />
          </span>
        </li>
      ))}
    </ul>
  );
}
