import { type Consumer, consumer, on } from '../../../platform/facts/consumer.ts';
import type { Fact } from '../../../platform/facts/fact.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { accountsByIds } from '../../identity/index.ts';
import { appendUserEvents } from '../../realtime/index.ts';
import * as facts from '../facts.ts';
import type { OfGroup } from './words.ts';

/** What a buyer's open pages are told: read the checkout again. */
export const ORDER_CHANGED = 'order.changed';

/**
 * Tells a buyer's open pages of everything that happens to what they bought. A vendor's pages are told by triggers (0042),
 * and a guest's pages ask by themselves.
 */
export function orderPages(platform: Platform): Consumer {
  const tell = async (tx: Tx, { payload }: Fact<OfGroup>): Promise<void> => {
    const { buyer_id: user_id, group_id } = payload;
    // Whoever erased their account has no page open; their orders go on.
    if (user_id === null || (await accountsByIds(tx, [user_id])).length === 0) return;
    await appendUserEvents(platform, tx, [{ user_id, topic: ORDER_CHANGED, data: { group_id } }]);
  };
  return consumer('order-pages', [
    on(facts.orderCreated, tell),
    on(facts.orderPlaced, tell),
    on(facts.orderStatusChanged, tell),
    on(facts.orderCancelled, tell),
    on(facts.orderExpired, tell),
    on(facts.orderCompleted, tell),
    on(facts.paymentCaptured, tell),
    on(facts.paymentFailed, tell),
    on(facts.paymentCapturedTwice, tell),
    on(facts.surplusRefunded, tell),
    on(facts.refundRequested, tell),
    on(facts.paymentRefunded, tell),
    on(facts.refundFailed, tell),
    on(facts.shipmentCreated, tell),
    on(facts.shipmentDelivered, tell),
    on(facts.returnRequested, tell),
    on(facts.returnAnswered, tell),
    on(facts.returnReceived, tell),
  ]);
}
