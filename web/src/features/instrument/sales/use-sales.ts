import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { InstrumentView } from '../../../../../contract/market.ts';
import { type InstrumentSalesView, salesQuery } from '../../../lib/queries/shop.ts';

/** What comes close together is read once. */
const SETTLE_MS = 400;

/**
 * What a collectible sold for; undefined until it is known, null where the shop never had it. The socket tells that something
 * is new, but neither sales nor volume: these are read again then.
 *
 * @param version of the newest quote.
 */
export function useSales(
  { kind, symbol }: Pick<InstrumentView, 'kind' | 'symbol'>,
  version: number | undefined,
): InstrumentSalesView | null | undefined {
  const client = useQueryClient();
  const collectible = kind === 'collectible';
  const { data } = useQuery({ ...salesQuery(symbol), enabled: collectible });
  const seen = useRef(version);
  useEffect(() => {
    seen.current ??= version;
    if (!collectible || seen.current === version) return undefined;
    const timer = setTimeout(() => {
      seen.current = version;
      for (const queryKey of [salesQuery(symbol).queryKey, ['history', { symbol }], ['stock', symbol]])
        void client.invalidateQueries({ queryKey });
    }, SETTLE_MS);
    return () => clearTimeout(timer);
  }, [client, collectible, symbol, version]);
  return data;
}
