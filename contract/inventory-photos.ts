import { z } from 'zod';
import { Id, Time } from './fields.ts';

/** Pictures of what a vendor keeps. */

export const PHOTOS_MAX = 12;

export const Photo = z.strictObject({
  id: Id,
  /** Longest side 1,600 at most. */
  url: z.string(),
  /** Longest side 240 at most. */
  thumb_url: z.string(),
  width: z.int(),
  height: z.int(),
  created_at: Time,
});
export const PhotoList = z.array(Photo).max(PHOTOS_MAX);
export const PhotoParams = z.strictObject({ vendor_id: Id, id: Id, photo_id: Id });
export const FetchPhoto = z.strictObject({ url: z.url({ protocol: /^https$/ }).max(2000) });
/** All photos of the listing, in their new order. */
export const OrderPhotos = z.strictObject({ photo_ids: z.array(Id).min(1).max(PHOTOS_MAX) });

export type PhotoView = z.output<typeof Photo>;
