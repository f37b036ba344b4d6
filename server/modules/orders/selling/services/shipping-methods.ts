import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import { SHIPPING_METHODS_MAX } from '../../../../../contract/orders-terms.ts';
import type { BodyOf, ParamsOf } from '../../../../../contract/schemas.ts';
import type { ShippingMethodView } from '../../../../../contract/selling.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/db/transaction.ts';
import { isCheckViolation } from '../../../../platform/db/violations.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../../inventory/index.ts';
import { ordersTables } from '../../tables.ts';
import type { ShippingRate } from '../../tables-selling.ts';

/** In the order in which they were made. @throws AppError those of `asStaff`. */
export function listShippingMethods(
  platform: Platform,
  actor: Member,
  vendor_id: string,
): Promise<ShippingMethodView[]> {
  return asStaff(platform, { actor, vendor_id, route: 'listShippingMethods' }, (tx) => methodsOf(tx, vendor_id));
}

/** @throws AppError `shipping_method_limit`, `days_reversed`, those of `asStaff`. */
export function createShippingMethod(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'createShippingMethod'> & BodyOf<'createShippingMethod'>,
): Promise<ShippingMethodView> {
  const { vendor_id, currency, rates, ...method } = input;
  assertDays(method);
  return asStaff(platform, { actor, vendor_id, route: 'createShippingMethod' }, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`orders.shipping.${vendor_id}`}, 0))`.execute(tx);
    const there = await methodsOf(tx, vendor_id);
    if (there.length >= SHIPPING_METHODS_MAX)
      throw new AppError('shipping_method_limit', { limit: SHIPPING_METHODS_MAX });
    const id = newId();
    await ordersTables(tx)
      .insertInto('shipping_methods')
      .values({
        ...method,
        id,
        vendor_id,
        currency: currency ?? (await currencyOf(tx, vendor_id)),
        rates: JSON.stringify(rates),
        created_at: platform.clock.now(),
      })
      .execute();
    return methodOf(tx, vendor_id, id);
  });
}

/** @throws AppError `shipping_method_unknown`, `days_reversed`, those of `asStaff`. */
export function updateShippingMethod(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'updateShippingMethod'> & BodyOf<'updateShippingMethod'>,
): Promise<ShippingMethodView> {
  const { vendor_id, id, rates, ...change } = input;
  return asStaff(platform, { actor, vendor_id, route: 'updateShippingMethod' }, async (tx) => {
    const { numUpdatedRows } = await ordersTables(tx)
      .updateTable('shipping_methods')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      // One column is always set: a change of rates alone sets the others to what they are.
      .set({ id, ...change, ...(rates === undefined ? {} : { rates: JSON.stringify(rates) }) })
      .executeTakeFirst()
      .catch(refuseReversedDays);
    if (numUpdatedRows === 0n) throw new AppError('shipping_method_unknown');
    return methodOf(tx, vendor_id, id);
  });
}

/** @throws AppError `shipping_method_unknown`, those of `asStaff`. */
export async function deleteShippingMethod(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'deleteShippingMethod'>,
): Promise<void> {
  await asStaff(platform, { actor, vendor_id, route: 'deleteShippingMethod' }, async (tx) => {
    const { numDeletedRows } = await ordersTables(tx)
      .deleteFrom('shipping_methods')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new AppError('shipping_method_unknown');
  });
}

async function methodsOf(tx: Tx, vendor_id: string): Promise<ShippingMethodView[]> {
  const rows = await ordersTables(tx)
    .selectFrom('shipping_methods')
    .where('vendor_id', '=', vendor_id)
    .orderBy('id')
    .limit(SHIPPING_METHODS_MAX)
    .select(['id', 'name', 'countries', 'basis', 'rates', 'currency', 'days_min', 'days_max', 'enabled'])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    countries: row.countries,
    basis: row.basis,
    rates: [...(row.rates as readonly ShippingRate[])],
    currency: row.currency,
    days_min: row.days_min,
    days_max: row.days_max,
    enabled: row.enabled,
  }));
}

async function methodOf(tx: Tx, vendor_id: string, id: string): Promise<ShippingMethodView> {
  const found = (await methodsOf(tx, vendor_id)).find((method) => method.id === id);
  if (found === undefined) throw new AppError('shipping_method_unknown');
  return found;
}

async function currencyOf(tx: Tx, vendor_id: string): Promise<string> {
  const { rows } = await sql<{
    currency: string;
  }>`SELECT currency FROM inventory.vendors WHERE id = ${vendor_id}`.execute(tx);
  return rows[0]?.currency ?? 'USD';
}

function assertDays({ days_min, days_max }: { readonly days_min: number; readonly days_max: number }): void {
  if (days_min > days_max) throw new AppError('days_reversed', { days_min, days_max });
}

function refuseReversedDays(error: unknown): never {
  throw isCheckViolation(error, 'shipping_methods_days') ? new AppError('days_reversed') : error;
}
