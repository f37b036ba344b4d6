import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { RouteName } from '../../contract/routes.ts';
import type { Answer, Sent } from '../../test/support/client.ts';
import type { Guest } from '../guests.ts';
import { refOf } from '../scenarios/references.ts';
import type { World } from '../world.ts';

/** What a buyer does, and the vendor after them; by its place among the walks of a round. */
export const walks = ['buy', 'cancel', 'send', 'decline', 'bank', 'leave', 'hold', 'timeout'] as const;
type Walk = (typeof walks)[number];

/** Who dies is the first of the guest's processes; the second one lives. */
const VICTIM = 0;
const ALIVE = 1;

const METHODS: Partial<Readonly<Record<Walk, string>>> = {
  decline: 'test_decline',
  bank: 'test_action',
  leave: 'test_action',
  timeout: 'test_timeout',
};

/**
 * One buyer, as a browser acts: a call that breaks is made again with the same key, until somebody answers it.
 * @returns what cannot be, or null.
 */
export async function walkThrough(world: World, guest: Guest, walk: Walk): Promise<string | null> {
  if (walk === 'hold') return hold(world, guest);
  const body = {
    basket_version: 1,
    expected_total_minor: guest.total_minor,
    payment_method: METHODS[walk] ?? 'test_approve',
  };
  const { data: group, status, errors } = await surely(guest, 'checkOut', { body });
  if (status >= 300) return `${walk}: ${JSON.stringify(errors)}`;
  const params = { id: group.id };
  const [order] = group.orders;
  if (walk === 'decline') await surely(guest, 'payAgain', { params, body: { payment_method: 'test_approve' } });
  if (walk === 'bank') await comeBack(guest, group.id, refOf(group.payment?.action_url));
  if (walk === 'leave')
    await sql`UPDATE orders.order_groups SET pay_until = now() WHERE id = ${group.id}`.execute(world.db);
  if (walk === 'leave' || walk === 'timeout')
    await sql`UPDATE orders.payments SET next_check_at = now() WHERE group_id = ${group.id} AND next_check_at IS NOT NULL`.execute(
      world.db,
    );
  if (walk === 'cancel' && order !== undefined)
    await surely(guest, 'cancelOrder', { params: { id: group.id, order_id: order.id }, body: {} });
  if (walk === 'send' && order !== undefined) {
    const { owner, vendors } = world.shop;
    const headers = { 'idempotency-key': randomUUID() };
    await owner.call('shipOrder', { params: { vendor_id: vendors[0].vendor_id, id: order.id }, body: {}, headers });
  }
  return null;
}

async function hold({ db }: World, guest: Guest): Promise<null> {
  await surely(guest, 'holdBasket', {});
  await sql`UPDATE orders.baskets SET hold_expires_at = now() WHERE id = ${guest.basket_id} AND hold_expires_at IS NOT NULL`.execute(
    db,
  );
  return null;
}

async function comeBack(guest: Guest, id: string, ref: string): Promise<void> {
  await surely(guest, 'answerTestPayment', { params: { ref }, body: { answer: 'approve' } });
  await surely(guest, 'confirmPayment', { params: { id } });
}

/** At the process that dies; where it is gone, with the same key at the one that lives. */
async function surely<N extends RouteName>(guest: Guest, name: N, sent: Sent<N>): Promise<Answer<N>> {
  const keyed = { ...sent, headers: { 'idempotency-key': randomUUID() } } as Sent<N>;
  const answer = await guest.callAt(VICTIM, name, keyed).catch(() => null);
  return answer ?? guest.callAt(ALIVE, name, keyed);
}
