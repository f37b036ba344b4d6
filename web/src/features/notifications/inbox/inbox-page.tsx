import { Link, useSearch } from '@tanstack/react-router';
import { Check, SlidersHorizontal } from 'lucide-react';
import { useQueryClient } from '@tanstack/react-query';
import { useMedia, WIDE } from '../../../app/use-media.ts';
import { formatWhole } from '../../../lib/format/number.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { DeliveryPane } from '../delivery/delivery-pane.tsx';
import { markAllRead } from '../live/mark-read.ts';
import { useUnread } from '../live/use-news.ts';
import { InboxList } from './inbox-list.tsx';
import { filterOf, type Shown, views } from './view-state.ts';
import './inbox.css';

/** Everything the person was told, the newest first; on a wide screen with how they are told beside it. */
export function InboxPage() {
  useTitle('Notifications');
  const { show } = useSearch({ from: '/app/notifications' });
  const wide = useMedia(WIDE);
  return (
    <div className="inbox">
      <section className="inbox-pane" aria-label="Inbox">
        <InboxBar show={show} />
        <InboxViews show={show} />
        <InboxList key={show} show={show} />
      </section>
      {wide && <DeliveryPane />}
    </div>
  );
}

function InboxBar({ show }: { readonly show: Shown | undefined }) {
  const unread = useUnread();
  const queryClient = useQueryClient();
  const { kind } = filterOf(show);
  return (
    <header className="inbox-bar">
      <h1 className="text-16 max-md:sr-only">Notifications</h1>
      {unread > 0 && <Badge tone="accent">{formatWhole(unread)} new</Badge>}
      <span className="grow" />
      <Button size="small" tone="ghost" disabled={unread === 0} onClick={() => void markAllRead(queryClient, kind)}>
        <Check className="icon-small" aria-hidden="true" />
        Mark all read
      </Button>
      <Link
        to="/settings/notifications"
        className={`${buttonClass({ size: 'small', tone: 'ghost' })} xl:hidden`}
        aria-label="Notification settings"
      >
        <SlidersHorizontal className="icon-small" aria-hidden="true" />
        <span className="max-sm:hidden">Settings</span>
      </Link>
    </header>
  );
}

function InboxViews({ show }: { readonly show: Shown | undefined }) {
  const unread = useUnread();
  return (
    <nav className="inbox-views" aria-label="What is shown">
      {views.map((view) => (
        <Link
          key={view.label}
          to="/notifications"
          search={{ show: view.show }}
          className="chip"
          activeOptions={{ exact: true }}
          {...(view.show === show && { 'aria-current': 'page' as const })}
        >
          {view.label}
          {view.show === 'unread' && unread > 0 && ` ${formatWhole(unread)}`}
        </Link>
      ))}
    </nav>
  );
}
