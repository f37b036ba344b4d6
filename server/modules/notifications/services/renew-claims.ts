import { sql } from 'kysely';
import { LEASE_MS } from '../../../platform/errand-runner.ts';
import type { Platform } from '../../../platform/platform.ts';
import { notifications } from '../tables.ts';
import type { Claimed } from './claim-deliveries.ts';

/** Keeps what this process is still sending from being taken over; what was taken over already stays so. */
export async function renewClaims(
  { db, clock }: Platform,
  claims: readonly Pick<Claimed, 'id' | 'claim'>[],
): Promise<void> {
  if (claims.length === 0) return;
  const ids = claims.map(({ id }) => id);
  const proofs = claims.map(({ claim }) => claim);
  await notifications(db)
    .updateTable('deliveries')
    .where(sql<boolean>`(id, claim) IN (SELECT * FROM unnest(${ids}::uuid[], ${proofs}::uuid[]))`)
    .set({ claimed_until: new Date(clock.ms() + LEASE_MS) })
    .execute();
}
