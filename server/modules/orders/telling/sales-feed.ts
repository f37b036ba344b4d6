import { type Consumer, consumer, on } from '../../../platform/facts/consumer.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordSales } from '../../inventory/index.ts';
import { orderPlaced } from '../facts.ts';

/** Tells the market what was sold: each line is a sale of its instrument, whatever becomes of the order afterwards. */
export function salesFeed(platform: Platform): Consumer {
  const tell = on(orderPlaced, async (tx, { payload }) => {
    const { vendor_id, currency, placed_at } = payload;
    await recordSales(
      tx,
      platform,
      payload.lines.map(({ line_id, listing_id, instrument_symbol, state, quantity, unit_price_minor }) => ({
        line_id,
        vendor_id,
        listing_id,
        instrument_symbol,
        state,
        quantity,
        currency,
        price_minor: unit_price_minor,
        at: new Date(placed_at),
      })),
    );
  });
  // The right to tell the market is held until the commit, and products come before it.
  return consumer('sales-feed', [tell], { together: 1 });
}
