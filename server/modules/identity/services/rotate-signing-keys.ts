import { sql } from 'kysely';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { newSigningKey, SEALING_PURPOSE } from '../signing-key.ts';
import { signingKeysChanged } from '../signals.ts';
import { identity } from '../tables.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A key signs for this long before the next one takes over. */
const KEY_LIFE_MS = 90 * DAY_MS;
/** An old key stays to verify for this long after the next one was made; access tokens live for minutes. */
const KEY_OVERLAP_MS = DAY_MS;

/** Makes the first key. Processes that start together queue here, and all but one find it made. */
export async function ensureSigningKey(platform: Platform): Promise<void> {
  const exists = await identity(platform.db).selectFrom('signing_keys').select('kid').limit(1).executeTakeFirst();
  if (exists !== undefined) return;
  await inTransaction(platform.db, async (tx) => {
    if ((await lockAndReadNewest(tx)) === undefined) await insertKey(platform, tx);
  });
}

/** Makes the next key when the newest has served its time, and removes those whose tokens have all expired. */
export async function rotateSigningKeys(platform: Platform): Promise<void> {
  const now_ms = platform.clock.ms();
  await inTransaction(platform.db, async (tx) => {
    const newest = await lockAndReadNewest(tx);
    if (newest === undefined || newest.created_at.getTime() <= now_ms - KEY_LIFE_MS) {
      await insertKey(platform, tx);
    } else if (newest.created_at.getTime() <= now_ms - KEY_OVERLAP_MS) {
      const { numDeletedRows } = await identity(tx)
        .deleteFrom('signing_keys')
        .where('kid', '!=', newest.kid)
        .executeTakeFirstOrThrow();
      if (numDeletedRows > 0n) await platform.signals.send(tx, signingKeysChanged, {});
    }
  });
}

async function lockAndReadNewest(tx: Tx): Promise<{ kid: string; created_at: Date } | undefined> {
  await sql`SELECT pg_advisory_xact_lock(hashtext('identity.signing_keys'))`.execute(tx);
  return identity(tx)
    .selectFrom('signing_keys')
    .select(['kid', 'created_at'])
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

async function insertKey(platform: Platform, tx: Tx): Promise<void> {
  const row = newSigningKey(platform.secrets.derive(SEALING_PURPOSE), platform.clock.now());
  await identity(tx).insertInto('signing_keys').values(row).execute();
  await platform.signals.send(tx, signingKeysChanged, {});
}
