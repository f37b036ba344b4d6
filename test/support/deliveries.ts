import { sql } from 'kysely';
import type { NotificationView } from '../../contract/notifications.ts';
import type { DeliveryJob } from '../../server/modules/notifications/senders/sender.ts';
import type { Member } from '../../server/platform/actor.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';

/** A Premium account, as of a call of its own. */
export async function newMember(db: Db): Promise<Member> {
  const user_id = newId();
  await sql`INSERT INTO identity.users (id, email, name, tier, role, is_demo, created_at)
    VALUES (${user_id}, ${`${user_id}@example.org`}, 'Ada', 'premium', 'user', false, now())`.execute(db);
  const rights = { tier: 'premium', role: 'user', is_demo: false } as const;
  return { kind: 'member', user_id, ...rights, session_id: newId(), via: 'cookie', expires_at_ms: 0 };
}

/** A delivery of one fired alert, as a sender is given it. */
export function deliveryJob(
  { channel, target_id, user_id }: Pick<DeliveryJob, 'channel' | 'target_id' | 'user_id'>,
  more: Partial<NotificationView> = {},
): DeliveryJob {
  const notification: NotificationView = {
    id: newId(),
    kind: 'alert_fired',
    title: 'AAPL crossed 200',
    body: 'At 200.12 USD.',
    facts: [],
    link: null,
    group: 'alert:1',
    symbol: 'AAPL',
    alert_id: null,
    firing_id: null,
    simulated: false,
    read_at: null,
    created_at: new Date(0).toISOString(),
    ...more,
  };
  const account = { id: user_id, email: 'ada@example.org', name: 'Ada', tier: 'premium', is_demo: false } as const;
  return {
    id: newId(),
    user_id,
    channel,
    target_id,
    attempt: 1,
    attempts_max: 9,
    created_at: new Date(0),
    notifications: [notification],
    held_for: null,
    account: { ...account, time_zone: 'UTC' },
  };
}
