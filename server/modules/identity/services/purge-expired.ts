import { sql } from 'kysely';
import type { Platform } from '../../../platform/platform.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** An ended or expired session is kept this long: its tokens are then still told from tokens never issued. */
const SESSION_KEPT_MS = DAY_MS;
const PLACE_KEPT_MS = 180 * DAY_MS;
/** Rows of one statement, so that no lock and no transaction lasts long. */
const BATCH = 5000;

/** Removes sessions that are over with their tokens, places long not seen, and the set-up link when it has expired. */
export async function purgeExpired(platform: Platform, signal: AbortSignal): Promise<void> {
  const now_ms = platform.clock.ms();
  const over = new Date(now_ms - SESSION_KEPT_MS);
  const unseen = new Date(now_ms - PLACE_KEPT_MS);
  await inBatches(signal, async () => {
    const { numAffectedRows } = await sql`
      DELETE FROM identity.sessions WHERE id IN (
        SELECT id FROM identity.sessions WHERE expires_at < ${over} OR ended_at < ${over} LIMIT ${BATCH}
      )`.execute(platform.db);
    return numAffectedRows ?? 0n;
  });
  await inBatches(signal, async () => {
    const { numAffectedRows } = await sql`
      DELETE FROM identity.known_places WHERE (user_id, place_hash) IN (
        SELECT user_id, place_hash FROM identity.known_places WHERE last_seen_at < ${unseen} LIMIT ${BATCH}
      )`.execute(platform.db);
    return numAffectedRows ?? 0n;
  });
  await sql`DELETE FROM identity.setup_links WHERE expires_at < ${new Date(now_ms)}`.execute(platform.db);
}

async function inBatches(signal: AbortSignal, deleteSome: () => Promise<bigint>): Promise<void> {
  while (!signal.aborted && (await deleteSome()) > 0n);
}
