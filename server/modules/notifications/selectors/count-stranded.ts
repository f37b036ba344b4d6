import { LEASE_MS } from '../../../platform/errand-runner.ts';
import type { Platform } from '../../../platform/platform.ts';
import { notifications } from '../tables.ts';

/** A claim that ended this long ago should have been taken over. */
const LATE_MS = LEASE_MS + 5 * 60_000;
/** Due this long and still nobody's: the deliverers do not keep up, or none runs. */
const UNTAKEN_MS = 15 * 60_000;

/**
 * Deliveries that break the promise that each ends sent, failed or suppressed; all must be 0.
 * `claims`: taken by a process that is gone, and not taken over. `untaken`: long due, and nobody's. `carried`: told in a
 * message that has ended otherwise. `held`: past the time they were held for.
 */
export async function countStranded({ db, clock }: Platform) {
  const late = new Date(clock.ms() - LATE_MS);
  const untaken = new Date(clock.ms() - UNTAKEN_MS);
  const pending = notifications(db).selectFrom('deliveries as delivery').where('delivery.status', '=', 'pending');
  const count = async (rows: typeof pending): Promise<number> => {
    const row = await rows.select((eb) => eb.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
    return Number(row.count);
  };
  const own = pending.where('delivery.carried_by', 'is', null);
  return {
    claims: await count(own.where('delivery.claimed_until', '<', late)),
    untaken: await count(
      own
        .where('delivery.hold', 'is', null)
        .where('delivery.claim', 'is', null)
        .where('delivery.next_try_at', '<', untaken),
    ),
    held: await count(own.where('delivery.hold', 'is not', null).where('delivery.next_try_at', '<', untaken)),
    carried: await count(
      pending.where((eb) =>
        eb.exists(
          eb
            .selectFrom('deliveries as carrier')
            .whereRef('carrier.id', '=', 'delivery.carried_by')
            .where('carrier.status', '<>', 'pending')
            .select('carrier.id'),
        ),
      ),
    ),
  };
}
