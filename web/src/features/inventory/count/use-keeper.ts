import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { call } from '../../../lib/api.ts';
import { countQuery, type StockCountView } from '../../../lib/queries/inventory-counts.ts';
import { browserBox } from './count-box.ts';
import { CountKeeper, type KeeperState } from './count-keeper.ts';
import { findPieces } from './pieces.ts';

/** The keeper of the count on screen; it sends while the page is there. */
export function useKeeper(
  vendor_id: string,
  count: StockCountView,
): { readonly keeper: CountKeeper; readonly state: KeeperState } {
  const client = useQueryClient();
  const [keeper] = useState(
    () =>
      new CountKeeper(count, {
        store: browserBox(count.id),
        send: async (entries) => {
          const params = { vendor_id, id: count.id };
          const { data } = await call('enterCounts', { params, body: { entries: [...entries] } });
          client.setQueryData(countQuery(vendor_id, count.id).queryKey, data);
          return data;
        },
        find: (code) => findPieces(vendor_id, code),
        after: (run, delay_ms) => {
          const timer = setTimeout(run, delay_ms);
          return () => clearTimeout(timer);
        },
      }),
  );
  const state = useSyncExternalStore(keeper.subscribe, keeper.state);
  useEffect(() => keeper.start(), [keeper]);
  useEffect(() => keeper.take(count), [keeper, count]);
  useEffect(() => {
    addEventListener('online', keeper.retry);
    return () => removeEventListener('online', keeper.retry);
  }, [keeper]);
  return { keeper, state };
}
