import { AppError } from '../../../../../contract/errors.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { BuyerCall } from '../../buyer.ts';
import { releaseStock } from '../../services/hold-stock.ts';
import { ordersTables } from '../../tables.ts';
import { readLines } from '../selectors/read-lines.ts';
import { type ChangedBasket, changeBasket, touchBasket } from './change-basket.ts';
import { extendHold, holdLines } from './hold-lines.ts';

/**
 * Holds every piece for HOLD_MINUTES, or begins these minutes anew: all of them or none.
 * @throws AppError `basket_empty`, `insufficient_stock`, `hold_limit`, and as `changeBasket`.
 */
export function holdBasket(platform: Platform, call: BuyerCall): Promise<ChangedBasket> {
  return changeBasket(platform, call, async (tx, { row, buyer, at }) => {
    const lines = await readLines(tx, row);
    if (lines.length === 0) throw new AppError('basket_empty');
    const is_held = row.hold_expires_at !== null && row.hold_expires_at > at;
    if (is_held && lines.every((line) => line.held >= line.quantity)) return extendHold(tx, row, at);
    await holdLines(tx, { row, lines, network: buyer.network, at });
  });
}

/** Lets go of what is held; the basket stays. @throws AppError as `changeBasket`. */
export function releaseBasket(platform: Platform, call: BuyerCall): Promise<ChangedBasket> {
  return changeBasket(platform, call, async (tx, { row, at }) => {
    await releaseStock(tx, { basket_ids: [row.id] }, { status: 'released', at });
    await ordersTables(tx)
      .updateTable('baskets')
      .where('id', '=', row.id)
      .set({ hold_expires_at: null, hold_extensions: 0, held_from: null })
      .execute();
  });
}

/** Takes everything out and lets go of it; who and where to stays. @throws AppError as `changeBasket`. */
export function emptyBasket(platform: Platform, call: BuyerCall): Promise<ChangedBasket> {
  return changeBasket(platform, call, async (tx, { row, at }) => {
    await releaseStock(tx, { basket_ids: [row.id] }, { status: 'released', at });
    await ordersTables(tx).deleteFrom('basket_lines').where('basket_id', '=', row.id).execute();
    await touchBasket(tx, { row, at }, EMPTIED);
  });
}

/** What an empty basket forgets. */
export const EMPTIED = {
  currency: null,
  shipping_methods: {},
  discount_codes: [],
  note: '',
  hold_expires_at: null,
  hold_extensions: 0,
  held_from: null,
};
