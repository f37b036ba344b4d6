import { minorText } from '../../../../contract/minor-units.ts';

/** A listing as its label tells it. */
export interface LabelListing {
  readonly id: string;
  readonly title: string;
  readonly sku: string;
  readonly condition: string | null;
  readonly grading_company: string | null;
  readonly grade: string | null;
  readonly price_minor: number | null;
  readonly currency: string;
  readonly set: string | null;
  readonly number: string | null;
  readonly finish: string | null;
  readonly language: string | null;
  readonly on_hand: number;
}

export interface LabelWords {
  readonly title: string;
  /** Set and number, then what it is like; an empty one is left out. */
  readonly lines: readonly string[];
  readonly sku: string;
  /** Null where it is not to be shown, or there is none. */
  readonly price: string | null;
}

export function labelWords(listing: LabelListing, { show_price }: { readonly show_price: boolean }): LabelWords {
  const { title, sku, price_minor, currency } = listing;
  const number = listing.number === null ? null : `#${listing.number}`;
  const finish = listing.finish === 'normal' ? null : (listing.finish?.replaceAll('_', ' ') ?? null);
  const lines = [joined([listing.set, number]), joined([state(listing), finish, listing.language?.toUpperCase()])];
  return {
    title,
    lines: lines.filter((line) => line !== ''),
    sku,
    price: show_price && price_minor !== null ? money(price_minor, currency) : null,
  };
}

function state({ condition, grading_company, grade }: LabelListing): string | null {
  if (grading_company === null) return condition;
  return joined([grading_company, grade?.replace(/\.0$/, '')], ' ');
}

function joined(parts: readonly (string | null | undefined)[], by = ' · '): string {
  return parts.filter((part) => part !== null && part !== undefined && part !== '').join(by);
}

function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.format(minorText(minor, currency) as Intl.StringNumericLiteral);
}
