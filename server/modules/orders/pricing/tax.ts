/** What tax an order bears: contained in its prices, added to them, or none. One rate for goods and sending. */
export interface OrderTax {
  readonly mode: 'none' | 'inclusive' | 'exclusive';
  /** In hundredths of a percent. */
  readonly rate_bp: number;
  readonly name: string;
}

export interface TaxQuestion {
  readonly vendor_id: string;
  /** The vendor's own terms. */
  readonly terms: { readonly tax_mode: OrderTax['mode']; readonly tax_rate_bp: number; readonly tax_name: string };
  /** ISO 3166 of where it starts from and goes to; null: not said. */
  readonly from: string | null;
  readonly to: { readonly country: string; readonly region: string; readonly postal_code: string } | null;
}

/**
 * Who knows what tax an order bears. It answers from what it has in memory: it is asked while a basket is locked. Amounts
 * are ours to work out, so that they are rounded by one rule.
 */
export interface TaxProvider {
  readonly name: string;
  taxOf(question: TaxQuestion): OrderTax;
}

/** The flat rate that the vendor's terms name, wherever it goes. */
export const flatTax: TaxProvider = {
  name: 'flat',
  taxOf: ({ terms }) => {
    const mode = terms.tax_rate_bp === 0 ? 'none' : terms.tax_mode;
    return { mode, rate_bp: mode === 'none' ? 0 : terms.tax_rate_bp, name: terms.tax_name };
  },
};
