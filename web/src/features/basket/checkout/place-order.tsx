import { TriangleAlert } from 'lucide-react';
import { ApiError } from '../../../lib/api.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import { messageOf } from '../../../lib/problems.ts';
import type { BasketLineView, BasketView } from '../../../lib/queries/basket.ts';
import { Button } from '../../../ui/button.tsx';
import { countOf } from '../../shop/words.ts';
import { goToFirst } from '../changed-lines.ts';
import type { PlacingOrder, Refused } from './use-place-order.ts';
import '../lines/lines.css';

interface PlaceOrderProps {
  readonly basket: BasketView;
  readonly order: PlacingOrder;
  readonly changed: readonly BasketLineView[];
  /** The address is being changed. */
  readonly editing: boolean;
}

const wanted: Readonly<Record<BasketView['missing'][number], string>> = {
  lines: 'something in the basket',
  email: 'an e-mail address',
  shipping_address: 'an address',
  shipping_methods: 'a way of sending',
  changes_accepted: 'a decision on what changed',
};

/** Pays what stands above it, or says what is missing. */
export function PlaceOrder({ basket, order, changed, editing }: PlaceOrderProps) {
  const currency = basket.currency ?? 'EUR';
  const missing = basket.missing.filter((one) => one !== 'changes_accepted');
  const ready = missing.length === 0 && changed.length === 0 && !editing;
  return (
    <div className="basket-next place-order">
      {order.refused && <WhatChanged refused={order.refused} basket={basket} />}
      <Button tone="primary" size="large" className="w-full" busy={order.busy} disabled={!ready} onClick={order.place}>
        Place order · {formatMoney(basket.total_minor, currency)}
      </Button>
      {changed.length > 0 ? (
        <p className="text-12">
          Decide on {countOf(changed.length, 'changed line')} first.{' '}
          <button type="button" className="link underline" onClick={() => goToFirst(changed)}>
            Go to the first
          </button>
        </p>
      ) : (
        <p className="text-12 text-muted">
          {editing
            ? 'Save the address first.'
            : missing.length > 0
              ? `It needs ${missing.map((one) => wanted[one]).join(', ')}.`
              : 'The price is frozen now. If a vendor cannot send a piece, it is refunded in full.'}
        </p>
      )}
    </div>
  );
}

/** Why there is no order, and what is different by now. Nothing was charged: the server said so. */
function WhatChanged({ refused, basket }: { readonly refused: Refused; readonly basket: BasketView }) {
  const { error, seen_minor } = refused;
  const money = (minor: number) => formatMoney(minor, basket.currency ?? 'EUR');
  const other = seen_minor !== null && seen_minor !== basket.total_minor;
  return (
    <div role="alert" className="line-note line-note-danger">
      <TriangleAlert className="icon-small" aria-hidden="true" />
      <span>
        <b>{other ? 'The total changed.' : 'The order was not placed.'}</b>{' '}
        {other
          ? `It was ${money(seen_minor)}, now it is ${money(basket.total_minor)}: ${money(Math.abs(basket.total_minor - seen_minor))} ${basket.total_minor > seen_minor ? 'more' : 'less'}. Nothing was charged.`
          : error instanceof ApiError && error.has('basket_changed')
            ? 'The basket changed on another device or page; what stands here is how it is now. Nothing was charged.'
            : messageOf(error)}
      </span>
    </div>
  );
}
