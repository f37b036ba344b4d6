import { tables } from '../../platform/db/tables.ts';

/** The driver reads bigint and numeric as text. */
interface ShopTables {
  collectibles: { instrument_id: string; key: string; minor_digits: number };
  shop_prices: {
    instrument_id: string;
    price: string;
    at: Date;
    for_sale: boolean;
    returned_at: Date | null;
    seq: string;
  };
  quotes: { instrument_id: string; source: string; at: Date };
}

export const shopTables = tables<ShopTables>('market');
