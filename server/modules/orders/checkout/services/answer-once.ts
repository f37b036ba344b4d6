import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { claimKey, keepAnswer, type Named } from '../../../../platform/once.ts';
import type { Idempotency } from '../../../../platform/http/route.ts';
import { orderToken } from '../../buyer.ts';
import type { OrdersContext } from '../../context.ts';
import { inOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';
import { groupView } from '../selectors/find-group.ts';

/**
 * Answers a checkout as it stands, and keeps that for its key: whoever asks again with it gets these bytes. The token of a
 * guest is made anew for each answer, and stands in no table.
 */
export async function answerOnce(
  context: OrdersContext,
  { scope, idempotency, group_id }: { readonly scope: string; idempotency: Idempotency; group_id: string },
): Promise<OrderGroupView> {
  const { platform } = context;
  const answer = await inOrders(platform, { user_id: null }, async (tx) => {
    const named: Named = { scope, idempotency, at: platform.clock.now() };
    const kept = await claimKey(tx, named);
    if (kept?.answer != null) return kept.answer;
    const group = await ordersTables(tx)
      .selectFrom('order_groups')
      .where('id', '=', group_id)
      .selectAll()
      .executeTakeFirstOrThrow();
    const text = JSON.stringify(await groupView(tx, group));
    await keepAnswer(tx, named, text);
    return text;
  });
  return withToken(context, scope, answer);
}

/** An answer that was kept, as it was given. */
export function withToken({ platform }: OrdersContext, scope: string, answer: string): OrderGroupView {
  const view = JSON.parse(answer) as OrderGroupView;
  return scope.startsWith('guest:') ? { ...view, order_token: orderToken(platform, view.id) } : view;
}
