import { Id } from '../../../../contract/fields.ts';
import type { NotificationView } from '../../../../contract/notifications.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { notificationView, viewColumns } from '../notification-view.ts';
import { notifications } from '../tables.ts';

/** The caller's inbox, newest first. */
export async function listNotifications(
  platform: Platform,
  actor: Member,
  query: QueryOf<'listNotifications'>,
): Promise<PageOf<NotificationView>> {
  const { limit, cursor, unread, kind } = query;
  const key = platform.secrets.derive('cursor.notifications');
  const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
  const rows = await notifications(platform.db)
    .selectFrom('inbox')
    .where('user_id', '=', actor.user_id)
    .where('in_app', '=', true)
    .$if(before !== null, (all) => all.where('id', '<', before ?? ''))
    .$if(unread !== undefined, (all) => all.where('read_at', unread === true ? 'is' : 'is not', null))
    .$if(kind !== undefined, (all) => all.where('kind', '=', kind ?? 'account'))
    .orderBy('id', 'desc') // UUIDv7: newest is largest
    .limit(limit + 1)
    .select(viewColumns)
    .execute();
  return pageOf(rows.map(notificationView), { limit, key, place: (last) => last.id });
}
