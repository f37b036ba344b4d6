import { useQuery } from '@tanstack/react-query';
import { marketsQuery } from '../../lib/queries/markets.ts';

/**
 * What the small lines show, in a word: the trading day, or the last 24 hours where trading never pauses. There the line
 * reaches back further than the day's change and range, and must say so.
 */
export function useLineHead(): string {
  const { data } = useQuery(marketsQuery);
  return data?.always_open === true ? '24 h' : 'Today';
}
