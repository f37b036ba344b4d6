import { AppError } from '../../../../contract/errors.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import { inventory } from '../tables.ts';
import { enterScope, leaveScope } from './enter-scope.ts';

/**
 * Asked before an account is erased: no vendor may be left without an owner, nor its staff without anyone who can name
 * one. Owners are locked, vendor after vendor by id, until the transaction ends: of two who leave at once, one stays.
 * @throws AppError `last_owner_of` `{ vendors: [{ id, name }] }`.
 */
export async function refuseLastOwner(tx: Tx, user_id: string): Promise<void> {
  const person = await enterScope(tx, { user_id });
  const owned = await inventory(person)
    .selectFrom('staff')
    .where('user_id', '=', user_id)
    .where('role', '=', 'owner')
    .orderBy('vendor_id')
    .select('vendor_id')
    .execute();
  const alone = [];
  for (const { vendor_id } of owned) {
    const name = await nameIfAlone(tx, { user_id, vendor_id });
    if (name !== null) alone.push({ id: vendor_id, name });
  }
  await leaveScope(person);
  if (alone.length === 0) return;
  const names = alone.map(({ name }) => `“${name}”`).join(', ');
  const detail = `You are the only owner of ${names}. Make someone else an owner, or close the shop in its settings.`;
  throw new AppError('last_owner_of', { detail, vendors: alone });
}

/** @returns the vendor's name where nobody else owns it. */
async function nameIfAlone(
  whole: Tx,
  scope: { readonly user_id: string; readonly vendor_id: string },
): Promise<string | null> {
  const tx = await enterScope(whole, scope);
  const owners = await inventory(tx)
    .selectFrom('staff')
    .where('vendor_id', '=', scope.vendor_id)
    .where('role', '=', 'owner')
    .orderBy('user_id')
    .forUpdate()
    .select('user_id')
    .execute();
  if (owners.some((one) => one.user_id !== scope.user_id) || owners.length === 0) return null;
  const { name } = await inventory(tx)
    .selectFrom('vendors')
    .where('id', '=', scope.vendor_id)
    .select('name')
    .executeTakeFirstOrThrow();
  return name;
}
