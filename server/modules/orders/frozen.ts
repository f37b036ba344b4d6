import type { GradingView } from '../../../contract/inventory-details.ts';
import type { conditions } from '../../../contract/inventory-terms.ts';

/** What is copied into an order, so that nothing that changes later changes what was bought. */

/** Of a line: what the buyer saw besides title, SKU and price. */
export interface LineSnapshot {
  readonly product_slug: string | null;
  readonly instrument_symbol: string | null;
  /** "NM", "PSA 9". */
  readonly state: string;
  readonly condition: (typeof conditions)[number] | null;
  readonly grading: GradingView | null;
  readonly set_name: string | null;
  readonly collector_number: string | null;
  readonly language: string | null;
  readonly finish: string | null;
  readonly image_url: string | null;
}

/** Of the vendor's terms. */
export interface FrozenTerms {
  readonly ships_from: string | null;
  readonly handling_days: number;
  readonly return_days: number;
  readonly tax_name: string;
  readonly legal_name: string;
  readonly legal_address: string;
  readonly tax_number: string;
}

/** Of how it is sent. */
export interface FrozenMethod {
  readonly id: string;
  readonly name: string;
  readonly days_min: number;
  readonly days_max: number;
}
