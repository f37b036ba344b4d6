import { AppError } from '../../../../contract/errors.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff } from '../services/as-staff.ts';
import { inventory } from '../tables.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Until when this actor may hear of changes, epoch milliseconds: the end of a visit, or no end; null: not at all. */
export async function mayFollow(platform: Platform, actor: Actor, vendor_id: string): Promise<number | null> {
  if (actor.kind === 'visitor' || !UUID.test(vendor_id)) return null;
  try {
    return await asStaff(platform, { actor, vendor_id, route: 'listCollectibles' }, async (tx, staff) => {
      if (staff.role !== 'admin') return Number.POSITIVE_INFINITY;
      const visit = await inventory(tx)
        .selectFrom('visits')
        .where('vendor_id', '=', vendor_id)
        .where('user_id', '=', actor.user_id)
        .select('expires_at')
        .executeTakeFirst();
      return visit?.expires_at.getTime() ?? null;
    });
  } catch (error) {
    if (error instanceof AppError && error.code === 'vendor_unknown') return null;
    throw error;
  }
}
