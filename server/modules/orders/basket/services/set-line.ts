import type { BodyOf } from '../../../../../contract/schemas.ts';
import { AppError } from '../../../../../contract/errors.ts';
import { BASKET_LINES_MAX, BASKET_PIECES_MAX } from '../../../../../contract/orders-terms.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { BuyerCall } from '../../buyer.ts';
import { releaseStock } from '../../services/hold-stock.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import type { BasketRow } from '../selectors/find-basket.ts';
import { findOffer, type OfferRow } from '../selectors/find-offer.ts';
import { type ChangedBasket, changeBasket, touchBasket } from './change-basket.ts';

/**
 * Puts pieces of an offer into the basket, changes how many, or with 0 takes them out. What was held is let go: another
 * basket is another hold.
 *
 * @throws AppError `offer_unknown`, `currency_mixed` `{ currency, basket_currency }`, `basket_full` `{ limit, of }`, and as
 *   `changeBasket`.
 */
export function setLine(
  platform: Platform,
  call: BuyerCall & { readonly listing_id: string; readonly body: BodyOf<'setBasketLine'> },
): Promise<ChangedBasket> {
  const { listing_id, body } = call;
  return changeBasket(
    platform,
    call,
    async (tx, { row, at }) => {
      const lines = await linesOf(tx, row.id);
      const before = lines.find((line) => line.listing_id === listing_id);
      if (body.quantity === 0) {
        if (before === undefined) throw new AppError('offer_unknown');
        await removeLine(tx, row.id, listing_id);
      } else {
        await putLine(tx, { row, before, offer: await findOffer(tx, listing_id), at, body, others: lines });
      }
      await releaseStock(tx, { basket_ids: [row.id] }, { status: 'released', at });
      const currency = await currencyOf(tx, row.id);
      await touchBasket(tx, { row, at }, { currency, hold_expires_at: null, hold_extensions: 0, held_from: null });
    },
    { make: body.quantity > 0 },
  );
}

interface LineRow {
  readonly listing_id: string;
  readonly quantity: number;
}

interface Putting {
  readonly row: BasketRow;
  readonly before: LineRow | undefined;
  readonly offer: OfferRow | null;
  /** All that is in the basket. */
  readonly others: readonly LineRow[];
  readonly at: Date;
  readonly body: BodyOf<'setBasketLine'>;
}

async function putLine(tx: OrdersTx, put: Putting): Promise<void> {
  const { row, offer, body } = put;
  if (offer === null) throw new AppError('offer_unknown');
  refuseFull(put);
  const elsewhere = put.others.some((line) => line.listing_id !== offer.listing_id);
  if (elsewhere && row.currency !== null && row.currency !== offer.currency)
    throw new AppError('currency_mixed', { currency: offer.currency, basket_currency: row.currency });
  const { vendor_id, listing_id } = offer;
  const price_seen_minor = body.price_minor ?? offer.price_minor;
  await ordersTables(tx)
    .insertInto('basket_lines')
    .values({ basket_id: row.id, vendor_id, listing_id, quantity: body.quantity, price_seen_minor, added_at: put.at })
    .onConflict((conflict) =>
      conflict.columns(['basket_id', 'listing_id']).doUpdateSet({ quantity: body.quantity, price_seen_minor }),
    )
    .execute();
}

function refuseFull({ before, others, body }: Putting): void {
  if (before === undefined && others.length >= BASKET_LINES_MAX)
    throw new AppError('basket_full', { limit: BASKET_LINES_MAX, of: 'lines' });
  const pieces = others.reduce((sum, line) => (line === before ? sum : sum + line.quantity), body.quantity);
  // Whoever takes pieces out is not kept from it.
  if (pieces > BASKET_PIECES_MAX && body.quantity > (before?.quantity ?? 0))
    throw new AppError('basket_full', { limit: BASKET_PIECES_MAX, of: 'pieces' });
}

async function linesOf(tx: OrdersTx, basket_id: string): Promise<LineRow[]> {
  return ordersTables(tx)
    .selectFrom('basket_lines')
    .where('basket_id', '=', basket_id)
    .select(['listing_id', 'quantity'])
    .execute();
}

async function removeLine(tx: OrdersTx, basket_id: string, listing_id: string): Promise<void> {
  await ordersTables(tx)
    .deleteFrom('basket_lines')
    .where('basket_id', '=', basket_id)
    .where('listing_id', '=', listing_id)
    .execute();
}

/** Of what is in it now; null for an empty basket. */
async function currencyOf(tx: OrdersTx, basket_id: string): Promise<string | null> {
  const [first] = await linesOf(tx, basket_id);
  return first === undefined ? null : ((await findOffer(tx, first.listing_id, { any: true }))?.currency ?? null);
}
