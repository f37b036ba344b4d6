import { type ProductFacetsView, productFacets } from '../../../../../contract/shop.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { countProducts } from './count-products.ts';
import type { ProductFacet, ProductFilter } from './filter-products.ts';
import { inWindow } from './in-window.ts';

/** How long counts are told again to whoever asks the same, and of how many questions. */
const KEPT_MS = 10_000;
const KEPT_MAX = 500;

type Ask = (filter: ProductFilter) => Promise<ProductFacetsView>;
type Counts = Promise<ProductFacetsView>;

/** What a filter calls the facets that are called otherwise. */
const memberOf = (facet: ProductFacet) => (facet === 'vendor' ? 'vendor_id' : facet);

/**
 * How many products there are of each value under a filter; the most frequent first, FACET_VALUES_MAX at most. A value of a
 * member that the filter names is counted as if the filter did not name it: that is another question, which whoever came by
 * a wider filter has asked already. Who asks what was asked just now is told the same, and who asks while it is counted
 * waits for that count.
 */
export function getProductFacets(platform: Pick<Platform, 'db' | 'clock'>): Ask {
  const kept = new Map<string, { readonly at_ms: number; readonly counts: Counts }>();
  const recall = (key: string): Counts | null => {
    const known = kept.get(key);
    return known !== undefined && platform.clock.ms() - known.at_ms < KEPT_MS ? known.counts : null;
  };
  const count = (key: string, filter: ProductFilter, names: readonly ProductFacet[]): Counts => {
    const counts = inWindow(platform, (tx) => countProducts(tx, filter, names));
    kept.delete(key);
    kept.set(key, { at_ms: platform.clock.ms(), counts });
    const [oldest] = kept.keys();
    if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
    counts.catch(() => kept.delete(key));
    return counts;
  };
  return async (filter) => {
    const isNamed = (facet: ProductFacet) => filter[memberOf(facet)] !== undefined;
    const key = keyOf(filter);
    const open = productFacets.filter((facet) => !isNamed(facet));
    const { total, facets } = await (recall(key) ?? count(key, filter, open));
    const all = new Map(Object.entries(facets));
    for (const facet of productFacets.filter(isNamed)) {
      const wider = { ...filter, [memberOf(facet)]: undefined };
      const wide = keyOf(wider);
      const alone = `${facet} ${wide}`;
      const counts = await (recall(wide) ?? recall(alone) ?? count(alone, wider, [facet]));
      all.set(facet, counts.facets[facet] ?? []);
    }
    return { total, facets: Object.fromEntries(productFacets.map((facet) => [facet, all.get(facet) ?? []])) };
  };
}

function keyOf(filter: ProductFilter): string {
  const named = Object.entries(filter).filter(([, value]) => value !== undefined);
  return JSON.stringify(named.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
