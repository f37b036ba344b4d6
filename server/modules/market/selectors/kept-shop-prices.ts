import type { Platform } from '../../../platform/platform.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { ShopPrices } from '../providers/shop/shop.ts';
import type { ShopPrice } from '../providers/shop/shop-price.ts';
import { shopSource } from '../providers/shop/shop.ts';
import { shopPricesTold } from '../services/tell-shop-prices.ts';
import { shopTables } from '../tables-shop.ts';

/**
 * What vendors ask, as it is kept. A row whose instrument the registry has not read yet holds back those after it: the
 * next question, a second later or with the instrument, begins with it.
 */
export function keptShopPrices(
  { db, signals }: Pick<Platform, 'db' | 'signals'>,
  registry: InstrumentRegistry,
): ShopPrices {
  return {
    async after(seq, limit) {
      const rows = await shopTables(db)
        .selectFrom('shop_prices as asked')
        .leftJoin('quotes', (join) =>
          join.onRef('quotes.instrument_id', '=', 'asked.instrument_id').on('quotes.source', '=', shopSource.name),
        )
        .where('asked.seq', '>', String(seq))
        .orderBy('asked.seq')
        .limit(limit)
        .select(['asked.instrument_id', 'asked.price', 'asked.at', 'asked.for_sale', 'asked.returned_at', 'asked.seq'])
        .select('quotes.at as kept_at')
        .execute();
      const known: ShopPrice[] = [];
      for (const row of rows) {
        const instrument = registry.byId(row.instrument_id);
        if (instrument === undefined) break;
        known.push({
          instrument,
          price: row.price,
          at_ms: row.at.getTime(),
          for_sale: row.for_sale,
          returned_at_ms: row.returned_at?.getTime() ?? null,
          kept_at_ms: row.kept_at?.getTime() ?? null,
          seq: Number(row.seq),
        });
      }
      return known;
    },
    onChange(handler) {
      const stops = [
        signals.on(shopPricesTold, handler),
        signals.onGap(handler),
        registry.onChange((changed) => {
          if (changed.some(({ kind }) => kind === 'collectible')) handler();
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
