import type { Config } from '../../../config.ts';
import type { PublicFiles } from '../../../platform/http/public-files.ts';
import { PHOTOS_AT, photoOfFile } from './photo-kind.ts';
import { openPhotoStore } from './store/photo-store.ts';

/** The pictures at their public addresses: to everybody who was told one, and to nobody else. */
export function photoFiles(config: Config): PublicFiles {
  const store = openPhotoStore(config);
  return {
    at: PHOTOS_AT,
    type: 'image/webp',
    async read(file) {
      const photo = photoOfFile(file);
      return photo === null ? null : store.get(photo.name, photo.kind);
    },
  };
}
