import type { Sharp } from 'sharp';
import { AppError } from '../../../../contract/errors.ts';
import { pictureTypeOf } from './picture-type.ts';

/** A picture as it is kept. */
export interface ReadPhoto {
  readonly full: Buffer;
  readonly thumb: Buffer;
  /** Of the larger, upright. */
  readonly width: number;
  readonly height: number;
}

/** A phone has 12 to 50 megapixels. Decoded, one takes four bytes. */
export const PIXELS_MAX = 50_000_000;
export const FULL_SIDE_MAX = 1600;
export const THUMB_SIDE_MAX = 240;
const QUALITY = 82;
const SECONDS_MAX = 10;

/** What may be decoded at all; everything else that the library knows is switched off. */
const LOADERS = ['Jpeg', 'Png', 'Webp', 'Heif'].map((format) => `VipsForeignLoad${format}Buffer`);

/**
 * Reads a picture that somebody sent: upright as the camera held it, no larger than needed, and without what the camera
 * noted in it. What is kept is written anew, so that nothing else that lay in the file gets through.
 *
 * @throws AppError `photo_unreadable` `{ reason }` for what is no whole picture of one frame and PIXELS_MAX.
 */
export async function readPhoto(bytes: Buffer): Promise<ReadPhoto> {
  const type = pictureTypeOf(bytes);
  if (type === null) throw unreadable('It does not begin like a JPEG, PNG, WebP or AVIF file.');
  const sharp = await decoder();
  const open = (): Sharp => sharp(bytes, { limitInputPixels: PIXELS_MAX, failOn: 'error', sequentialRead: true });
  try {
    const { format, width, height, pages = 1 } = await open().metadata();
    if (format !== type) throw unreadable('It is not what its first bytes say.');
    if (width * height > PIXELS_MAX) throw unreadable(`It has more than ${PIXELS_MAX / 1e6} megapixels.`);
    if (pages > 1) throw unreadable('It has more than one picture in it.');
    const full = await within(open(), FULL_SIDE_MAX);
    // From what is kept: the file is decoded once.
    const thumb = await within(sharp(full.data), THUMB_SIDE_MAX);
    return { full: full.data, thumb: thumb.data, width: full.info.width, height: full.info.height };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unreadable(reasonOf(error));
  }
}

function within(picture: Sharp, side: number) {
  return picture
    .timeout({ seconds: SECONDS_MAX })
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .webp({ quality: QUALITY })
    .toBuffer({ resolveWithObject: true });
}

type Decoder = typeof import('sharp')['default'];
let loading: Promise<Decoder> | undefined;

/** Loaded with the first picture: a process that reads none does not pay for it. */
function decoder(): Promise<Decoder> {
  loading ??= import('sharp').then(({ default: sharp }) => {
    sharp.cache(false);
    sharp.concurrency(1); // several pictures at once are enough to keep the cores busy
    sharp.block({ operation: ['VipsForeignLoad'] });
    sharp.unblock({ operation: LOADERS });
    return sharp;
  });
  return loading;
}

function unreadable(reason: string): AppError {
  return new AppError('photo_unreadable', { reason });
}

/** Only what a person can act on: the library's words are about its insides. */
function reasonOf(error: unknown): string {
  const text = error instanceof Error ? error.message : '';
  if (/pixel limit/i.test(text)) return `It has more than ${PIXELS_MAX / 1e6} megapixels.`;
  if (/timeout/i.test(text)) return `It could not be read within ${SECONDS_MAX} s.`;
  return 'It is broken, or breaks off.';
}
