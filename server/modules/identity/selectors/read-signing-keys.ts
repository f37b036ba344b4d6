import type { Platform } from '../../../platform/platform.ts';
import type { SigningKeyRow } from '../signing-key.ts';
import { identity } from '../tables.ts';

/** Every live key of the installation, newest first. */
export async function readSigningKeys(platform: Platform): Promise<SigningKeyRow[]> {
  return identity(platform.db)
    .selectFrom('signing_keys')
    .select(['kid', 'public_key', 'private_key_sealed', 'created_at'])
    .orderBy('created_at', 'desc')
    .orderBy('kid', 'desc')
    .execute();
}
