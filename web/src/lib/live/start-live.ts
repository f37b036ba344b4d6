import type { QueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../queries/identity.ts';
import { live } from './browser-live.ts';

/**
 * Wakes the live prices and ties them to the page: the network's and the page's own events, who is signed in, and
 * the cache of lists, which is read again when a list changed elsewhere or after a time without connection.
 * @returns the way to stop.
 */
export function startLive(queryClient: QueryClient): () => void {
  const stops = [
    listen(globalThis, 'online', () => live.setOnLine(true)),
    listen(globalThis, 'offline', () => live.setOnLine(false)),
    listen(document, 'visibilitychange', () => live.visibilityChanged()),
    live.onWatchlist((id) => void readAgain(queryClient, id)),
    live.onConnection(afterOutage(queryClient)),
    followPerson(queryClient),
  ];
  if (!navigator.onLine) live.setOnLine(false);
  live.start();
  return () => {
    for (const stop of stops) stop();
    live.stop();
  };
}

function listen(target: EventTarget, type: string, listener: () => void): () => void {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}

async function readAgain(queryClient: QueryClient, id: string): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: ['watchlist', id] }),
    queryClient.invalidateQueries({ queryKey: ['watchlists'] }),
  ]);
}

/** What happened while the connection was lost was not heard, so the lists are read again once it is back. */
function afterOutage(queryClient: QueryClient): () => void {
  let was_lost = false;
  return () => {
    const { phase } = live.connection();
    if (phase === 'live' && was_lost) {
      was_lost = false;
      void queryClient.invalidateQueries({ queryKey: ['watchlist'] });
      void queryClient.invalidateQueries({ queryKey: ['watchlists'] });
      return;
    }
    if (phase === 'stopped') void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey });
    if (phase === 'reconnecting' || phase === 'offline' || phase === 'polling') was_lost = true;
  };
}

/** A socket belongs to a person: when another one signs in, or this one out, it is opened anew. */
function followPerson(queryClient: QueryClient): () => void {
  const person = () => queryClient.getQueryData(sessionQuery.queryKey)?.user?.id ?? null;
  let known = queryClient.getQueryData(sessionQuery.queryKey) === undefined ? undefined : person();
  return queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== 'updated' || event.query.queryKey[0] !== sessionQuery.queryKey[0]) return;
    if (queryClient.getQueryData(sessionQuery.queryKey) === undefined) return;
    const now = person();
    if (known !== undefined && known !== now) live.restart();
    known = now;
  });
}
