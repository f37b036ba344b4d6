import type { BasketView } from '../../../../../contract/basket.ts';
import { AppError } from '../../../../../contract/errors.ts';
import { newId } from '../../../../platform/ids.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { type Buyer, buyerOf, type BuyerCall, guestKey, newGuestToken } from '../../buyer.ts';
import { cancelUnpaid } from '../../checkout/services/close-group.ts';
import { inOrders } from '../../services/in-orders.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import { basketView } from '../basket-view.ts';
import { type BasketRow, findBasket, openGroup } from '../selectors/find-basket.ts';
import { accountEmail } from '../selectors/get-basket.ts';
import { readBasket } from '../selectors/read-basket.ts';

/** A basket after a change, and the token of a guest who got one by it. */
export interface ChangedBasket {
  readonly basket: BasketView;
  readonly new_token: string | null;
}

/** What a change does, with the basket locked. */
export type BasketWork = (
  tx: OrdersTx,
  basket: { readonly row: BasketRow; readonly buyer: Buyer; readonly at: Date },
) => Promise<void>;

/**
 * The frame of every change of a basket: one transaction with the basket locked and nothing of it waiting for its payment.
 * A checkout whose payment was declined is given up by it: the buyer has gone back to the basket.
 *
 * @param make whether a basket is made where there is none.
 * @throws AppError `basket_unknown`, `basket_busy` `{ group_id }`, and what `work` throws.
 */
export async function changeBasket(
  platform: Platform,
  call: BuyerCall,
  work: BasketWork,
  { make = false }: { readonly make?: boolean } = {},
): Promise<ChangedBasket> {
  const known = await knownBuyer(platform, call, make);
  const { buyer } = known;
  const account_email = await accountEmail(platform, buyer);
  const attempt = (): Promise<BasketView> => {
    const at = platform.clock.now();
    return inOrders(platform, buyer, async (tx) => {
      if (make) await makeBasket(tx, buyer, at);
      const row = await findBasket(tx, buyer, { lock: true });
      if (row === null) throw new AppError('basket_unknown');
      await refuseBusy(tx, row);
      await work(tx, { row, buyer, at });
      const changed = await findBasket(tx, buyer, { lock: false });
      if (changed === null) throw new AppError('basket_unknown');
      return basketView(await readBasket(tx, { row: changed, buyer_key: buyer.key, account_email, at }), at);
    });
  };
  try {
    return { basket: await attempt(), new_token: known.new_token };
  } catch (error) {
    if (!(error instanceof LeftGroup)) throw error;
    await cancelUnpaid(platform, error.group_id, { by: 'buyer', reason: 'The buyer went back to the basket.' });
    return { basket: await attempt(), new_token: known.new_token };
  }
}

/** A checkout that waits for a payment nobody is making. */
class LeftGroup extends AppError {
  readonly group_id: string;
  constructor(group_id: string) {
    super('basket_busy', { group_id });
    this.group_id = group_id;
  }
}

async function refuseBusy(tx: OrdersTx, row: BasketRow): Promise<void> {
  const open = await openGroup(tx, row.id);
  if (open === null) return;
  throw open.is_paying ? new AppError('basket_busy', { group_id: open.group_id }) : new LeftGroup(open.group_id);
}

/** Who calls; a guest without a token, or with one that was never given out, gets one where `make` says so. */
async function knownBuyer(
  platform: Platform,
  call: BuyerCall,
  make: boolean,
): Promise<{ readonly buyer: Buyer; readonly new_token: string | null }> {
  const buyer = buyerOf(call);
  if (buyer !== null && (!make || buyer.user_id !== null || (await isKnown(platform, buyer))))
    return { buyer, new_token: null };
  if (!make) throw new AppError('basket_unknown');
  const token = newGuestToken();
  return { buyer: { ...guestKey(token), network: buyer?.network ?? call.request.address }, new_token: token };
}

function isKnown(platform: Platform, buyer: Buyer): Promise<boolean> {
  return inOrders(platform, buyer, async (tx) => {
    if ((await findBasket(tx, buyer, { lock: false })) !== null) return true;
    const group = await ordersTables(tx)
      .selectFrom('order_groups')
      .where('guest_hash', '=', buyer.guest_hash)
      .select('id')
      .limit(1)
      .executeTakeFirst();
    return group !== undefined;
  });
}

async function makeBasket(tx: OrdersTx, { user_id, guest_hash }: Buyer, at: Date): Promise<void> {
  await ordersTables(tx)
    .insertInto('baskets')
    .values({
      id: newId(),
      user_id,
      guest_hash,
      currency: null,
      email: null,
      shipping_address: null,
      billing_address: null,
      shipping_methods: '{}',
      discount_codes: [],
      note: '',
      version: 1,
      hold_expires_at: null,
      hold_extensions: 0,
      held_from: null,
      created_at: at,
      updated_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Columns to write; what is undefined stays. */
export type BasketPatch = {
  readonly [Column in Exclude<keyof BasketRow, 'id' | 'version' | 'updated_at'>]?: BasketRow[Column] | undefined;
};

/** Notes that the basket is another one now. */
export async function touchBasket(
  tx: OrdersTx,
  { row, at }: { readonly row: BasketRow; readonly at: Date },
  set: BasketPatch = {},
): Promise<void> {
  const { shipping_methods, shipping_address, billing_address, ...plain } = set;
  await ordersTables(tx)
    .updateTable('baskets')
    .where('id', '=', row.id)
    .set({
      ...(plain as Partial<BasketRow>),
      ...(shipping_methods !== undefined && { shipping_methods: JSON.stringify(shipping_methods) }),
      ...(shipping_address !== undefined && { shipping_address: jsonOf(shipping_address) }),
      ...(billing_address !== undefined && { billing_address: jsonOf(billing_address) }),
      version: row.version + 1,
      updated_at: at,
    })
    .execute();
}

function jsonOf(value: BasketRow['shipping_address']): string | null {
  return value === null ? null : JSON.stringify(value);
}
