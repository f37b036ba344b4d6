import type { BodyOf } from '../../../../../contract/schemas.ts';
import { AppError } from '../../../../../contract/errors.ts';
import { HOLD_EXTENSIONS_MAX, HOLD_MINUTES } from '../../../../../contract/orders-terms.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { BuyerCall } from '../../buyer.ts';
import { releaseStock } from '../../services/hold-stock.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import { problemOf } from '../price-basket.ts';
import type { BasketRow } from '../selectors/find-basket.ts';
import { readLines } from '../selectors/read-lines.ts';
import { readSelling } from '../selectors/read-selling.ts';
import { type ChangedBasket, changeBasket, touchBasket } from './change-basket.ts';
import { extendHold } from './hold-lines.ts';

/** A hold of which less is left begins anew with a step towards paying. */
const EXTENDED_WITHIN_MS = (HOLD_MINUTES * 60_000) / 2;

/**
 * Says who and where to, how it is sent, codes, a note, or that what changed is accepted; what is left out stays.
 * @throws AppError `shipping_method_unknown`, and as `changeBasket`.
 */
export function updateBasket(
  platform: Platform,
  call: BuyerCall & { readonly body: BodyOf<'updateBasket'> },
): Promise<ChangedBasket> {
  const { accept_changes, shipping_methods, discount_codes, ...said } = call.body;
  return changeBasket(platform, call, async (tx, { row, buyer, at }) => {
    const accepted = accept_changes === true ? await acceptChanges(tx, row, at) : {};
    const set = {
      ...said,
      ...accepted,
      ...(discount_codes !== undefined && { discount_codes: [...new Set(discount_codes)] }),
      ...(shipping_methods !== undefined && { shipping_methods: await chosen(tx, row, shipping_methods, buyer.key) }),
    };
    await touchBasket(tx, { row, at }, set);
    const left_ms = row.hold_expires_at === null ? null : row.hold_expires_at.getTime() - at.getTime();
    const is_running = left_ms !== null && left_ms > 0 && left_ms < EXTENDED_WITHIN_MS && accept_changes !== true;
    if (is_running && row.hold_extensions < HOLD_EXTENSIONS_MAX) await extendHold(tx, row, at);
  });
}

/** @throws AppError `shipping_method_unknown` for one that its vendor does not have. */
async function chosen(
  tx: OrdersTx,
  row: BasketRow,
  said: readonly { readonly vendor_id: string; readonly method_id: string }[],
  buyer_key: string,
): Promise<Record<string, string>> {
  const selling = await readSelling(tx, {
    vendor_ids: said.map((one) => one.vendor_id),
    codes: [],
    buyer_key,
    email: null,
  });
  const unknown = said.find(({ vendor_id, method_id }) =>
    (selling.get(vendor_id)?.methods ?? []).every((method) => method.id !== method_id),
  );
  if (unknown !== undefined) throw new AppError('shipping_method_unknown', { ...unknown });
  return {
    ...(row.shipping_methods as Readonly<Record<string, string>>),
    ...Object.fromEntries(said.map(({ vendor_id, method_id }) => [vendor_id, method_id])),
  };
}

/** Takes prices and pieces as they are now; what is not for sale any more goes out. */
async function acceptChanges(tx: OrdersTx, row: BasketRow, at: Date): Promise<Partial<BasketRow>> {
  const lines = await readLines(tx, row);
  const changed = lines.filter((line) => problemOf(line) !== null);
  for (const line of changed) {
    const one = { basket_id: row.id, listing_id: line.listing_id };
    if (problemOf(line) === 'unavailable') await removeLine(tx, one);
    else await acceptLine(tx, one, { quantity: Math.min(line.quantity, line.available), price: line.price_minor ?? 0 });
  }
  if (changed.every((line) => problemOf(line) === 'price_changed')) return {};
  await releaseStock(tx, { basket_ids: [row.id] }, { status: 'released', at });
  const left = lines.some((line) => problemOf(line) !== 'unavailable');
  const currency = left ? row.currency : null;
  return { currency, hold_expires_at: null, hold_extensions: 0, held_from: null };
}

interface LineKey {
  readonly basket_id: string;
  readonly listing_id: string;
}

async function removeLine(tx: OrdersTx, { basket_id, listing_id }: LineKey): Promise<void> {
  await ordersTables(tx)
    .deleteFrom('basket_lines')
    .where('basket_id', '=', basket_id)
    .where('listing_id', '=', listing_id)
    .execute();
}

async function acceptLine(
  tx: OrdersTx,
  { basket_id, listing_id }: LineKey,
  { quantity, price }: { readonly quantity: number; readonly price: number },
): Promise<void> {
  await ordersTables(tx)
    .updateTable('basket_lines')
    .where('basket_id', '=', basket_id)
    .where('listing_id', '=', listing_id)
    .set({ quantity, price_seen_minor: price })
    .execute();
}
