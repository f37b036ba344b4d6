import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent } from 'react';
import type { LiveEvent } from '../../../../../contract/live/client.ts';
import { useUser } from '../../../app/session.ts';
import { live } from '../../../lib/live/browser-live.ts';
import { type NotificationView, unreadQuery } from '../../../lib/queries/notifications.ts';
import { useTitleCount } from '../../../lib/use-title.ts';
import { announce } from '../../../ui/toast.tsx';
import { readInboxAgain, takeUp } from './inbox-cache.ts';
import { NewsPile } from './news-pile.ts';

/** What the socket tells with the topic `notification.created`. */
interface Created {
  readonly notification: NotificationView;
  readonly unread: number;
}

/**
 * Tells of notifications as they come: a message on the page, the number in its title, and the inbox kept in step with
 * the socket, with what is read on other pages and devices, and with the server after a time without connection. Once a
 * page.
 */
export function useNews(): void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const go = useEffectEvent((to: string) => void navigate({ href: to }));
  useTitleCount(useUnread());
  useEffect(() => {
    const readAgain = () => void readInboxAgain(queryClient);
    const pile = new NewsPile((news, onGone) => {
      const { action } = news;
      return announce({
        ...news,
        onGone,
        action: action ? { label: action.label, run: () => go(action.to) } : undefined,
      });
    });
    const deliveriesSoon = soon(
      () => void queryClient.invalidateQueries({ queryKey: ['notifications', 'deliveries'] }),
    );
    const readSoon = soon(readAgain);
    const stops = [
      live.onEvent((event) => {
        if (event.topic === 'notification.read') readSoon();
        const created = createdBy(event);
        if (created === null) return;
        takeUp(queryClient, created.notification, created.unread);
        pile.add(created.notification);
        deliveriesSoon();
      }),
      live.onEventsMissed(readAgain),
      live.onConnection(whenConnected(readAgain)),
    ];
    return () => stops.forEach((stop) => stop());
  }, [queryClient]);
}

/** How many notifications are unread; none for a visitor. */
export function useUnread(): number {
  const user = useUser();
  return useQuery({ ...unreadQuery, enabled: user !== null }).data ?? 0;
}

const SOON_MS = 1000;

/** Runs once for all calls of a moment, so that a burst is read in one answer. */
function soon(run: () => void): () => void {
  let planned = false;
  return () => {
    if (planned) return;
    planned = true;
    setTimeout(() => {
      planned = false;
      run();
    }, SOON_MS);
  };
}

function createdBy({ topic, data }: LiveEvent): Created | null {
  return topic === 'notification.created' ? (data as Created) : null;
}

/** What came between the answer of REST and the welcome of the socket was told by neither. */
function whenConnected(run: () => void): () => void {
  let was_live = live.connection().phase === 'live';
  return () => {
    const is_live = live.connection().phase === 'live';
    if (is_live && !was_live) run();
    was_live = is_live;
  };
}
