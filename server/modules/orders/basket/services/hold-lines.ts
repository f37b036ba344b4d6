import { AppError } from '../../../../../contract/errors.ts';
import { sql } from 'kysely';
import { HOLD_EXTENSIONS_MAX, HOLD_MINUTES } from '../../../../../contract/orders-terms.ts';
import { holdStock } from '../../services/hold-stock.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import { HELD_PIECES_MAX, HELD_PIECES_PER_NETWORK_MAX } from '../limits.ts';
import type { BasketRow } from '../selectors/find-basket.ts';
import type { LineNow } from '../selectors/read-lines.ts';

/** When a hold that is taken now runs out. */
function expiryFrom(at: Date): Date {
  return new Date(at.getTime() + HOLD_MINUTES * 60_000);
}

/**
 * Holds what of the lines is not held yet: all of it or nothing. The basket is locked.
 * @throws AppError `insufficient_stock` `{ lines: [{ listing_id, requested, available }] }`, `hold_limit` `{ limit, scope }`.
 */
export async function holdLines(
  tx: OrdersTx,
  of: { readonly row: BasketRow; readonly lines: readonly LineNow[]; readonly network: string; readonly at: Date },
): Promise<Date> {
  const { row, lines, network, at } = of;
  const expires_at = row.hold_expires_at !== null && row.hold_expires_at > at ? row.hold_expires_at : expiryFrom(at);
  refuseUnsold(lines);
  const wanted = lines
    .filter((line) => line.held < line.quantity)
    .map(({ vendor_id, listing_id, quantity, held }) => ({ vendor_id, listing_id, quantity: quantity - held }));
  if (wanted.length > 0) {
    await refuseHoarding(tx, of);
    const short = new Set(await holdStock(tx, wanted, { basket_id: row.id, group_id: null, expires_at, at }));
    if (short.size > 0) throw tooFew(lines.filter((line) => short.has(line.listing_id)));
  }
  const is_new = expires_at !== row.hold_expires_at;
  await ordersTables(tx)
    .updateTable('baskets')
    .where('id', '=', row.id)
    .set({ hold_expires_at: expires_at, held_from: network, ...(is_new && { hold_extensions: 0 }) })
    .execute();
  // What ran out and nobody has freed yet is held anew.
  if (is_new) await setExpiry(tx, row.id, expires_at);
  return expires_at;
}

/** Begins the ten minutes anew. @throws AppError `hold_limit` after HOLD_EXTENSIONS_MAX times. */
export async function extendHold(tx: OrdersTx, row: BasketRow, at: Date): Promise<void> {
  if (row.hold_extensions >= HOLD_EXTENSIONS_MAX)
    throw new AppError('hold_limit', { limit: HOLD_EXTENSIONS_MAX, scope: 'extensions' });
  const expires_at = expiryFrom(at);
  await setExpiry(tx, row.id, expires_at);
  await ordersTables(tx)
    .updateTable('baskets')
    .where('id', '=', row.id)
    .set({ hold_expires_at: expires_at, hold_extensions: row.hold_extensions + 1 })
    .execute();
}

async function setExpiry(tx: OrdersTx, basket_id: string, expires_at: Date): Promise<void> {
  await ordersTables(tx)
    .updateTable('holds')
    .where('basket_id', '=', basket_id)
    .where('status', '=', 'active')
    .where('group_id', 'is', null)
    .set({ expires_at })
    .execute();
}

/**
 * Nobody takes all there is from everybody else: so many pieces of one basket, and of one network's guests. What waits for
 * its payment counts too, or checkouts that nobody pays would hold everything.
 */
async function refuseHoarding(
  tx: OrdersTx,
  { row, lines, network }: { row: BasketRow; lines: readonly LineNow[]; network: string },
): Promise<void> {
  const own = lines.reduce((sum, line) => sum + line.quantity, 0);
  if (own > HELD_PIECES_MAX) throw new AppError('hold_limit', { limit: HELD_PIECES_MAX, scope: 'basket' });
  if (row.user_id !== null) return;
  const { rows } = await sql<{ pieces: number }>`
    SELECT coalesce(sum(hold.quantity), 0)::integer AS pieces FROM orders.baskets AS basket
    JOIN orders.holds AS hold ON hold.basket_id = basket.id AND hold.status = 'active'
    WHERE basket.held_from = ${network} AND basket.user_id IS NULL AND basket.id <> ${row.id}`.execute(tx);
  if ((rows[0]?.pieces ?? 0) + own > HELD_PIECES_PER_NETWORK_MAX)
    throw new AppError('hold_limit', { limit: HELD_PIECES_PER_NETWORK_MAX, scope: 'network' });
}

/** What is not for sale cannot be held: said of all lines at once, beside those that are too few. */
function refuseUnsold(lines: readonly LineNow[]): void {
  const short = lines.filter((line) => line.price_minor === null || line.available < line.quantity);
  if (short.length > 0) throw tooFew(short);
}

export function tooFew(lines: readonly LineNow[]): AppError {
  return new AppError('insufficient_stock', {
    lines: lines.map(({ listing_id, title, quantity, available, price_minor }) => ({
      listing_id,
      title,
      requested: quantity,
      available: price_minor === null ? 0 : Math.min(available, quantity - 1),
    })),
  });
}
