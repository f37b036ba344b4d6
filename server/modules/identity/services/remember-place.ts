import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { placeHash } from '../place.ts';
import { identity } from '../tables.ts';

/** Networks remembered for one account; the one longest not seen is forgotten first. */
const PLACES_MAX = 50;

/** Remembers where an account has signed in, so that guesses from elsewhere do not slow its owner down there. */
export async function rememberPlace(
  tx: Tx,
  platform: Platform,
  seen: { readonly user_id: string; readonly address: string },
): Promise<void> {
  const last_seen_at = platform.clock.now();
  await identity(tx)
    .insertInto('known_places')
    .values({ user_id: seen.user_id, place_hash: placeHash(platform.secrets, seen.address), last_seen_at })
    .onConflict((conflict) => conflict.columns(['user_id', 'place_hash']).doUpdateSet({ last_seen_at }))
    .execute();
  await sql`
    DELETE FROM identity.known_places WHERE user_id = ${seen.user_id} AND place_hash IN (
      SELECT place_hash FROM identity.known_places WHERE user_id = ${seen.user_id}
      ORDER BY last_seen_at DESC OFFSET ${PLACES_MAX}
    )`.execute(tx);
}
