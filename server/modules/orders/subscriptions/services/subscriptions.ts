import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import { SUBSCRIPTIONS_MAX } from '../../../../../contract/orders-terms.ts';
import type { BodyOf, ParamsOf, ReplyOf } from '../../../../../contract/schemas.ts';
import type { SubscriptionView } from '../../../../../contract/selling.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/db/transaction.ts';
import { newId } from '../../../../platform/ids.ts';
import type { OutboundClient } from '../../../../platform/outbound/outbound-client.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../../inventory/index.ts';
import { readWebhookUrl } from '../../../notifications/index.ts';
import { ordersTables } from '../../tables.ts';
import { subscriptionsDue } from '../signals.ts';
import { secretText, subscriptionView } from '../subscription.ts';

/** In the order in which they were made. @throws AppError those of `asStaff`. */
export function listSubscriptions(platform: Platform, actor: Member, vendor_id: string): Promise<SubscriptionView[]> {
  return asStaff(platform, { actor, vendor_id, route: 'listSubscriptions' }, async (tx) => {
    const rows = await ordersTables(tx)
      .selectFrom('subscriptions')
      .where('vendor_id', '=', vendor_id)
      .orderBy('id')
      .limit(SUBSCRIPTIONS_MAX)
      .selectAll()
      .execute();
    return rows.map(subscriptionView);
  });
}

/**
 * Adds one whose address is resolved and checked first, by an owner alone.
 * @returns it with its secret, which is shown this once.
 * @throws AppError `webhook_url_refused`, `subscription_limit`, those of `asStaff`.
 */
export async function createSubscription(
  platform: Platform,
  client: OutboundClient,
  call: { readonly actor: Member } & ParamsOf<'createSubscription'> & BodyOf<'createSubscription'>,
): Promise<ReplyOf<'createSubscription'>> {
  const { actor, vendor_id, name, events } = call;
  const as = { actor, vendor_id, route: 'createSubscription' } as const;
  // Nobody else makes us resolve names.
  await asStaff(platform, as, (tx) => refuseMore(tx, vendor_id));
  const url = await readWebhookUrl(client, call.url, 'standard');
  const row = await asStaff(platform, as, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`orders.subscriptions.${vendor_id}`}, 0))`.execute(tx);
    await refuseMore(tx, vendor_id);
    const created_at = platform.clock.now();
    return ordersTables(tx)
      .insertInto('subscriptions')
      .values({ id: newId(), vendor_id, name, url, events, enabled: true, created_at })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
  return { ...subscriptionView(row), secret: secretText(platform, row.id) };
}

async function refuseMore(tx: Tx, vendor_id: string): Promise<void> {
  const { count } = await ordersTables(tx)
    .selectFrom('subscriptions')
    .where('vendor_id', '=', vendor_id)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) >= SUBSCRIPTIONS_MAX) throw new AppError('subscription_limit', { limit: SUBSCRIPTIONS_MAX });
}

/**
 * Changes one, or switches it on or off. Another address, and switching on, start its failures anew.
 * @throws AppError `subscription_unknown`, `webhook_url_refused`, those of `asStaff`.
 */
export async function updateSubscription(
  platform: Platform,
  client: OutboundClient,
  call: { readonly actor: Member } & ParamsOf<'updateSubscription'> & BodyOf<'updateSubscription'>,
): Promise<SubscriptionView> {
  const { actor, vendor_id, id, name, events, enabled } = call;
  const as = { actor, vendor_id, route: 'updateSubscription' } as const;
  await asStaff(platform, as, (tx) => refuseUnknown(tx, { vendor_id, id }));
  const url = call.url === undefined ? undefined : await readWebhookUrl(client, call.url, 'standard');
  const row = await asStaff(platform, as, async (tx) => {
    const changed = await ordersTables(tx)
      .updateTable('subscriptions')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .set({
        ...(name === undefined ? {} : { name }),
        ...(events === undefined ? {} : { events }),
        ...(url === undefined ? {} : { url }),
        ...(enabled === undefined ? {} : { enabled, disabled_reason: null }),
        ...(url !== undefined || enabled === true ? { failures: 0, failing_since: null } : {}),
      })
      .returningAll()
      .executeTakeFirst();
    await platform.signals.send(tx, subscriptionsDue, null);
    return changed;
  });
  if (row === undefined) throw new AppError('subscription_unknown');
  return subscriptionView(row);
}

/** Ends one, with its log and what waits. @returns its name. @throws AppError `subscription_unknown`, those of `asStaff`. */
export function deleteSubscription(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'deleteSubscription'>,
): Promise<string> {
  return asStaff(platform, { actor, vendor_id, route: 'deleteSubscription' }, async (tx) => {
    const row = await ordersTables(tx)
      .deleteFrom('subscriptions')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .returning('name')
      .executeTakeFirst();
    if (row === undefined) throw new AppError('subscription_unknown');
    return row.name;
  });
}

/** @throws AppError `subscription_unknown` */
export async function refuseUnknown(
  tx: Tx,
  { vendor_id, id }: { readonly vendor_id: string; readonly id: string },
): Promise<void> {
  const row = await ordersTables(tx)
    .selectFrom('subscriptions')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst();
  if (row === undefined) throw new AppError('subscription_unknown');
}
