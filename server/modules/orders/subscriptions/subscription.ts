import type { Selectable } from 'kysely';
import type { SubscriptionDeliveryView, SubscriptionView } from '../../../../contract/selling.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { ToldTables } from '../tables-told.ts';

export type SubscriptionRow = Selectable<ToldTables['subscriptions']>;
export type DeliveryRow = Selectable<ToldTables['subscription_deliveries']>;

/** One that failed this often in a row, and for this long, is switched off. */
export const FAILURES_MIN = 10;
export const FAILING_MS_MAX = 3 * 24 * 3_600_000;
/** Deliveries that may wait for one; with more it is switched off, and what waits is sent when it is on again. */
export const WAITING_MAX = 10_000;
/** The log of deliveries is kept this long, and what waits with it. */
export const KEPT_MS = 30 * 24 * 3_600_000;

/** What its owners see: everything but the secret. */
export function subscriptionView(row: SubscriptionRow): SubscriptionView {
  const { id, name, url, events, enabled, disabled_reason, created_at, last_delivery_at } = row;
  return {
    id,
    name,
    url,
    events,
    enabled,
    disabled_reason,
    created_at: created_at.toISOString(),
    last_delivery_at: last_delivery_at?.toISOString() ?? null,
  };
}

export const deliveryColumns = [
  'id',
  'event_id',
  'type',
  'state',
  'attempts',
  'last_status',
  'last_error',
  'next_attempt_at',
  'created_at',
  'sent_at',
] as const;

export function deliveryView(row: Pick<DeliveryRow, (typeof deliveryColumns)[number]>): SubscriptionDeliveryView {
  const { id, event_id, type, state, attempts, last_status, last_error } = row;
  return {
    id,
    event_id,
    type,
    state,
    attempts,
    last_status,
    last_error,
    next_attempt_at: row.next_attempt_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    sent_at: row.sent_at?.toISOString() ?? null,
  };
}

/** The key that signs what is sent: it follows from the id, and stands in no table. */
export function signingKey({ secrets }: Pick<Platform, 'secrets'>, id: string): Buffer {
  return secrets.derive(`orders.subscription ${id}`);
}

/** As receivers are given it (Standard Webhooks). */
export function secretText(platform: Pick<Platform, 'secrets'>, id: string): string {
  return `whsec_${signingKey(platform, id).toString('base64')}`;
}
