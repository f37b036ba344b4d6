import { AppError } from '../../../../contract/errors.ts';
import type { VendorOrderView } from '../../../../contract/orders.ts';
import { returnTransitions, type ReturnStatus } from '../../../../contract/orders-terms.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import { told } from '../../../platform/facts/record.ts';
import { returnAnswered } from '../facts.ts';
import { ofOrder } from '../order-facts.ts';
import { ordersTables } from '../tables.ts';
import { appendEvent } from './append-events.ts';
import { atDesk, type DeskCall, type DeskWork } from './at-desk.ts';

/** Lets a return come, or refuses it. @throws AppError `return_unknown`, `illegal_transition`, those of `atDesk`. */
export function answerReturn(
  call: Omit<DeskCall, 'route' | 'idempotency'>,
  return_id: string,
  { approve, answer }: BodyOf<'answerReturn'>,
): Promise<VendorOrderView> {
  return atDesk({ ...call, route: 'answerReturn', idempotency: null }, async (work) => {
    const { order, at, by, tx } = work;
    const one = await moveReturn(work, return_id, { to: approve ? 'approved' : 'refused', answer });
    const words = `Return ${one.number} was ${approve ? 'approved' : 'refused'}`;
    await appendEvent(tx, { vendor_id: order.vendor_id, order_id: order.id }, at, {
      type: approve ? 'return_approved' : 'return_refused',
      ...by,
      text: answer === '' ? `${words}.` : `${words}: ${answer}`,
      data: { return_id },
    });
    const { number: return_number, reason } = one;
    const said = { return_id, return_number, reason, answer, approved: approve };
    return [told(returnAnswered, order.id, { ...ofOrder(work), ...said })];
  });
}

/** Takes a return to another status. @throws AppError `return_unknown`, `illegal_transition` `{ from, to, allowed }`. */
export async function moveReturn(
  { tx, order, at }: DeskWork,
  return_id: string,
  { to, answer }: { readonly to: ReturnStatus; readonly answer?: string },
): Promise<{ readonly number: number; readonly reason: string; readonly answer: string }> {
  const one = await ordersTables(tx)
    .selectFrom('returns')
    .where('vendor_id', '=', order.vendor_id)
    .where('order_id', '=', order.id)
    .where('id', '=', return_id)
    .select(['number', 'status', 'reason', 'answer'])
    .executeTakeFirst();
  if (one === undefined) throw new AppError('return_unknown');
  const allowed = returnTransitions[one.status];
  if (!allowed.includes(to)) throw new AppError('illegal_transition', { from: one.status, to, allowed: [...allowed] });
  await ordersTables(tx)
    .updateTable('returns')
    .where('vendor_id', '=', order.vendor_id)
    .where('id', '=', return_id)
    .where('status', '=', one.status)
    .set({ status: to, updated_at: at, ...(answer === undefined ? {} : { answer }) })
    .execute();
  return one;
}
