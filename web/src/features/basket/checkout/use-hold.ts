import { useEffect, useEffectEvent, useState } from 'react';
import { ApiError } from '../../../lib/api.ts';
import type { BasketView } from '../../../lib/queries/basket.ts';
import { holdBasket, readBasketAgain } from '../change-basket.ts';
import { changedLines } from '../changed-lines.ts';
import { remainingOf } from '../time-left.ts';

/** A hold with less than this left is made longer by the next step. */
const SHORT_MS = 8 * 60_000;

export interface Holding {
  readonly error: Error | null;
  readonly busy: boolean;
  /** Holds the pieces, or holds them longer where little is left of it. */
  readonly again: () => void;
}

/** Holds the pieces as soon as one comes to pay for them, and longer with each step; what changed is decided on before. */
export function useHold(basket: BasketView): Holding {
  const [error, setError] = useState<Error | null>(null);
  const [busy, setBusy] = useState(false);
  const changed = changedLines(basket).length > 0;
  const hold = async () => {
    const left_ms = basket.hold === null ? 0 : remainingOf(basket.hold, Date.now());
    if (busy || left_ms > SHORT_MS || (basket.hold !== null && basket.hold.extensions_left === 0)) return;
    setBusy(true);
    try {
      await holdBasket();
      setError(null);
    } catch (refused) {
      setError(refused instanceof Error ? refused : new Error(String(refused)));
      if (refused instanceof ApiError) void readBasketAgain();
    }
    setBusy(false);
  };
  const first = useEffectEvent(() => void hold());
  useEffect(() => {
    if (changed) return undefined;
    const timer = setTimeout(() => first());
    return () => clearTimeout(timer);
  }, [changed]);
  return { error, busy, again: () => void hold() };
}
