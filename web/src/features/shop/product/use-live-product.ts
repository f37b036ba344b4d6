import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import { queryClient } from '../../../app/query-client.ts';
import { live } from '../../../lib/live/browser-live.ts';
import { useWatch } from '../../../lib/live/hooks.ts';
import type { ProductView } from '../../../lib/queries/shop.ts';

/** What comes close together is read once. */
const SETTLE_MS = 400;

/** Follows every state of a product; when one of its quotes moves, offers or sales have changed and are read again. */
export function useLiveProduct({ slug, states }: Pick<ProductView, 'slug' | 'states'>): void {
  const symbols = states.map((state) => state.instrument_symbol);
  useWatch(symbols);
  const key = symbols.join(' ');
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = key.split(' ').map((symbol) => live.store.subscribe(symbol, listener));
      return () => stops.forEach((stop) => stop());
    },
    [key],
  );
  const seen = useSyncExternalStore(subscribe, () => symbols.map((symbol) => wordOf(symbol)).join(' '));
  const before = useRef(seen);
  useEffect(() => {
    if (before.current === seen) return undefined;
    const timer = setTimeout(() => {
      before.current = seen;
      void queryClient.invalidateQueries({ queryKey: ['shop', 'product', slug] });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [seen, slug]);
}

function wordOf(symbol: string): string {
  const quote = live.store.get(symbol);
  // A sale makes a new version, of the same price.
  return `${quote?.price} ${quote?.session} ${quote?.version}`;
}
