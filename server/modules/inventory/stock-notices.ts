import type { Tx } from '../../platform/db/transaction.ts';

/** Something one user is to be told; handed on to whoever tells them. */
export interface StockNotice {
  readonly user_id: string;
  readonly kind: 'low_stock';
  /** Unique per user: what was told once is not told again. */
  readonly dedupe_key: string;
  readonly group: string;
  readonly title: string;
  readonly body: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly link: string;
  readonly symbol: null;
  readonly alert_id: null;
  readonly firing_id: null;
  readonly simulated: false;
  readonly channels: readonly ('in_app' | 'email' | 'webhook' | 'push')[];
  readonly at: Date;
}

/** Tells users in the caller's transaction; handed in by the composition. */
export type TellStock = (tx: Tx, notices: readonly StockNotice[]) => Promise<unknown>;

/** Listings of one notice that are named. */
const NAMED_MAX = 10;

export interface LowListing {
  readonly listing_id: string;
  readonly title: string;
  readonly available: number;
}

/** What a vendor is told of listings that became low: one notice, however many they are. */
export interface LowStock {
  readonly vendor_id: string;
  readonly vendor_name: string;
  /** At least one. */
  readonly listings: readonly LowListing[];
  /** Its owners and managers. */
  readonly user_ids: readonly string[];
  readonly at: Date;
}

export function lowStockNotices({ vendor_id, vendor_name, listings, user_ids, at }: LowStock): StockNotice[] {
  const [first] = listings;
  if (first === undefined) return [];
  const alone = listings.length === 1;
  const more = listings.length - NAMED_MAX;
  const named = listings.slice(0, NAMED_MAX).map(({ title, available }) => `${title}: ${available} left`);
  return user_ids.map((user_id) => ({
    user_id,
    kind: 'low_stock',
    dedupe_key: `low_stock:${vendor_id}:${at.getTime()}:${first.listing_id}`,
    group: `low_stock:${vendor_id}`,
    title: alone
      ? `${first.title}: ${piecesText(first.available)} left`
      : `${listings.length} listings of ${vendor_name} are low in stock`,
    body: alone
      ? `${vendor_name} has fewer than you wanted to have of ${first.title}.`
      : `${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}.`,
    facts: [
      { label: 'Shop', value: vendor_name },
      ...listings.slice(0, NAMED_MAX).map(({ title, available }) => ({ label: title, value: `${available} left` })),
    ],
    link: alone ? `/inventory/${vendor_id}/listings/${first.listing_id}` : `/inventory/${vendor_id}`,
    symbol: null,
    alert_id: null,
    firing_id: null,
    simulated: false,
    channels: ['in_app', 'email', 'webhook', 'push'],
    at,
  }));
}

function piecesText(count: number): string {
  return count === 1 ? '1 piece' : `${count} pieces`;
}
