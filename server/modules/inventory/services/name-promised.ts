import { AppError } from '../../../../contract/errors.ts';
import type { Promises } from '../doors.ts';
import type { VendorTx } from '../tables.ts';

/** For `catch` of a movement: a refusal for want of pieces names the orders that have them (`orders`, their numbers). */
export function namePromised(
  tx: VendorTx,
  { vendor_id, promises }: { readonly vendor_id: string; readonly promises: Promises | null },
): (level: { readonly listing_id: string; readonly location_id: string }) => (error: unknown) => Promise<never> {
  return ({ listing_id, location_id }) =>
    async (error) => {
      if (promises === null || !(error instanceof AppError) || error.code !== 'stock_insufficient') throw error;
      const orders = await promises.promisedTo(tx, { vendor_id, listing_id, location_id });
      throw orders.length === 0 ? error : new AppError(error.code, { ...error.detail, orders });
    };
}
