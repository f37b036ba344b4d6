import { type Consumer, consumer, on } from '../../../platform/facts/consumer.ts';
import type { Fact } from '../../../platform/facts/fact.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { stockLow } from '../../inventory/index.ts';
import type { Notify } from '../../notifications/index.ts';
import * as facts from '../facts.ts';
import type { SubscriptionEvent } from '../tables-told.ts';
import { ordersOfGroup } from './selectors/orders-of-group.ts';
import { queueDeliveries } from './services/queue-deliveries.ts';

/** What one vendor may know of a fact. */
export interface VendorFact {
  readonly vendor_id: string;
  readonly type: SubscriptionEvent;
  readonly data: unknown;
}

interface OfVendor {
  readonly vendor_id: string;
  readonly buyer_id: string | null;
}

/**
 * Deals facts out to the programs that vendors subscribed with: to each those of its own vendor alone, with what the vendor's
 * desk shows of its buyers too.
 */
export function vendorPrograms(platform: Platform, { notify }: { readonly notify: Notify }): Consumer {
  const queue = (tx: Tx, fact: Fact, all: readonly VendorFact[]): Promise<void> =>
    queueDeliveries({ platform, notify }, tx, { fact, all });
  /** The account of a buyer is nothing that a vendor sees. */
  const ofOrder =
    (type: SubscriptionEvent) =>
    async (tx: Tx, fact: Fact<OfVendor>): Promise<void> => {
      const { buyer_id: _, ...data } = fact.payload;
      await queue(tx, fact, [{ vendor_id: data.vendor_id, type, data }]);
    };
  return consumer('subscriptions', [
    on(facts.orderPlaced, ofOrder('order.placed')),
    on(facts.orderCancelled, ofOrder('order.cancelled')),
    on(facts.orderCompleted, ofOrder('order.completed')),
    on(facts.paymentRefunded, ofOrder('payment.refunded')),
    on(facts.shipmentCreated, ofOrder('shipment.created')),
    on(facts.shipmentDelivered, ofOrder('shipment.delivered')),
    on(facts.returnRequested, ofOrder('return.requested')),
    on(facts.returnReceived, ofOrder('return.received')),
    on(facts.paymentCaptured, async (tx, fact) => {
      // One payment may be for several vendors: each hears of its own part.
      const parts = await ordersOfGroup(tx, fact.payload.group_id);
      await queue(
        tx,
        fact,
        parts.map(({ vendor_id, ...data }) => ({ vendor_id, type: 'payment.captured', data: { vendor_id, ...data } })),
      );
    }),
    on(stockLow, async (tx, fact) => {
      const { vendor_id } = fact.payload;
      await queue(tx, fact, [{ vendor_id, type: 'stock.low', data: fact.payload }]);
    }),
  ]);
}
