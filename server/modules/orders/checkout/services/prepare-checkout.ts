import { sql } from 'kysely';
import type { BodyOf } from '../../../../../contract/schemas.ts';
import { AppError } from '../../../../../contract/errors.ts';
import { recordMany, told } from '../../../../platform/facts/record.ts';
import type { Buyer } from '../../buyer.ts';
import type { OrdersContext } from '../../context.ts';
import { orderCreated } from '../../facts.ts';
import { linesOf, ofOrder } from '../../order-facts.ts';
import { appendEvent } from '../../services/append-events.ts';
import type { OrdersTx } from '../../tables.ts';
import { ordersTables } from '../../tables.ts';
import { type BasketNow, problemOf } from '../../basket/price-basket.ts';
import { type BasketRow, findBasket } from '../../basket/selectors/find-basket.ts';
import { readBasket } from '../../basket/selectors/read-basket.ts';
import { isUsedUp } from '../../basket/selectors/read-selling.ts';
import { holdLines, tooFew } from '../../basket/services/hold-lines.ts';
import { openGroupWork } from './open-group.ts';
import { writeGroup } from './write-group.ts';

export interface Preparing {
  readonly buyer: Buyer;
  readonly account_email: string | null;
  readonly body: BodyOf<'checkOut'>;
  readonly at: Date;
}

/**
 * Makes a checkout of a basket, in the caller's transaction: holds what is not held, works everything out again with the
 * basket locked, compares it with what the buyer saw, and freezes it as one order per vendor that waits for its payment.
 * The same version of a basket becomes one checkout, however often it is asked for.
 *
 * @returns its id.
 * @throws AppError `basket_unknown`, `basket_empty`, `basket_changed`, `basket_incomplete`, `insufficient_stock`,
 *   `total_changed`, `hold_limit`.
 */
export async function prepareCheckout(tx: OrdersTx, context: OrdersContext, asked: Preparing): Promise<string> {
  const { buyer, body, account_email, at } = asked;
  const row = await findBasket(tx, buyer, { lock: true });
  if (row === null) throw new AppError('basket_unknown');
  const before = await earlierGroup(tx, row, body);
  if (before !== null) return before;
  if (row.version !== body.basket_version) throw new AppError('basket_changed', { version: row.version });
  const now = await readBasket(tx, { row, buyer_key: buyer.key, account_email, at });
  refuseUnready(now, body.expected_total_minor);
  const lines = now.parts.flatMap((part) => part.lines);
  await holdLines(tx, { row, lines, network: buyer.network, at });
  await countCodes(tx, now, buyer);
  const group_id = await writeGroup(tx, context, { now, asked });
  await tellCreated(tx, group_id, asked);
  return group_id;
}

/** The checkout that this version of the basket became before. */
async function earlierGroup(tx: OrdersTx, row: BasketRow, body: BodyOf<'checkOut'>): Promise<string | null> {
  const group = await ordersTables(tx)
    .selectFrom('order_groups')
    .where('basket_id', '=', row.id)
    .where('basket_version', '=', body.basket_version)
    .select(['id', 'status', 'total_minor'])
    .executeTakeFirst();
  if (group === undefined) return null;
  if (group.status === 'cancelled' || group.status === 'expired')
    throw new AppError('basket_changed', { version: row.version });
  const total_minor = Number(group.total_minor);
  if (total_minor !== body.expected_total_minor) throw new AppError('total_changed', { total_minor });
  return group.id;
}

function refuseUnready({ parts, missing, totals }: BasketNow, expected_total_minor: number): void {
  if (missing.includes('lines')) throw new AppError('basket_empty');
  const needed = missing.filter((one) => one !== 'changes_accepted');
  if (needed.length > 0) throw new AppError('basket_incomplete', { missing });
  const lines = parts.flatMap((part) => part.lines);
  const short = lines.filter((line) => ['too_few', 'unavailable'].includes(problemOf(line) ?? ''));
  if (short.length > 0) throw tooFew(short);
  if (totals.total_minor !== expected_total_minor)
    throw new AppError('total_changed', { total_minor: totals.total_minor, expected_total_minor });
  if (missing.length > 0) throw new AppError('basket_incomplete', { missing });
}

/**
 * Counts a use of each code that takes something off.
 * @throws AppError `total_changed` where the last use just went, of all or of this buyer's.
 */
async function countCodes(tx: OrdersTx, now: BasketNow, { key: buyer_key }: Buyer): Promise<void> {
  const used = now.parts.flatMap((part) => part.codes.filter((_, place) => (part.totals.codes[place] ?? 0) > 0));
  for (const code of used.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const counted = await sql`UPDATE orders.discounts SET uses = uses + 1
      WHERE vendor_id = ${code.vendor_id} AND id = ${code.id} AND (uses_max IS NULL OR uses < uses_max)`.execute(tx);
    if (counted.numAffectedRows !== 1n || (await isUsedUp(tx, code, { buyer_key, email: now.email })))
      throw new AppError('total_changed', { code: code.code });
  }
}

async function tellCreated(tx: OrdersTx, group_id: string, { buyer, at }: Preparing): Promise<void> {
  const by = { actor: 'buyer', actor_id: buyer.user_id } as const;
  const work = await openGroupWork(tx, group_id, { at, by });
  if (work === null) throw new Error('a checkout that was just written is there');
  for (const { order } of work.orders) {
    await appendEvent(tx, { vendor_id: order.vendor_id, order_id: order.id }, at, {
      type: 'created',
      ...by,
      text: 'The order waits for its payment.',
      to_status: 'pending_payment',
    });
  }
  const facts = work.orders.map((one) => {
    const pieces = new Map(one.lines.map((line) => [line.id, line.quantity]));
    return told(orderCreated, one.order.id, { ...ofOrder(one), lines: linesOf(one.lines, pieces) });
  });
  await recordMany(tx, facts);
}
