import { sql } from 'kysely';
import type { Notify } from '../../server/modules/notifications/services/notify.ts';
import type { Notice } from '../../server/modules/notifications/notice.ts';
import type { Outlet, Outcome, DeliveryJob } from '../../server/modules/notifications/senders/sender.ts';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Platform } from '../../server/platform/platform.ts';
import type { AccountTier } from '../../contract/tiers.ts';
import type { TestDatabase } from './database.ts';

let counted = 0;

/** Something to tell; different each time. */
export function aNotice(user_id: string, changes: Partial<Notice> = {}): Notice {
  counted += 1;
  return {
    user_id,
    kind: 'alert_fired',
    dedupe_key: `firing:${counted}`,
    group: 'alert:one',
    title: `AAPL crossed ${counted}.00`,
    body: `AAPL crossed ${counted}.00 upwards.`,
    facts: [{ label: 'Price', value: `${counted}.05 USD` }],
    link: `/alerts?firing=${counted}`,
    symbol: 'AAPL',
    alert_id: newId(),
    firing_id: newId(),
    simulated: true,
    channels: ['in_app', 'email'],
    at: new Date('2026-01-05T15:00:00.000Z'),
    ...changes,
  };
}

/** Accounts straight in the database. */
export async function makeUsers(
  { db }: TestDatabase,
  count: number,
  tier: AccountTier = 'standard',
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await sql`INSERT INTO identity.users (id, email, name, tier, role, created_at)
    SELECT id, id || '@example.org', 'Someone', ${tier}, 'user', now()
    FROM unnest(${ids}::uuid[]) AS id`.execute(db);
  return ids;
}

/** Tells in a transaction of its own. */
export function tell(platform: Platform, notify: Notify, notices: readonly Notice[]): ReturnType<Notify> {
  return inTransaction(platform.db, (tx) => notify(tx, notices));
}

export interface FakeOutlet extends Outlet {
  readonly jobs: DeliveryJob[];
  /** What the next sends come to; `sent` without it. */
  answer: (job: DeliveryJob) => Outcome | Promise<Outcome>;
}

/** A channel that sends nothing but remembers what it was given; by default one target per user, the user. */
export function fakeOutlet(channel: 'email' | 'webhook' | 'push', more: Partial<Outlet> = {}): FakeOutlet {
  const outlet: FakeOutlet = {
    jobs: [],
    answer: () => ({ kind: 'sent', code: 250 }),
    concurrency: 4,
    sender: {
      channel,
      retry_ms: [60_000, 300_000, 1_800_000],
      send: async (job) => {
        outlet.jobs.push(job);
        return outlet.answer(job);
      },
    },
    targets: async (_, user_ids) =>
      user_ids.map((user_id) => ({
        user_id,
        id: user_id,
        name: `${channel} of ${user_id}`,
        waits_in_quiet_hours: true,
      })),
    ...more,
  };
  return outlet;
}
