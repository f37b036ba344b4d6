import { sql } from 'kysely';
import type { Platform } from '../../../platform/platform.ts';
import { tiers } from '../../../../contract/tiers.ts';
import { accountsByIds } from '../../identity/index.ts';
import { closedBecause } from '../delivery-plan.ts';
import { notificationView, viewColumns } from '../notification-view.ts';
import type { DeliveryJob } from '../senders/sender.ts';
import type { Claimed } from '../services/claim-deliveries.ts';
import { notifications } from '../tables.ts';
import { preferencesOf } from './get-preferences.ts';

/** A claimed delivery with what is to be sent, and what of it no longer is. */
export interface LoadedJob {
  readonly claimed: Claimed;
  /** Null when nothing is left to send. */
  readonly job: DeliveryJob | null;
  /** Deliveries that this message carries, itself among them, which are not wanted any more, with the reason. */
  readonly closed: ReadonlyMap<string, string>;
}

/**
 * Puts together what is to be sent, as of now: who unsubscribed, switched a kind off or left a plan since it was queued
 * is not sent it.
 */
export async function loadJobs(platform: Platform, all: readonly Claimed[]): Promise<LoadedJob[]> {
  const users = [...new Set(all.map(({ user_id }) => user_id))];
  const accounts = new Map((await accountsByIds(platform.db, users)).map((account) => [account.id, account]));
  const preferences = await preferencesOf(platform.db, users);
  const parts = await partsOf(platform, all);
  return all.map((claimed) => {
    const { id, user_id, channel, target_id, attempts, attempts_max, created_at, held_for } = claimed;
    const account = accounts.get(user_id);
    const preference = preferences.get(user_id);
    const mine = parts.get(id) ?? [];
    if (account === undefined || preference === undefined) return { claimed, job: null, closed: new Map() };
    const in_plan = tiers[account.tier].channels.some((one) => one === channel);
    const closed = new Map<string, string>();
    for (const { delivery_id, view } of mine) {
      const reason = in_plan ? closedBecause(view, channel, preference) : 'Your plan does not have this channel';
      if (reason !== null) closed.set(delivery_id, reason);
    }
    const open = mine.filter(({ delivery_id }) => !closed.has(delivery_id)).map(({ view }) => view);
    if (open.length === 0) return { claimed, job: null, closed };
    const { email, name, tier, is_demo } = account;
    const recipient = { id: user_id, email, name, tier, is_demo, time_zone: preference.time_zone };
    const of = { id, user_id, channel, target_id, attempt: attempts, attempts_max, created_at };
    const job = { ...of, notifications: open, held_for: open.length === 1 ? null : held_for, account: recipient };
    return { claimed, job, closed };
  });
}

interface Part {
  readonly delivery_id: string;
  readonly view: ReturnType<typeof notificationView>;
}

/** What each message tells, the oldest first: its own notification and those it carries. */
async function partsOf(platform: Platform, all: readonly Claimed[]): Promise<Map<string, Part[]>> {
  const ids = all.map(({ id }) => id);
  const rows = await notifications(platform.db)
    .selectFrom('deliveries')
    .innerJoin('inbox', 'inbox.id', 'deliveries.notification_id')
    .where((eb) =>
      eb.or([
        sql<boolean>`deliveries.id = ANY(${ids}::uuid[])`,
        eb.and([sql<boolean>`deliveries.carried_by = ANY(${ids}::uuid[])`, eb('deliveries.status', '=', 'pending')]),
      ]),
    )
    .orderBy('deliveries.id')
    .select(viewColumns.map((column) => `inbox.${column}` as const))
    .select(['deliveries.id as delivery_id', 'deliveries.carried_by'])
    .execute();
  const parts = new Map<string, Part[]>();
  for (const { delivery_id, carried_by, ...row } of rows) {
    const message = carried_by ?? delivery_id;
    parts.set(message, [...(parts.get(message) ?? []), { delivery_id, view: notificationView(row) }]);
  }
  return parts;
}
