import type { SeenListing } from '../tables-shop.ts';

/** What a look at a listing finds. */
export interface Followed {
  /** Where stock takes the listing; null where it stays. */
  readonly status: 'active' | 'sold_out' | null;
  /** What is asked for it now; null where it is not for sale. */
  readonly price_minor: number | null;
  readonly is_low: boolean;
  /** Its vendor is to be told that it is low. */
  readonly low_untold: boolean;
}

type Seen = Pick<
  SeenListing,
  'status' | 'sold_out_auto' | 'price_minor' | 'low_stock_at' | 'available' | 'had_stock' | 'before'
>;

/**
 * What stock makes of a listing.
 *
 * - An active one whose last free piece went becomes sold out by itself, and active again when pieces come back. One that
 *   somebody made active without any stock, or sold out with some, stays as it is.
 * - It is low while fewer pieces are free than its threshold. Its vendor is told when it falls below, once, and again only
 *   after it was above. A threshold that is raised above what is there tells nobody: whoever raised it knows.
 */
export function followStock(seen: Seen): Followed {
  const { available, price_minor, low_stock_at, before } = seen;
  const status = nextStatus(seen);
  const standing = status ?? seen.status;
  const is_low = low_stock_at !== null && available < low_stock_at;
  const fell = before !== null && !before.is_low && available < before.available && isOnSale(standing);
  return {
    status,
    price_minor: standing === 'active' && available > 0 && price_minor !== null && price_minor > 0 ? price_minor : null,
    is_low,
    low_untold: is_low && (fell || (before?.low_untold ?? false)),
  };
}

function nextStatus({ status, sold_out_auto, available, price_minor, had_stock, before }: Seen): Followed['status'] {
  if (status === 'active' && available === 0)
    return (before === null ? had_stock : before.available > 0) ? 'sold_out' : null;
  return status === 'sold_out' && sold_out_auto && available > 0 && price_minor !== null ? 'active' : null;
}

function isOnSale(status: SeenListing['status']): boolean {
  return status === 'active' || status === 'sold_out';
}
