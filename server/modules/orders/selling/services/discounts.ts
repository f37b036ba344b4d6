import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import { DISCOUNTS_MAX } from '../../../../../contract/orders-terms.ts';
import type { BodyOf, ParamsOf } from '../../../../../contract/schemas.ts';
import type { DiscountView } from '../../../../../contract/selling.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/db/transaction.ts';
import { isUniqueViolation } from '../../../../platform/db/violations.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../../inventory/index.ts';
import { ordersTables } from '../../tables.ts';

/** Newest first. @throws AppError those of `asStaff`. */
export function listDiscounts(platform: Platform, actor: Member, vendor_id: string): Promise<DiscountView[]> {
  return asStaff(platform, { actor, vendor_id, route: 'listDiscounts' }, (tx) => discountsOf(tx, vendor_id));
}

/** @throws AppError `discount_limit`, `discount_code_taken`, those of `asStaff`. */
export function createDiscount(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'createDiscount'> & BodyOf<'createDiscount'>,
): Promise<DiscountView> {
  const { vendor_id, currency, starts_at, ends_at, ...discount } = input;
  return asStaff(platform, { actor, vendor_id, route: 'createDiscount' }, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`orders.discounts.${vendor_id}`}, 0))`.execute(tx);
    const there = await discountsOf(tx, vendor_id);
    if (there.length >= DISCOUNTS_MAX) throw new AppError('discount_limit', { limit: DISCOUNTS_MAX });
    const id = newId();
    const { rows } = await sql<{ currency: string }>`
      SELECT currency FROM inventory.vendors WHERE id = ${vendor_id}`.execute(tx);
    await ordersTables(tx)
      .insertInto('discounts')
      .values({
        ...discount,
        id,
        vendor_id,
        currency: currency ?? rows[0]?.currency ?? 'USD',
        starts_at: timeOf(starts_at),
        ends_at: timeOf(ends_at),
        uses: 0,
        created_at: platform.clock.now(),
      })
      .execute()
      .catch(refuseTakenCode);
    return discountOf(tx, vendor_id, id);
  });
}

/** @throws AppError `discount_unknown`, those of `asStaff`. */
export function updateDiscount(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'updateDiscount'> & BodyOf<'updateDiscount'>,
): Promise<DiscountView> {
  const { vendor_id, id, starts_at, ends_at, uses_max, ...change } = input;
  return asStaff(platform, { actor, vendor_id, route: 'updateDiscount' }, async (tx) => {
    const { numUpdatedRows } = await ordersTables(tx)
      .updateTable('discounts')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .set((eb) => ({
        enabled: eb.ref('enabled'),
        ...change,
        ...(starts_at === undefined ? {} : { starts_at: timeOf(starts_at) }),
        ...(ends_at === undefined ? {} : { ends_at: timeOf(ends_at) }),
        // A limit below what was used already ends it at what was used.
        ...(uses_max === undefined
          ? {}
          : { uses_max: uses_max === null ? null : sql<number>`greatest(uses, ${uses_max})` }),
      }))
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new AppError('discount_unknown');
    return discountOf(tx, vendor_id, id);
  });
}

async function discountsOf(tx: Tx, vendor_id: string): Promise<DiscountView[]> {
  const rows = await ordersTables(tx)
    .selectFrom('discounts')
    .where('vendor_id', '=', vendor_id)
    .orderBy('id', 'desc')
    .limit(DISCOUNTS_MAX)
    .selectAll()
    .execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    kind: row.kind,
    percent_bp: row.percent_bp,
    currency: row.currency,
    uses_max: row.uses_max,
    uses_per_buyer_max: row.uses_per_buyer_max,
    enabled: row.enabled,
    uses: row.uses,
    amount_minor: row.amount_minor === null ? null : Number(row.amount_minor),
    minimum_minor: Number(row.minimum_minor),
    starts_at: row.starts_at?.toISOString() ?? null,
    ends_at: row.ends_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
  }));
}

async function discountOf(tx: Tx, vendor_id: string, id: string): Promise<DiscountView> {
  const found = (await discountsOf(tx, vendor_id)).find((discount) => discount.id === id);
  if (found === undefined) throw new AppError('discount_unknown');
  return found;
}

function timeOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function refuseTakenCode(error: unknown): never {
  throw isUniqueViolation(error, 'discounts_code_unique') ? new AppError('discount_code_taken') : error;
}
