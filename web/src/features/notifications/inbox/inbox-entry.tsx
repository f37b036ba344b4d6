import { useQueryClient } from '@tanstack/react-query';
import { ChevronDown, MailOpen, MailPlus } from 'lucide-react';
import { useId, useState } from 'react';
import { PathLink } from '../../../app/path-link.tsx';
import type { NotificationView } from '../../../lib/queries/notifications.ts';
import { SimulatedBadge } from '../../../ui/badge.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { markRead } from '../live/mark-read.ts';
import { allOf, type Entry, isUnread, longTime, shortAge } from './entries.ts';
import { EntryDetail } from './entry-detail.tsx';
import { KindIcon } from './kind-icon.tsx';

interface InboxEntryProps {
  readonly entry: Entry;
  readonly now_ms: number;
  readonly today: boolean;
}

/** One line of the inbox: opening it marks it as read. What it stands for and where it went unfolds below. */
export function InboxEntry({ entry, now_ms, today }: InboxEntryProps) {
  const [unfolded, setUnfolded] = useState(false);
  const id = useId();
  const queryClient = useQueryClient();
  const { newest, earlier } = entry;
  const unread = isUnread(entry);
  const mark = (read: boolean) => void markRead(queryClient, read ? allOf(entry) : [newest], read);
  return (
    <li className="entry" data-unread={unread || undefined}>
      <KindIcon kind={newest.kind} unread={unread} />
      <div className="min-w-0 grow">
        <div className="entry-head">
          <PathLink
            path={newest.link ?? '/notifications'}
            className="entry-link entry-title"
            onClick={(event) => {
              mark(true);
              if (newest.link !== null) return;
              event.preventDefault();
              setUnfolded(!unfolded);
            }}
          >
            <Title notification={newest} />
            {earlier.length > 0 && <span className="entry-more">, and {timesOf(earlier.length)}</span>}
            {unread && <span className="unseen">, unread</span>}
          </PathLink>
          <time className="entry-age" dateTime={newest.created_at} title={longTime(newest.created_at)}>
            {shortAge(newest.created_at, now_ms, today)}
          </time>
        </div>
        <p className="entry-body">
          <span className="truncate">{newest.body}</span>
          {newest.simulated && <SimulatedBadge />}
        </p>
        {unfolded && (
          <div id={id} className="entry-detail">
            <EntryDetail entry={entry} onUnread={unread ? null : () => mark(false)} />
          </div>
        )}
      </div>
      <EntryActions
        unread={unread}
        unfolds={{ id, unfolded, several: earlier.length > 0 }}
        onMark={() => mark(unread)}
        onUnfold={() => setUnfolded(!unfolded)}
      />
    </li>
  );
}

interface EntryActionsProps {
  readonly unread: boolean;
  /** What unfolds, whether it is unfolded, and whether it is more than one. */
  readonly unfolds: { readonly id: string; readonly unfolded: boolean; readonly several: boolean };
  readonly onMark: () => void;
  readonly onUnfold: () => void;
}

function EntryActions({ unread, unfolds, onMark, onUnfold }: EntryActionsProps) {
  const { id, unfolded, several } = unfolds;
  return (
    <div className="entry-actions">
      <IconButton
        small
        label={unread ? 'Mark as read' : 'Mark as unread'}
        keys={['u']}
        data-toggle-read
        onClick={onMark}
      >
        {unread ? <MailOpen className="icon" aria-hidden="true" /> : <MailPlus className="icon" aria-hidden="true" />}
      </IconButton>
      <IconButton
        small
        label={unfolded ? 'Fold' : several ? 'Show each, and where it went' : 'Show where it went'}
        aria-expanded={unfolded}
        aria-controls={unfolded ? id : undefined}
        onClick={onUnfold}
      >
        <ChevronDown className="icon entry-chevron" aria-hidden="true" />
      </IconButton>
    </div>
  );
}

/** The symbol stands out where the title begins with it. */
function Title({ notification }: { readonly notification: NotificationView }) {
  const { symbol, title } = notification;
  if (symbol === null || !title.startsWith(symbol)) return title;
  return (
    <>
      <b>{symbol}</b>
      {title.slice(symbol.length)}
    </>
  );
}

function timesOf(count: number): string {
  return count === 1 ? 'once before' : `${count} more times`;
}
