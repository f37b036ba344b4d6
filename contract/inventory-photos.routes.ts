import type { RouteTable } from './endpoint.ts';
import { PHOTO_BYTES_MAX, photoTypes } from './inventory-terms.ts';

const base = { access: 'signed-in', reply: 'PhotoList' } as const;
const known = ['vendor_unknown', 'vendor_role_needed', 'collectible_unknown'] as const;

/** Pictures of collectibles; every answer holds all of the listing's. Schemas: inventory-photos.ts. */
export const photoRoutes = {
  addPhoto: {
    ...base,
    method: 'POST',
    status: 201,
    path: '/vendors/{vendor_id}/collectibles/{id}/photos',
    params: 'VendorPartParams',
    upload: photoTypes,
    body_bytes_max: PHOTO_BYTES_MAX,
    summary: 'Adds a picture: it is read, turned upright, made smaller, and kept without what the camera noted in it',
    errors: [...known, 'photo_unreadable', 'photo_limit'],
  },
  fetchPhoto: {
    ...base,
    method: 'POST',
    status: 201,
    path: '/vendors/{vendor_id}/collectibles/{id}/photos/fetch',
    params: 'VendorPartParams',
    body: 'FetchPhoto',
    summary: 'Adds the picture at an https address of the public internet',
    errors: [...known, 'photo_unreadable', 'photo_limit', 'photo_not_fetched'],
  },
  orderPhotos: {
    ...base,
    method: 'PATCH',
    status: 200,
    path: '/vendors/{vendor_id}/collectibles/{id}/photos',
    params: 'VendorPartParams',
    body: 'OrderPhotos',
    summary: 'Puts the pictures into another order; the first is the one in lists',
    errors: [...known, 'photo_unknown'],
  },
  removePhoto: {
    ...base,
    method: 'DELETE',
    status: 200,
    path: '/vendors/{vendor_id}/collectibles/{id}/photos/{photo_id}',
    params: 'PhotoParams',
    summary: 'Removes a picture',
    errors: [...known, 'photo_unknown'],
  },
} as const satisfies RouteTable;
