import { queryOptions } from '@tanstack/react-query';
import type { MarketsView } from '../../../../contract/markets.ts';
import { call } from '../api.ts';

const REFRESH_MS = 300_000;
const SOONEST_MS = 5_000;

/** Which venues are open: asked again when one of them opens or closes, and every five minutes. */
export const marketsQuery = queryOptions({
  queryKey: ['markets'] as const,
  queryFn: async ({ signal }) => (await call('listMarkets', { signal })).data,
  refetchInterval: ({ state }) => untilChange(state.data, Date.now()),
  staleTime: SOONEST_MS,
});

/** Phases before and after the regular session change between these times: the five minutes see to them. */
function untilChange(markets: MarketsView | undefined, now_ms: number): number {
  const changes = (markets?.markets ?? []).flatMap(({ opens_at, closes_at }) => [opens_at, closes_at]);
  const waits = changes.flatMap((at) => (at === null ? [] : Date.parse(at) - now_ms));
  return Math.max(SOONEST_MS, Math.min(REFRESH_MS, ...waits.map((wait_ms) => wait_ms + 1_000)));
}
