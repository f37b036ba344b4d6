import type { Tx } from '../../platform/db/transaction.ts';
import type { CardDetailsTable, ListingsTable } from './tables.ts';

declare const shopping: unique symbol;
/** A transaction while it acts as omni_shop: `services/enter-shop.ts` alone makes it. */
export type ShopTx = Tx & { readonly [shopping]: true };

/** What buyers may see of a listing, its stock summed up, and what it offered when it was last looked at. */
export interface SeenListing
  extends Pick<
    ListingsTable,
    | 'id'
    | 'vendor_id'
    | 'kind'
    | 'title'
    | 'condition'
    | 'grading_company'
    | 'grade'
    | 'currency'
    | 'low_stock_at'
    | 'status'
  > {
  readonly price_minor: number | null;
  readonly sold_out_auto: boolean;
  readonly card: Omit<CardDetailsTable, 'vendor_id' | 'listing_id'> | null;
  /** What is known of a piece that is no card. */
  readonly about: Readonly<Record<'game' | 'set_code' | 'set_name' | 'language', string | null>>;
  readonly created_at: Date;
  readonly available: number;
  /** It has had stock, now or before. */
  readonly had_stock: boolean;
  /** Null: it was never looked at. */
  readonly before: OfferBefore | null;
}

export interface OfferBefore {
  readonly instrument_id: string | null;
  readonly instrument_symbol: string | null;
  readonly price_minor: number | null;
  readonly available: number;
  readonly is_low: boolean;
  readonly low_untold: boolean;
}

/** What a listing offers now. */
export interface Offer {
  readonly vendor_id: string;
  readonly listing_id: string;
  readonly instrument_id: string | null;
  readonly instrument_symbol: string | null;
  /** Null: not for sale. */
  readonly price_minor: number | null;
  readonly available: number;
  readonly is_low: boolean;
  readonly low_untold: boolean;
}

/** A listing that is to be looked at. */
export interface TakenListing {
  readonly vendor_id: string;
  readonly listing_id: string;
  /** Looks at it that failed one after the other. */
  readonly attempts: number;
}
