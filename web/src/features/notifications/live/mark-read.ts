import type { QueryClient } from '@tanstack/react-query';
import { PAGE_LIMIT_MAX } from '../../../../../contract/endpoint.ts';
import { call } from '../../../lib/api.ts';
import { messageOf } from '../../../lib/problems.ts';
import { type NotificationKind, type NotificationView, unreadQuery } from '../../../lib/queries/notifications.ts';
import { notify, notifyError } from '../../../ui/toast.tsx';
import { readInboxAgain, showRead } from './inbox-cache.ts';

type Marked = Pick<NotificationView, 'id' | 'read_at'>;

/** Marks some as read or as unread: shown at once, and taken back when the server does not hear of it. */
export async function markRead(queryClient: QueryClient, marked: readonly Marked[], read: boolean): Promise<void> {
  const changed = marked.filter(({ read_at }) => (read_at === null) === read);
  if (changed.length === 0) return;
  const ids = new Set(changed.map(({ id }) => id));
  showRead(queryClient, ({ id }) => ids.has(id), read ? new Date().toISOString() : null);
  queryClient.setQueryData(unreadQuery.queryKey, (held) =>
    held === undefined ? held : Math.max(0, held + (read ? -ids.size : ids.size)),
  );
  try {
    const route = read ? 'readNotification' : 'unreadNotification';
    await Promise.all([...ids].map((id) => call(route, { params: { id } })));
  } catch (error) {
    notifyError(read ? 'Still unread' : 'Still read', messageOf(error));
    await readInboxAgain(queryClient);
  }
}

/** Marks everything as read, or everything of a kind, and offers to take that back. */
export async function markAllRead(queryClient: QueryClient, kind?: NotificationKind): Promise<void> {
  try {
    const { unread, complete } = await unreadOf(kind);
    const newest = unread[0];
    if (newest === undefined) {
      notify('Nothing here is unread');
      return await readInboxAgain(queryClient);
    }
    const body = { up_to: newest.id, ...(kind !== undefined && { kind }) };
    const { data } = await call('readAllNotifications', { body });
    const isMarked = (one: NotificationView) =>
      one.created_at <= newest.created_at && (kind === undefined || one.kind === kind);
    showRead(queryClient, isMarked, new Date().toISOString());
    queryClient.setQueryData(unreadQuery.queryKey, data.unread);
    const read = unread.map(({ id }) => ({ id, read_at: newest.created_at }));
    notify('Everything is marked as read', complete ? () => void markRead(queryClient, read, false) : undefined);
  } catch (error) {
    notifyError('Nothing was marked as read', messageOf(error));
  }
}

/** What is unread, the newest first, so that it can be given back. `complete` is false where one page does not hold it. */
async function unreadOf(kind: NotificationKind | undefined) {
  const query = { limit: PAGE_LIMIT_MAX, unread: 'true' as const, ...(kind && { kind }) };
  const { data, meta } = await call('listNotifications', { query });
  return { unread: data, complete: meta.has_more !== true };
}
