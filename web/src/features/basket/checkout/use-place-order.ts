import { useRef, useState } from 'react';
import { ApiError } from '../../../lib/api.ts';
import type { BasketView } from '../../../lib/queries/basket.ts';
import { readBasketAgain } from '../change-basket.ts';
import { placeOrder } from './pay.ts';

/** What came of the last try, where it was not an order. */
export interface Refused {
  readonly error: unknown;
  /** The total that was seen, in minor units, where another one is asked now. */
  readonly seen_minor: number | null;
}

export interface PlacingOrder {
  readonly busy: boolean;
  readonly refused: Refused | null;
  readonly place: () => void;
}

/** The button that pays. What is refused is read again, so that the page says what changed. */
export function usePlaceOrder(basket: BasketView, method: string | null): PlacingOrder {
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused | null>(null);
  // A second press comes before the first one is drawn.
  const running = useRef(false);
  const place = async () => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setRefused(null);
    try {
      await placeOrder(basket, method);
    } catch (error) {
      const changed = error instanceof ApiError && (error.has('total_changed') || error.has('basket_changed'));
      setRefused({ error, seen_minor: changed ? basket.total_minor : null });
      if (error instanceof ApiError) await readBasketAgain();
    }
    running.current = false;
    setBusy(false);
  };
  return { busy, refused, place: () => void place() };
}
