type Minor = string | number;

/** How vendors sell, and what is owed to them. */
export interface SellingTables {
  selling_terms: {
    vendor_id: string;
    ships_from: string | null;
    handling_days: number;
    return_days: number;
    tax_mode: 'none' | 'inclusive' | 'exclusive';
    tax_rate_bp: number;
    tax_name: string;
    legal_name: string;
    legal_address: string;
    tax_number: string;
    updated_at: Date;
  };
  shipping_methods: {
    id: string;
    vendor_id: string;
    name: string;
    countries: string[];
    basis: 'subtotal' | 'pieces';
    /** JSON of `{ at_least, price_minor }[]`. */
    rates: readonly ShippingRate[] | string;
    currency: string;
    days_min: number;
    days_max: number;
    enabled: boolean;
    created_at: Date;
  };
  discounts: {
    id: string;
    vendor_id: string;
    code: string;
    kind: 'percent' | 'fixed';
    percent_bp: number | null;
    amount_minor: Minor | null;
    currency: string;
    minimum_minor: Minor;
    uses_max: number | null;
    uses_per_buyer_max: number | null;
    starts_at: Date | null;
    ends_at: Date | null;
    enabled: boolean;
    uses: number;
    created_at: Date;
  };
  payout_entries: {
    id: string;
    vendor_id: string;
    at: Date;
    kind: 'sale' | 'commission' | 'refund' | 'commission_refund' | 'payout' | 'adjustment';
    amount_minor: Minor;
    currency: string;
    order_id: string | null;
    note: string;
    cause: string;
    /** Of test money, which is never paid out. */
    is_test: boolean;
  };
}

export interface ShippingRate {
  readonly at_least: number;
  readonly price_minor: number;
}
