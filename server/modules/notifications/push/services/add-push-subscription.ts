import { AppError } from '../../../../../contract/errors.ts';
import { PUSH_SUBSCRIPTIONS_MAX } from '../../../../../contract/notifications.ts';
import type { BodyOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { inTransaction, type Tx } from '../../../../platform/db/transaction.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { OutboundClient } from '../../../../platform/outbound/outbound-client.ts';
import { RefusedAddressError } from '../../../../platform/outbound/outbound-target.ts';
import { refuseWithoutChannel } from '../../refuse-channel.ts';
import { dropWaiting } from '../../services/drop-waiting.ts';
import { lockFor } from '../../services/lock-for.ts';
import { outlets, type PushSubscriptionRow } from '../../tables-outlets.ts';
import { areBrowserKeys, type BrowserKeys } from '../encrypt-push.ts';
import { CLIENT_LENGTH_MAX, pushSubscriptionView, type PushSubscriptionView } from '../push-subscription.ts';

/** The browser's subscription ended, or another account took it over. */
export const BROWSER_GONE = 'The browser takes no messages any more';

/**
 * Adds the browser that calls, or keeps it where it is known. A browser that was another account's is this account's
 * from now on: whoever sits before it must not read what the other is told.
 *
 * @throws AppError `demo_protected`, `channel_unavailable`, `push_endpoint_refused`, `push_limit`.
 */
export async function addPushSubscription(
  platform: Platform,
  client: OutboundClient,
  call: { readonly actor: Member; readonly body: BodyOf<'addPushSubscription'>; readonly user_agent: string },
): Promise<PushSubscriptionView> {
  const { actor, body } = call;
  refuseWithoutChannel(actor, 'push');
  const keys = readKeys(body.keys);
  const endpoint = await readEndpoint(client, body.endpoint);
  const browser = { ...keys, endpoint, client: call.user_agent.slice(0, CLIENT_LENGTH_MAX).toWellFormed() };
  return inTransaction(platform.db, async (tx) => {
    await lockFor(tx, `browser ${endpoint}`);
    const known = await outlets(tx)
      .selectFrom('push_subscriptions')
      .where('endpoint', '=', endpoint)
      .select(['id', 'user_id'])
      .executeTakeFirst();
    const is_own = known?.user_id === actor.user_id;
    if (known !== undefined && !is_own) await takeOver(tx, known.id);
    const kept = known !== undefined && is_own ? await renew(tx, known.id, browser) : undefined;
    return pushSubscriptionView(kept ?? (await insert(tx, platform, { ...browser, user_id: actor.user_id })));
  });
}

type Browser = BrowserKeys & Pick<PushSubscriptionRow, 'endpoint' | 'client'>;

/** @returns undefined where it was removed in this moment. */
async function renew(tx: Tx, id: string, browser: Browser): Promise<PushSubscriptionRow | undefined> {
  return outlets(tx)
    .updateTable('push_subscriptions')
    .set(browser)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
}

async function takeOver(tx: Tx, id: string): Promise<void> {
  await dropWaiting(tx, { target_id: id, reason: BROWSER_GONE });
  await outlets(tx).deleteFrom('push_subscriptions').where('id', '=', id).execute();
}

async function insert(
  tx: Tx,
  platform: Platform,
  browser: Browser & { readonly user_id: string },
): Promise<PushSubscriptionRow> {
  await lockFor(tx, `browsers of ${browser.user_id}`);
  const { count } = await outlets(tx)
    .selectFrom('push_subscriptions')
    .where('user_id', '=', browser.user_id)
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  if (Number(count) >= PUSH_SUBSCRIPTIONS_MAX) throw new AppError('push_limit', { limit: PUSH_SUBSCRIPTIONS_MAX });
  return outlets(tx)
    .insertInto('push_subscriptions')
    .values({ ...browser, id: newId(), created_at: platform.clock.now() })
    .returningAll()
    .executeTakeFirstOrThrow();
}

function readKeys(keys: { readonly p256dh: string; readonly auth: string }): BrowserKeys {
  const read = { p256dh: Buffer.from(keys.p256dh, 'base64url'), auth: Buffer.from(keys.auth, 'base64url') };
  if (!areBrowserKeys(read)) throw refused('Its keys are not those of a browser.', '/keys');
  return read;
}

async function readEndpoint(client: OutboundClient, text: string): Promise<string> {
  try {
    return (await client.check(text)).href;
  } catch (error) {
    if (error instanceof RefusedAddressError) throw refused(error.message, '/endpoint');
    throw error;
  }
}

function refused(detail: string, pointer: string): AppError {
  return new AppError('push_endpoint_refused', { detail, pointer });
}
