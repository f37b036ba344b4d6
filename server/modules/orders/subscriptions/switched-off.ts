import type { Notice } from '../../notifications/index.ts';
import type { SubscriptionRow } from './subscription.ts';

/** What the owners of a vendor are told of a program of theirs that is switched off. */
export function switchedOffNotices(of: {
  readonly subscription: Pick<SubscriptionRow, 'id' | 'vendor_id' | 'name'>;
  readonly reason: string;
  readonly owners: readonly string[];
  readonly at: Date;
}): Notice[] {
  const { subscription, reason, owners, at } = of;
  const { id, vendor_id, name } = subscription;
  return owners.map((user_id) => ({
    user_id,
    kind: 'delivery',
    dedupe_key: `subscription off:${id}:${at.getTime()}`,
    group: `subscription:${id}`,
    title: `The subscription "${name}" is switched off`,
    body: `${reason} What waits for it is sent when you switch it on again, within 30 days.`,
    facts: [],
    link: `/inventory/${vendor_id}/selling`,
    symbol: null,
    alert_id: null,
    firing_id: null,
    simulated: false,
    channels: ['in_app', 'email', 'push'],
    at,
  }));
}
