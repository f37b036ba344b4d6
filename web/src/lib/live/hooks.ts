import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import type { VendorChange } from '../../../../contract/live/client.ts';
import { live } from './browser-live.ts';
import type { Connection } from './connection.ts';
import type { LiveQuote } from './live-quote.ts';

/** The newest quote of one symbol, of none with null; a component that uses it renders again only when this symbol changed. */
export function useLiveQuote(symbol: string | null): LiveQuote | undefined {
  const subscribe = useCallback(
    (listener: () => void) => (symbol === null ? nothing : live.store.subscribe(symbol, listener)),
    [symbol],
  );
  return useSyncExternalStore(subscribe, () => (symbol === null ? undefined : live.store.get(symbol)));
}

function nothing(): void {
  // There is nothing to stop listening to.
}

/** Follows the symbols while the component is there. Cells inside read them with `useLiveQuote`. */
export function useWatch(symbols: readonly string[]): void {
  const key = [...new Set(symbols)].sort().join(' ');
  useEffect(() => (key === '' ? undefined : live.watch(key.split(' '))), [key]);
}

/** Follows a watchlist of the person while the component is there: its symbols, and its changes on other devices. */
export function useFollowWatchlist(id: string | null): void {
  useEffect(() => (id === null ? undefined : live.followWatchlist(id)), [id]);
}

/** Calls `handler` with each change in the stock of a vendor, while the component is there. */
export function useFollowVendor(id: string | null, handler: (change: VendorChange) => void): void {
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  }, [handler]);
  useEffect(() => (id === null ? undefined : live.followVendor(id, (change) => newest.current(change))), [id]);
}

const subscribeConnection = (listener: () => void) => live.onConnection(listener);

/** How prices reach this page now. */
export function useConnection(): Connection {
  return useSyncExternalStore(subscribeConnection, () => live.connection());
}
