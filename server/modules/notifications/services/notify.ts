import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { appendUserEvents } from '../../realtime/index.ts';
import { type Addressed, addressNotice } from '../addresses.ts';
import { cleanNotice } from '../clean-notice.ts';
import type { Notice } from '../notice.ts';
import { notificationView } from '../notification-view.ts';
import { countUnread } from '../selectors/count-unread.ts';
import type { Outlet } from '../senders/sender.ts';
import { deliveriesDue } from '../signals.ts';
import { insertDeliveries } from './insert-deliveries.ts';
import { insertInbox, type Told } from './insert-inbox.ts';
import { readReaders } from './read-readers.ts';

/**
 * Tells users, as part of the caller's transaction: inbox, deliveries, the event for their open pages and the signal
 * that wakes the deliverers are all there after the commit, or nothing is. One statement per table for any number.
 * Their users are locked until the transaction ends: tell last.
 *
 * @returns the id of each notice's row, in the order given; of the earlier row where its `dedupe_key` was told before;
 * null where nothing was to be told.
 */
export type Notify = (tx: Tx, notices: readonly Notice[]) => Promise<readonly (string | null)[]>;

export function createNotify(platform: Platform, outlets: readonly Outlet[]): Notify {
  return async (tx, notices) => {
    if (notices.length === 0) return [];
    const readers = await readReaders(tx, notices, outlets);
    const addressed = notices.map((notice) => addressNotice(cleanNotice(notice), readers, outlets));
    const somewhere = addressed.filter((one) => one !== null);
    const told = await insertInbox(tx, somewhere);
    const fresh = somewhere.flatMap((one, place) => {
      const { id, row } = told[place] ?? {};
      return id === undefined || row === null || row === undefined ? [] : [{ id, addressed: one, row }];
    });
    const is_due = await insertDeliveries(tx, fresh, { readers, now: platform.clock.now() });
    await appendCreated(platform, tx, fresh);
    if (is_due) await platform.signals.send(tx, deliveriesDue, null);
    const ids = told.map(({ id }) => id).values();
    return addressed.map((one) => (one === null ? null : (ids.next().value ?? null)));
  };
}

type Fresh = { readonly addressed: Addressed; readonly row: NonNullable<Told['row']> };

/** Says after each how many are unread then, as if they had come one by one. */
async function appendCreated(platform: Platform, tx: Tx, fresh: readonly Fresh[]): Promise<void> {
  const shown = fresh.filter(({ row }) => row.in_app);
  if (shown.length === 0) return;
  const unread = await countUnread(tx, [...new Set(shown.map(({ row }) => row.user_id))]);
  for (const { row } of shown) unread.set(row.user_id, (unread.get(row.user_id) ?? 0) - 1);
  const events = shown.map(({ row }) => {
    const now_unread = (unread.get(row.user_id) ?? 0) + 1;
    unread.set(row.user_id, now_unread);
    const data = { notification: notificationView(row), unread: now_unread };
    return { user_id: row.user_id, topic: 'notification.created', data };
  });
  await appendUserEvents(platform, tx, events);
}
