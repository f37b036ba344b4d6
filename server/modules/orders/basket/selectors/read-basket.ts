import type { OrdersTx } from '../../tables.ts';
import { type BasketNow, priceBasket } from '../price-basket.ts';
import type { BasketRow } from './find-basket.ts';
import { readLines } from './read-lines.ts';
import { readSelling } from './read-selling.ts';

/** A basket as it stands now; five statements at most. */
export async function readBasket(
  tx: OrdersTx,
  of: { readonly row: BasketRow; readonly buyer_key: string; readonly account_email: string | null; readonly at: Date },
): Promise<BasketNow> {
  const { row, buyer_key, account_email } = of;
  const lines = await readLines(tx, row);
  const vendor_ids = [...new Set(lines.map((line) => line.vendor_id))];
  const selling = await readSelling(tx, {
    vendor_ids,
    codes: row.discount_codes,
    buyer_key,
    email: row.email ?? account_email,
  });
  return priceBasket({ ...of, lines, selling });
}
