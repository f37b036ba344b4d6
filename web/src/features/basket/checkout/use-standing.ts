import { useEffect, useEffectEvent } from 'react';
import type { OrderGroupView } from '../../../../../contract/orders.ts';
import { type Paying, setPaying } from '../paying.ts';
import { askPayment, orderAddress } from './pay.ts';
import { type Stage, stageOf } from './stage.ts';

/** The provider is asked this often how a payment stands that it has not answered for. */
const ASK_MS = 2_000;

interface Following {
  /** The buyer has confirmed: what the provider says next is awaited. */
  readonly confirmed?: boolean;
  /** Goes to the order, once it is paid. */
  readonly leave: (address: string) => void;
}

/** Where an order stands on its way to being paid: asked at the provider at first, and again while an answer is due. */
export function useStanding(paying: Paying, group: OrderGroupView, { confirmed = false, leave }: Following): Stage {
  const stage = stageOf(group);
  const ask = useEffectEvent(() => void askPayment(paying).catch(() => undefined));
  // Come back from a bank, or after a reload: the provider knows better than what was kept.
  useEffect(() => ask(), []);
  const due = stage === 'asked' || (stage === 'action' && confirmed);
  useEffect(() => {
    if (!due) return undefined;
    const timer = setInterval(() => ask(), ASK_MS);
    return () => clearInterval(timer);
  }, [due]);
  const goToOrder = useEffectEvent(() => {
    const address = orderAddress(paying);
    setPaying(null);
    leave(address);
  });
  useEffect(() => {
    if (stage === 'paid') goToOrder();
  }, [stage]);
  return stage;
}
