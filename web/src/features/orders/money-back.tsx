import type { OrderView } from '../../../../contract/orders.ts';
import { formatMoney } from '../../lib/format/money.ts';
import { moneyBackFor } from './outcome.ts';
import type { Chosen } from './piece-picker.tsx';

export interface MoneyBackProps {
  readonly order: OrderView;
  readonly pieces: Chosen;
  readonly to: 'you' | 'the buyer';
}

/** What cancelling the chosen pieces gives back, before one does it. */
export function MoneyBack({ order, pieces, to }: MoneyBackProps) {
  const { amount_minor, shipping_minor } = moneyBackFor(order, pieces);
  const money = (minor: number) => formatMoney(minor, order.currency);
  if (amount_minor === 0) return <>Nothing is left to give back for these.</>;
  return (
    <>
      <strong>{money(amount_minor)}</strong> goes back to {to}
      {shipping_minor > 0 && `, ${money(shipping_minor)} of it for shipping`}.
    </>
  );
}
