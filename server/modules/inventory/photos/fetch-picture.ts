import { AppError } from '../../../../contract/errors.ts';
import { PHOTO_BYTES_MAX } from '../../../../contract/inventory-terms.ts';
import type { Config } from '../../../config.ts';
import { download } from '../../../platform/outbound/download.ts';

const FETCH_MS_MAX = 8_000;

/** Fetches what lies at an address that somebody named, over https and a connection that is checked. @throws AppError `photo_not_fetched` `{ reason }`. */
export async function fetchPicture(config: Pick<Config, 'outbound_allow'>, url: string): Promise<Buffer> {
  const rules = { allow: config.outbound_allow, timeout_ms: FETCH_MS_MAX, bytes_max: PHOTO_BYTES_MAX };
  const file = await download(url, rules);
  if (file.kind === 'failed') throw new AppError('photo_not_fetched', { reason: file.reason });
  return file.bytes;
}
