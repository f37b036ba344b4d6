import { AppError } from '../../../../../contract/errors.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { WorkPool } from '../../../../platform/work-pool.ts';
import { fetchPicture } from '../../photos/fetch-picture.ts';
import { readPhoto } from '../../photos/read-photo.ts';
import type { PhotoStore } from '../../photos/store/photo-store.ts';
import { type Claimed, ClaimLost } from '../run/claim-work.ts';
import { releasePhotos, takePhotos, type WaitingPhoto } from './services/claim-photos.ts';
import { keepPhoto, refusePhoto } from './services/keep-photo.ts';

/** A photo whose fetch ended the process each time is given up. */
const ATTEMPTS_MAX = 3;
const RETRY_MS = 10_000;

/** What fetching photos needs besides. */
export interface PhotoHands {
  readonly store: PhotoStore;
  /** Few pictures are decoded at once, and few wait for it. */
  readonly decoding: WorkPool;
}

/** Fetches the photos of an import, a few at a time, from where it is until none waits or `stopping`. Does not reject. */
export async function fetchPhotos(
  platform: Platform,
  hands: PhotoHands,
  { claimed, stopping }: { readonly claimed: Claimed; readonly stopping: () => boolean },
): Promise<void> {
  const { log, clock } = platform;
  const { vendor_id, import_id } = claimed;
  try {
    while (!stopping()) {
      const photos = await takePhotos(platform, claimed);
      if (photos.length === 0) return;
      await Promise.all(photos.map((waiting) => fetchOne(platform, hands, { claimed, waiting })));
    }
    await releasePhotos(platform, claimed, clock.now());
  } catch (err) {
    if (err instanceof ClaimLost || (err instanceof AppError && err.code === 'import_unknown')) return;
    log.error({ err, vendor_id, import_id }, 'photos of an import could not be fetched; they are tried again');
    // Where not even that can be written, its lease ends.
    await releasePhotos(platform, claimed, new Date(clock.ms() + RETRY_MS)).catch(() => undefined);
  }
}

async function fetchOne(
  platform: Platform,
  { store, decoding }: PhotoHands,
  { claimed, waiting }: { readonly claimed: Claimed; readonly waiting: WaitingPhoto },
): Promise<void> {
  try {
    if (waiting.attempts > ATTEMPTS_MAX)
      throw new AppError('photo_not_fetched', { reason: 'It was tried three times.' });
    const bytes = await fetchPicture(platform.config, waiting.url);
    const photo = await decoding.run(() => readPhoto(bytes));
    await keepPhoto(platform, { store, claimed }, { waiting, photo });
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === null) throw error;
    await refusePhoto(platform, claimed, waiting, reason);
  }
}

const reasons = {
  photo_limit: 'The listing has as many photos as it takes.',
  collectible_unknown: 'The listing is not there any more.',
} as const;

/** What is said of a photo that is not there; null where the photo is not at fault. */
function reasonOf(error: unknown): string | null {
  if (!(error instanceof AppError)) return null;
  const { code, detail } = error;
  if (code === 'photo_not_fetched' || code === 'photo_unreadable')
    return typeof detail['reason'] === 'string' ? detail['reason'] : error.message;
  return code === 'photo_limit' || code === 'collectible_unknown' ? reasons[code] : null;
}
