import { PHOTOS_MAX } from '../../../../../contract/inventory-photos.ts';
import type { RowReading } from './row-reading.ts';

/** As the table of addresses has room for. */
const URL_LENGTH_MAX = 2_048;
/** Between two addresses: white space, a stroke, or a comma or semicolon before the next one. */
const BETWEEN = /\s*\|\s*|\s*[,;]\s*(?=https?:)|\s+/i;

/**
 * Addresses of photos that a row names, each once, in their order: one more than a listing takes at most, so that it can
 * be told that they are too many. Nothing of them is an error of the row: whether a picture is there is seen later.
 */
export function readPhotoUrls(reading: RowReading): string[] {
  const named = reading.all('photo_urls').flatMap(({ text }) => text.split(BETWEEN));
  const urls = named.map((url) => url.trim().slice(0, URL_LENGTH_MAX)).filter((url) => url !== '');
  return [...new Set(urls)].slice(0, PHOTOS_MAX + 1);
}
