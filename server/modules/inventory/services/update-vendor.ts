import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import {
  LOCATIONS_MAX,
  type LocationView,
  VISIT_MINUTES,
  type VendorView,
} from '../../../../contract/inventory-vendors.ts';
import type { BodyOf, ParamsOf, ReplyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { isUniqueViolation } from '../../../platform/db/violations.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAudit } from '../../identity/index.ts';
import { inventory } from '../tables.ts';
import { vendorView } from '../vendor.ts';
import { asStaff } from './as-staff.ts';
import { enterScope } from './enter-scope.ts';

/** Renames a vendor. @throws AppError those of `asStaff`. */
export function updateVendor(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'updateVendor'> & BodyOf<'updateVendor'>,
): Promise<VendorView> {
  const { vendor_id, name } = input;
  return asStaff(platform, { actor, vendor_id, route: 'updateVendor' }, async (tx, { role }) => {
    const row = await inventory(tx)
      .updateTable('vendors')
      .where('id', '=', vendor_id)
      .set({ name })
      .returningAll()
      .executeTakeFirstOrThrow();
    return vendorView(row, role);
  });
}

/** @throws AppError `location_name_taken`, `location_limit` `{ limit }`, those of `asStaff`. */
export function createLocation(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'createLocation'> & BodyOf<'createLocation'>,
): Promise<LocationView> {
  const { vendor_id, name } = input;
  return asStaff(platform, { actor, vendor_id, route: 'createLocation' }, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`inventory.locations.${vendor_id}`}, 0))`.execute(tx);
    const there = await inventory(tx).selectFrom('locations').where('vendor_id', '=', vendor_id).select('id').execute();
    if (there.length >= LOCATIONS_MAX) throw new AppError('location_limit', { limit: LOCATIONS_MAX });
    const location = { id: newId(), vendor_id, name, created_at: platform.clock.now() };
    await inventory(tx).insertInto('locations').values(location).execute().catch(refuseTakenName);
    return { id: location.id, name, created_at: location.created_at.toISOString() };
  });
}

/** @throws AppError `location_unknown`, `location_name_taken`, those of `asStaff`. */
export function updateLocation(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'updateLocation'> & BodyOf<'updateLocation'>,
): Promise<LocationView> {
  const { vendor_id, id, name } = input;
  return asStaff(platform, { actor, vendor_id, route: 'updateLocation' }, async (tx) => {
    const row = await inventory(tx)
      .updateTable('locations')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .set({ name })
      .returning(['id', 'name', 'created_at'])
      .executeTakeFirst()
      .catch(refuseTakenName);
    if (row === undefined) throw new AppError('location_unknown');
    return { ...row, created_at: row.created_at.toISOString() };
  });
}

function refuseTakenName(error: unknown): never {
  throw isUniqueViolation(error, 'locations_name_unique') ? new AppError('location_name_taken') : error;
}

const MINUTE_MS = 60_000;

/**
 * Lets an administrator read what the vendor reads, for VISIT_MINUTES; the reason stands in the audit log.
 * @throws AppError `vendor_unknown`.
 */
export function visitVendor(
  platform: Platform,
  call: { readonly actor: Member; readonly vendor_id: string; readonly reason: string; readonly request_id: string },
): Promise<ReplyOf<'visitVendor'>> {
  const { vendor_id, reason } = call;
  const { user_id } = call.actor;
  const expires_at = new Date(platform.clock.ms() + VISIT_MINUTES * MINUTE_MS);
  return inTransaction(platform.db, async (whole) => {
    // Written as the program, before the walls go up: the role behind them knows no audit log.
    await recordAudit(whole, platform, {
      action: 'vendor.visited',
      actor_id: user_id,
      subject_id: vendor_id,
      request_id: call.request_id,
      detail: { reason },
    });
    const tx = await enterScope(whole, { user_id, vendor_id });
    const vendor = await inventory(tx)
      .selectFrom('vendors')
      .where('id', '=', vendor_id)
      .select('id')
      .executeTakeFirst();
    if (vendor === undefined) throw new AppError('vendor_unknown');
    await inventory(tx)
      .insertInto('visits')
      .values({ vendor_id, user_id, reason, expires_at })
      .onConflict((conflict) => conflict.columns(['vendor_id', 'user_id']).doUpdateSet({ reason, expires_at }))
      .execute();
    return { vendor_id, reason, expires_at: expires_at.toISOString() };
  });
}
