import { AppError } from '../../../../contract/errors.ts';
import type { NotificationKind, NotificationView } from '../../../../contract/notifications.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { appendUserEvents } from '../../realtime/index.ts';
import { notificationView, viewColumns } from '../notification-view.ts';
import { countUnread } from '../selectors/count-unread.ts';
import { notifications } from '../tables.ts';
import { lockPreferences } from './lock-preferences.ts';

/**
 * Marks one of the caller's notifications as read, or as unread again; its other open pages hear of it. What is as
 * wanted already stays as it is, also the time it was read at.
 * @throws AppError `notification_unknown`.
 */
export async function markRead(
  platform: Platform,
  actor: Member,
  { id, read }: { readonly id: string; readonly read: boolean },
): Promise<NotificationView> {
  return inTransaction(platform.db, async (tx) => {
    await lockPreferences(tx, [actor.user_id]);
    const mine = notifications(tx).updateTable('inbox').where('id', '=', id).where('user_id', '=', actor.user_id);
    const changed = await mine
      .where('in_app', '=', true)
      .where('read_at', read ? 'is' : 'is not', null)
      .set({ read_at: read ? platform.clock.now() : null })
      .returning(viewColumns)
      .executeTakeFirst();
    if (changed === undefined) return asItIs(tx, actor, id);
    const view = notificationView(changed);
    await tellOthers(platform, tx, actor, { id, up_to: null, kind: null, read_at: view.read_at });
    return view;
  });
}

/**
 * Marks everything of the caller as read, or everything up to one notification, or of one kind.
 * @returns how many are unread now.
 */
export async function markAllRead(
  platform: Platform,
  actor: Member,
  { up_to, kind }: { readonly up_to?: string | undefined; readonly kind?: NotificationKind | undefined },
): Promise<number> {
  return inTransaction(platform.db, async (tx) => {
    await lockPreferences(tx, [actor.user_id]);
    const read_at = platform.clock.now();
    const { numUpdatedRows } = await notifications(tx)
      .updateTable('inbox')
      .where('user_id', '=', actor.user_id)
      .where('in_app', '=', true)
      .where('read_at', 'is', null)
      .$if(up_to !== undefined, (all) => all.where('id', '<=', up_to ?? ''))
      .$if(kind !== undefined, (all) => all.where('kind', '=', kind ?? 'account'))
      .set({ read_at })
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return (await countUnread(tx, [actor.user_id])).get(actor.user_id) ?? 0;
    const what = { id: null, up_to: up_to ?? null, kind: kind ?? null, read_at: read_at.toISOString() };
    return tellOthers(platform, tx, actor, what);
  });
}

async function asItIs(tx: Tx, actor: Member, id: string): Promise<NotificationView> {
  const row = await notifications(tx)
    .selectFrom('inbox')
    .where('id', '=', id)
    .where('user_id', '=', actor.user_id)
    .where('in_app', '=', true)
    .select(viewColumns)
    .executeTakeFirst();
  if (row === undefined) throw new AppError('notification_unknown');
  return notificationView(row);
}

/** @returns how many are unread now. */
async function tellOthers(
  platform: Platform,
  tx: Tx,
  { user_id }: Member,
  what: {
    /** Null: all of them, up to `up_to` and of `kind` where those are given. */
    readonly id: string | null;
    readonly up_to: string | null;
    readonly kind: NotificationKind | null;
    /** Null: unread again. */
    readonly read_at: string | null;
  },
): Promise<number> {
  const unread = (await countUnread(tx, [user_id])).get(user_id) ?? 0;
  await appendUserEvents(platform, tx, [{ user_id, topic: 'notification.read', data: { ...what, unread } }]);
  return unread;
}
