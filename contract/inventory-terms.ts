/** The words of listings, free of zod, so that a browser can load them. */

export const MONEY_MINOR_MAX = 1_000_000_000_000;
export const listingStatuses = ['draft', 'active', 'paused', 'sold_out', 'archived'] as const;
export type ListingStatus = (typeof listingStatuses)[number];
/** Which statuses a listing may go to from each. */
export const listingTransitions: Readonly<Record<ListingStatus, readonly ListingStatus[]>> = {
  draft: ['active', 'archived'],
  active: ['paused', 'sold_out', 'archived'],
  paused: ['active', 'sold_out', 'archived'],
  sold_out: ['active', 'paused', 'archived'],
  archived: ['draft'],
};
export const collectibleSorts = [
  '-created',
  'title',
  '-title',
  '-updated',
  'price',
  '-price',
  'sku',
  'on_hand',
  '-on_hand',
  'set',
] as const;
export type CollectibleSort = (typeof collectibleSorts)[number];
export const collectibleKinds = ['card', 'comic', 'coin', 'sealed', 'watch', 'other'] as const;
export type CollectibleKind = (typeof collectibleKinds)[number];
/** M mint, NM near mint, LP lightly, MP moderately, HP heavily played, DMG damaged, SEALED. */
export const conditions = ['M', 'NM', 'LP', 'MP', 'HP', 'DMG', 'SEALED'] as const;
export const finishes = ['normal', 'foil', 'holofoil', 'reverse_holofoil', 'etched', 'other'] as const;
export type Finish = (typeof finishes)[number];

/** Types a picture may have when it is sent; what is kept is WebP. */
export const photoTypes = ['image/jpeg', 'image/png', 'image/webp', 'image/avif'] as const;
export const PHOTO_BYTES_MAX = 15 * 1024 * 1024;
/** A file that is imported: about 200,000 rows. */
export const IMPORT_BYTES_MAX = 64 * 1024 * 1024;
/** Listings that one count holds. */
export const COUNT_ENTRIES_MAX = 1_000;
/** Of them entered by one call. */
export const ENTRIES_AT_ONCE_MAX = 200;
