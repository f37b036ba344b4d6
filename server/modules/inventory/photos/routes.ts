import { type Route, route } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { createWorkPool } from '../../../platform/work-pool.ts';
import { said } from '../said.ts';
import { fetchPicture } from './fetch-picture.ts';
import { addPhoto, type PhotoDesk } from './services/add-photo.ts';
import { orderPhotos, removePhoto } from './services/change-photos.ts';
import { openPhotoStore } from './store/photo-store.ts';

/** Each holds up to 200 MB while it is decoded. */
const DECODED_AT_ONCE_MAX = 2;
const WAITING_MAX = 8;

export function photoRoutes(platform: Platform): Route[] {
  const { config } = platform;
  const store = openPhotoStore(config);
  const decoding = createWorkPool({ running_max: DECODED_AT_ONCE_MAX, waiting_max: WAITING_MAX });
  const desk: PhotoDesk = { store, decoding };
  return [
    route('addPhoto', async ({ actor, params, upload }) => {
      const call = { actor, params, route: 'addPhoto', bytes: () => Promise.resolve(upload) } as const;
      return said(await addPhoto(platform, desk, call), 'The photo is added.');
    }),
    route('fetchPhoto', async ({ actor, params, body }) => {
      const call = { actor, params, route: 'fetchPhoto', bytes: () => fetchPicture(config, body.url) } as const;
      return said(await addPhoto(platform, desk, call), 'The photo is added.');
    }),
    route('orderPhotos', async ({ actor, params, body }) =>
      said(await orderPhotos(platform, actor, { ...params, ...body }), 'The photos are in their new order.'),
    ),
    route('removePhoto', async ({ actor, params }) =>
      said(await removePhoto(platform, store, { actor, params }), 'The photo is removed.'),
    ),
  ];
}
