import { sql } from 'kysely';
import { parseScaled } from '../../../../contract/decimal.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import type { ShopPrices } from '../providers/shop/shop.ts';
import type { ShopPrice } from '../providers/shop/shop-price.ts';
import type { SoldToday } from '../providers/shop/sold-today.ts';
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
    soldAfter: async (seq, limit, day_ms) => knownOf(await readSold(db, { seq, limit, day_ms }), registry),
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

async function readSold(
  db: Db,
  { seq, limit, day_ms }: { readonly seq: number; readonly limit: number; readonly day_ms: number },
): Promise<readonly SoldRow[]> {
  const { rows } = await sql<SoldRow>`
        WITH fresh AS (
          SELECT instrument_id, max(seq) AS seq FROM market.shop_sales
          WHERE seq > ${seq} AND at >= ${new Date(day_ms)} GROUP BY instrument_id ORDER BY max(seq) LIMIT ${limit}
        )
        SELECT fresh.instrument_id, fresh.seq, asked.price AS asked, today.*
        FROM fresh LEFT JOIN market.shop_prices AS asked USING (instrument_id)
        CROSS JOIN LATERAL (
          SELECT sum(pieces)::float8 AS pieces, max(price)::text AS high, min(price)::text AS low,
            (array_agg(price ORDER BY at, seq))[1]::text AS open
          FROM market.shop_sales AS sale WHERE sale.instrument_id = fresh.instrument_id AND sale.at >= ${new Date(day_ms)}
        ) AS today ORDER BY fresh.seq`.execute(db);
  return rows;
}

interface SoldRow {
  readonly instrument_id: string;
  readonly seq: string;
  readonly asked: string | null;
  readonly pieces: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
}

function knownOf(rows: readonly SoldRow[], registry: InstrumentRegistry): SoldToday[] {
  const known: SoldToday[] = [];
  for (const { instrument_id, seq, asked, pieces, open, high, low } of rows) {
    const instrument = registry.byId(instrument_id);
    if (instrument === undefined) break;
    const scaled = (text: string | null): number => parseScaled(text ?? '', instrument.price_decimals) ?? Number.NaN;
    const prices = { asked: scaled(asked), open: scaled(open), high: scaled(high), low: scaled(low) };
    known.push({ index: instrument.index, seq: Number(seq), pieces, ...prices });
  }
  return known;
}
