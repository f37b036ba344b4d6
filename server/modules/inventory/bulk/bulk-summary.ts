import { BULK_SAMPLES_MAX, type BulkChangeView, type BulkPreviewView } from '../../../../contract/inventory-bulk.ts';
import { type Plan, type Refusal, refusalTitles, type SelectedListing } from './plan-listing.ts';

/** What an edit does, summed up listing by listing: a preview is nothing else, and an edit is held against one. */
export class BulkSummary {
  count = 0;
  unchanged = 0;
  readonly #samples: BulkPreviewView['samples'] = [];
  readonly #refused = new Map<Refusal, number>();
  readonly #value = new Map<string, { from: bigint; to: bigint }>();
  readonly #change: BulkChangeView;
  readonly #locations: ReadonlyMap<string, string>;

  /** @param locations names by id. */
  constructor(change: BulkChangeView, locations: ReadonlyMap<string, string>) {
    this.#change = change;
    this.#locations = locations;
  }

  add(listing: SelectedListing, plan: Plan): void {
    if (plan.outcome === 'refused') {
      this.#refused.set(plan.code, (this.#refused.get(plan.code) ?? 0) + 1);
      return;
    }
    this.#addValue(listing, plan.outcome === 'changed' ? plan.after.price_minor : listing.price_minor);
    if (plan.outcome === 'unchanged') {
      this.unchanged += 1;
      return;
    }
    this.count += 1;
    if (this.#samples.length >= BULK_SAMPLES_MAX) return;
    const { id, title, sku } = listing;
    this.#samples.push({ listing_id: id, title, sku, changes: [...plan.fields, ...this.#move(plan.moved)] });
  }

  get refused(): BulkPreviewView['refused'] {
    return [...this.#refused]
      .map(([code, count]) => ({ code, title: refusalTitles[code], count }))
      .toSorted((a, b) => b.count - a.count);
  }

  preview(): BulkPreviewView {
    const value = [...this.#value].map(([currency, { from, to }]) => ({
      currency,
      from_minor: safe(from),
      to_minor: safe(to),
    }));
    return {
      count: this.count,
      unchanged: this.unchanged,
      refused: this.refused,
      samples: this.#samples,
      value: value.toSorted((a, b) => b.from_minor - a.from_minor).slice(0, CURRENCIES_MAX),
    };
  }

  #addValue({ currency, on_hand, price_minor }: SelectedListing, to_minor: number | null): void {
    const sum = this.#value.get(currency) ?? { from: 0n, to: 0n };
    sum.from += BigInt(on_hand) * BigInt(price_minor ?? 0);
    sum.to += BigInt(on_hand) * BigInt(to_minor ?? 0);
    this.#value.set(currency, sum);
  }

  #move(moved: readonly { readonly location_id: string }[]) {
    if (moved.length === 0) return [];
    const nameOf = (id: string): string => this.#locations.get(id) ?? id;
    const from = moved.map(({ location_id }) => nameOf(location_id)).join(', ');
    return [{ field: 'location', from, to: nameOf(this.#change.location_id ?? '') }];
  }
}

const CURRENCIES_MAX = 50;

/** A sum that JSON can hold exactly; a larger one is told as the largest. */
function safe(sum: bigint): number {
  return sum > BigInt(Number.MAX_SAFE_INTEGER) ? Number.MAX_SAFE_INTEGER : Number(sum);
}
