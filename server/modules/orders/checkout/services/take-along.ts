import { sql } from 'kysely';
import type { Cookie, RequestInfo } from '../../../../platform/http/route.ts';
import { guestCookieName } from '../../../../platform/http/session-cookie.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { joinBaskets } from '../../basket/services/join-baskets.ts';
import { hashOf } from '../../buyer.ts';
import { inOrders } from '../../services/in-orders.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';

/**
 * Takes along what a guest put into a basket and bought, now that they have signed in: what was bought with the very token
 * they show, and nothing by its e-mail address, which anybody may type. The token opens none of it any more.
 *
 * Being signed in does not depend on it: where it fails, it is tried again at the next sign-in.
 *
 * @returns cookies to set.
 */
export async function takeAlong(
  platform: Platform,
  user: { readonly id: string; readonly is_demo: boolean },
  request: Pick<RequestInfo, 'guest_token'>,
): Promise<readonly Cookie[]> {
  const { guest_token } = request;
  // The demo account is everybody's: nothing becomes its own.
  if (guest_token === null || user.is_demo) return [];
  const guest_hash = hashOf(guest_token);
  const at = platform.clock.now();
  try {
    await inOrders(platform, { user_id: user.id }, (tx) => claimGroups(tx, { user_id: user.id, guest_hash, at }));
    const is_all = await inOrders(platform, { user_id: user.id }, (tx) =>
      joinBaskets(tx, { user_id: user.id, guest_hash, at }),
    );
    return is_all ? [{ name: guestCookieName(platform.config), value: '', max_age_s: 0 }] : [];
  } catch (err) {
    platform.log.error({ err, user_id: user.id }, 'what a guest had could not be taken along');
    return [];
  }
}

/** Groups before their orders, as everywhere. */
async function claimGroups(
  tx: OrdersTx,
  { user_id, guest_hash, at }: { readonly user_id: string; readonly guest_hash: string; readonly at: Date },
): Promise<void> {
  const groups = await ordersTables(tx)
    .selectFrom('order_groups')
    .where('guest_hash', '=', guest_hash)
    .where('user_id', 'is', null)
    .orderBy('id')
    .select('id')
    .forUpdate()
    .execute();
  if (groups.length === 0) return;
  const ids = groups.map(({ id }) => id);
  await ordersTables(tx)
    .updateTable('order_groups')
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .set({ user_id, guest_hash: null, updated_at: at })
    .execute();
  await sql`
    WITH own AS MATERIALIZED (SELECT id FROM orders.orders WHERE group_id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE)
    UPDATE orders.orders SET buyer_id = ${user_id} WHERE id IN (SELECT id FROM own)`.execute(tx);
}
