import type { BasketView } from '../../../../../contract/basket.ts';
import { AppError } from '../../../../../contract/errors.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { accountsByIds } from '../../../identity/index.ts';
import { type Buyer, buyerOf, type BuyerCall } from '../../buyer.ts';
import { inOrders } from '../../services/in-orders.ts';
import { basketView } from '../basket-view.ts';
import { findBasket } from './find-basket.ts';
import { readBasket } from './read-basket.ts';

/** The caller's basket as it stands now. @throws AppError `basket_unknown`. */
export async function getBasket(platform: Platform, call: BuyerCall): Promise<BasketView> {
  const buyer = buyerOf(call);
  if (buyer === null) throw new AppError('basket_unknown');
  const account_email = await accountEmail(platform, buyer);
  const at = platform.clock.now();
  return inOrders(platform, buyer, async (tx) => {
    const row = await findBasket(tx, buyer, { lock: false });
    if (row === null) throw new AppError('basket_unknown');
    return basketView(await readBasket(tx, { row, buyer_key: buyer.key, account_email, at }), at);
  });
}

/** Where an account's orders are written to unless it says otherwise. */
export async function accountEmail(platform: Platform, { user_id }: Pick<Buyer, 'user_id'>): Promise<string | null> {
  if (user_id === null) return null;
  const [account] = await accountsByIds(platform.db, [user_id]);
  return account?.email ?? null;
}
