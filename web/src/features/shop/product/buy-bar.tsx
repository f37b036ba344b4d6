import { useState } from 'react';
import { formatMoney } from '../../../lib/format/money.ts';
import { Button } from '../../../ui/button.tsx';
import { addToBasket } from '../../basket/change-basket.ts';
import { nameOf, stateName } from '../words.ts';
import { useHeld } from './buy-panel.tsx';
import type { ProductParts } from './product-page.tsx';
import { useTellMe } from './tell-me.tsx';

/** At the bottom of a phone: the chosen state, what it costs, and the one next step. */
export function BuyBar({ product, state, offer }: ProductParts) {
  const [busy, setBusy] = useState(false);
  const held = useHeld(offer?.listing_id);
  const tellMe = useTellMe(product.currency);
  if (state === null) return null;
  if (offer === undefined) {
    return (
      <div className="buy-bar">
        <p className="text-12 text-muted">{stateName(state.state)}, none on offer</p>
        <Button tone="primary" className="grow" onClick={() => tellMe(state)}>
          Tell me
        </Button>
      </div>
    );
  }
  const { listing_id, price_minor, available, currency } = offer;
  const add = async () => {
    setBusy(true);
    await addToBasket({ listing_id, title: nameOf(product), quantity: 1, price_minor, available });
    setBusy(false);
  };
  return (
    <div className="buy-bar">
      <p className="text-12 text-muted">
        {stateName(state.state)}, {state.available} left
        <span className="buy-bar-price">{formatMoney(price_minor, currency)}</span>
      </p>
      <Button tone="primary" className="grow" busy={busy} disabled={held >= available} onClick={() => void add()}>
        {held >= available ? 'In your basket' : 'Add to basket'}
      </Button>
    </div>
  );
}
