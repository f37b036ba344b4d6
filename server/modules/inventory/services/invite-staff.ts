import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import { INVITATION_DAYS, STAFF_MAX } from '../../../../contract/inventory-vendors.ts';
import type { BodyOf, ParamsOf, ReplyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { listStaff } from '../selectors/list-staff.ts';
import { inventory, type VendorTx } from '../tables.ts';
import { invitationHash, invitationView, newInvitationToken } from '../vendor.ts';
import type { Invited } from '../doors.ts';
import { asStaff } from './as-staff.ts';
import { leaveScope } from './enter-scope.ts';

const DAY_MS = 86_400_000;

/**
 * Makes a link that lets one address join, once. A new one for the same address takes the place of the older. Whoever
 * has an account of that address is told of it; the answer does not say whether anybody has.
 * @returns the token, which is stored nowhere.
 * @throws AppError `staff_exists`, `staff_limit`, those of `asStaff`.
 */
export async function inviteStaff(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'inviteStaff'> & BodyOf<'inviteStaff'>,
  invited: Invited,
): Promise<ReplyOf<'inviteStaff'>> {
  const { vendor_id, email, role } = input;
  const staff = await listStaff(platform, actor, { vendor_id, route: 'inviteStaff' });
  if (staff.some((one) => one.email === email)) throw new AppError('staff_exists');
  const token = newInvitationToken();
  const created_at = platform.clock.now();
  const invitation = {
    id: newId(),
    vendor_id,
    email,
    role,
    token_hash: invitationHash(token),
    invited_by: actor.user_id,
    created_at,
    expires_at: new Date(created_at.getTime() + INVITATION_DAYS * DAY_MS),
  };
  await asStaff(platform, { actor, vendor_id, route: 'inviteStaff' }, async (tx) => {
    await lockStaffList(tx, vendor_id);
    await inventory(tx)
      .deleteFrom('invitations')
      .where('vendor_id', '=', vendor_id)
      .where('email', '=', email)
      .execute();
    await assertRoomForStaff(tx, vendor_id);
    await inventory(tx).insertInto('invitations').values(invitation).execute();
    const { name } = await inventory(tx)
      .selectFrom('vendors')
      .where('id', '=', vendor_id)
      .select('name')
      .executeTakeFirstOrThrow();
    const by = staff.find((one) => one.user_id === actor.user_id);
    await invited(await leaveScope(tx), {
      invitation_id: invitation.id,
      vendor_id,
      vendor: name,
      email,
      role,
      invited_by: by?.name === '' ? by.email : (by?.name ?? ''),
      path: `/invitations/${token}`,
      at: created_at,
    });
  });
  const link = new URL(`/invitations/${token}`, platform.config.public_url).href;
  return { ...invitationView(invitation), token, link };
}

/** @throws AppError `invitation_unknown`, those of `asStaff`. */
export async function revokeInvitation(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'revokeInvitation'>,
): Promise<void> {
  const { vendor_id, id } = input;
  await asStaff(platform, { actor, vendor_id, route: 'revokeInvitation' }, async (tx) => {
    const revoked = await inventory(tx)
      .deleteFrom('invitations')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .executeTakeFirst();
    if (revoked.numDeletedRows === 0n) throw new AppError('invitation_unknown');
  });
}

/** Whoever adds to the staff waits for whoever does so now. */
async function lockStaffList(tx: VendorTx, vendor_id: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`inventory.staff.${vendor_id}`}, 0))`.execute(tx);
}

/** @throws AppError `staff_limit` `{ limit }`. */
async function assertRoomForStaff(tx: VendorTx, vendor_id: string): Promise<void> {
  const { people } = await inventory(tx)
    .selectNoFrom((eb) => [
      sql<number>`(${eb.selectFrom('staff').where('vendor_id', '=', vendor_id).select(sql`count(*)`.as('n'))}
        + ${eb.selectFrom('invitations').where('vendor_id', '=', vendor_id).select(sql`count(*)`.as('n'))})::int`.as(
        'people',
      ),
    ])
    .executeTakeFirstOrThrow();
  if (people >= STAFF_MAX) throw new AppError('staff_limit', { limit: STAFF_MAX });
}
