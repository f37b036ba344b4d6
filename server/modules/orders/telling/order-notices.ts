import { type Consumer, consumer } from '../../../platform/facts/consumer.ts';
import type { Fact } from '../../../platform/facts/fact.ts';
import { staffOf } from '../../inventory/index.ts';
import type { Notice, Notify } from '../../notifications/index.ts';
import { buyerTold } from './buyer-words.ts';
import { saleTold } from './sale-words.ts';
import { isTestMoney } from './selectors/is-test-money.ts';
import type { OfGroup, OfOrder, Words } from './words.ts';
import { withTestMoney } from './words.ts';

/** Tells people with an account: of what they bought, and of what was bought in a shop whose orders they handle. */
export function orderNotices({ notify }: { readonly notify: Notify }): readonly Consumer[] {
  const purchases = buyerTold.map((one) =>
    one.hear(async (tx, fact, words) => {
      const { buyer_id, group_id } = fact.payload;
      if (buyer_id === null) return;
      const said = (await isTestMoney(tx, group_id)) ? withTestMoney(words) : words;
      await notify(tx, [purchase(fact, said, buyer_id)]);
    }),
  );
  const sales = saleTold.map((one) =>
    one.hear(async (tx, fact, words) => {
      const readers = await staffOf(tx, fact.payload.vendor_id, 'clerk');
      const said = (await isTestMoney(tx, fact.payload.group_id)) ? withTestMoney(words) : words;
      await notify(
        tx,
        readers.map((user_id) => sale(fact, said, user_id)),
      );
    }),
  );
  return [consumer('order-notices', purchases), consumer('sale-notices', sales)];
}

const everywhere = {
  symbol: null,
  alert_id: null,
  firing_id: null,
  simulated: false,
  channels: ['in_app', 'email', 'webhook', 'push'],
} as const;

function purchase(fact: Fact<OfGroup>, words: Words, user_id: string): Notice {
  const { group_id } = fact.payload;
  return {
    ...everywhere,
    ...words,
    user_id,
    kind: 'purchase',
    dedupe_key: `purchase:${fact.event_id}`,
    group: `purchase:${group_id}`,
    link: `/orders/${group_id}`,
    at: fact.occurred_at,
  };
}

function sale(fact: Fact<OfOrder>, words: Words, user_id: string): Notice {
  const { vendor_id, order_id } = fact.payload;
  return {
    ...everywhere,
    ...words,
    user_id,
    kind: 'sale',
    dedupe_key: `sale:${fact.event_id}`,
    group: `sale:${order_id}`,
    link: `/inventory/${vendor_id}/orders/${order_id}`,
    at: fact.occurred_at,
  };
}
