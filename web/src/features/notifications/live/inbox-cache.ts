import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import {
  type InboxFilter,
  type InboxPage,
  NEWEST_MAX,
  newestQuery,
  type NotificationView,
  unreadQuery,
} from '../../../lib/queries/notifications.ts';

/** The inbox as this page holds it: what the socket tells and what the person does is shown at once. */

const INBOX = ['notifications', 'inbox'] as const;
type Inbox = InfiniteData<InboxPage, string | null>;

/** Takes up a notification that has just been made, wherever it is to be seen. Taken up twice, it is there once. */
export function takeUp(queryClient: QueryClient, notification: NotificationView, unread: number): void {
  void queryClient.cancelQueries({ queryKey: unreadQuery.queryKey });
  queryClient.setQueryData(unreadQuery.queryKey, unread);
  queryClient.setQueryData(newestQuery.queryKey, (held) => held && withFirst(held, notification).slice(0, NEWEST_MAX));
  for (const query of queryClient.getQueryCache().findAll({ queryKey: INBOX })) {
    const filter = query.queryKey[2] as InboxFilter & { readonly kind: NotificationView['kind'] | null };
    if (filter.kind !== null && filter.kind !== notification.kind) continue;
    queryClient.setQueryData<Inbox>(query.queryKey, (held) => held && withFirstEntry(held, notification));
  }
}

/** Shows those that `which` names as read at `read_at`, or as unread where it is null. */
export function showRead(
  queryClient: QueryClient,
  which: (notification: NotificationView) => boolean,
  read_at: string | null,
): void {
  const change = (notification: NotificationView) =>
    which(notification) && (notification.read_at === null) !== (read_at === null)
      ? { ...notification, read_at }
      : notification;
  queryClient.setQueryData(newestQuery.queryKey, (held) => held?.map(change));
  queryClient.setQueriesData<Inbox>({ queryKey: INBOX }, (held) => held && everyEntry(held, change));
}

/** Reads everything again that tells how the inbox stands. */
export async function readInboxAgain(queryClient: QueryClient): Promise<void> {
  await Promise.all(
    [unreadQuery.queryKey, newestQuery.queryKey, INBOX].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  );
}

function withFirst(held: readonly NotificationView[], notification: NotificationView): NotificationView[] {
  return [notification, ...held.filter(({ id }) => id !== notification.id)];
}

function withFirstEntry(held: Inbox, notification: NotificationView): Inbox {
  const pages = held.pages.map((page, index) => {
    const others = page.notifications.filter(({ id }) => id !== notification.id);
    return { ...page, notifications: index === 0 ? [notification, ...others] : others };
  });
  return { ...held, pages };
}

function everyEntry(held: Inbox, change: (notification: NotificationView) => NotificationView): Inbox {
  return { ...held, pages: held.pages.map((page) => ({ ...page, notifications: page.notifications.map(change) })) };
}
