import type { BodyInput } from '../../../../../../contract/schemas.ts';
import type { Listing } from '../../../../lib/queries/inventory-listing.ts';
import type { VendorInHand } from '../../vendor/use-vendor.ts';
import { type DetailValues, detailValues, readDetails } from './detail-fields.ts';
import { type GradingValues, gradingValues, isSameGrading, readGrading } from './grading-values.ts';

/** What an edit form holds: text as it is typed. */
export interface ListingValues {
  readonly title: string;
  readonly sku: string;
  readonly price: string;
  readonly cost: string;
  readonly condition: string;
  readonly shelf: string;
  readonly barcode: string;
  readonly low_stock_at: string;
  readonly note: string;
  readonly grading: GradingValues;
  readonly details: DetailValues;
}
export type PlainField = Exclude<keyof ListingValues, 'details' | 'grading'>;
type Money = Pick<VendorInHand, 'moneyText' | 'readMoney'>;
type Patch = BodyInput<'updateCollectible'>;

export function detailsOf(listing: Listing): Readonly<Record<string, unknown>> {
  return listing[`${listing.kind}_details`] ?? {};
}

export function valuesOf(listing: Listing, money: Money): ListingValues {
  const { title, sku, price_minor, cost_minor, currency, condition, shelf, barcode, low_stock_at, note } = listing;
  return {
    title,
    sku,
    price: money.moneyText(price_minor, currency),
    cost: money.moneyText(cost_minor, currency),
    condition: condition ?? 'NM',
    shelf,
    barcode: barcode ?? '',
    low_stock_at: low_stock_at === null ? '' : String(low_stock_at),
    note,
    grading: gradingValues(listing.grading),
    details: detailValues(listing.kind, detailsOf(listing)),
  };
}

export interface ReadValues {
  /** Only what differs from the listing. */
  readonly patch: Patch;
  /** In a sentence each, by field; those of details by their own name. */
  readonly wrong: Readonly<Record<string, string>>;
}

/** What was changed of the listing as it was seen, as it is sent. */
export function readValues(listing: Listing, values: ListingValues, money: Money): ReadValues {
  const wrong: Record<string, string> = {};
  const price_minor = money.readMoney(values.price, listing.currency);
  const cost_minor = money.readMoney(values.cost, listing.currency);
  if (price_minor === undefined) wrong['price'] = `An amount of ${listing.currency}, such as 12.50.`;
  if (cost_minor === undefined) wrong['cost'] = `An amount of ${listing.currency}, such as 12.50.`;
  if (values.title.trim() === '') wrong['title'] = 'A title is needed.';
  if (values.sku.trim() === '') wrong['sku'] = 'A SKU is needed.';
  if (!/^\d{0,7}$/.test(values.low_stock_at.trim())) wrong['low_stock_at'] = 'A whole number of pieces, or nothing.';
  const read = readDetails(listing.kind, values.details);
  const state = readGrading(values.grading, listing.kind);
  const wanted = {
    title: values.title.trim(),
    sku: values.sku.trim(),
    price_minor,
    cost_minor,
    ...(state.grading === null && { condition: values.condition }),
    shelf: values.shelf.trim(),
    barcode: values.barcode.trim() === '' ? null : values.barcode.trim(),
    low_stock_at: values.low_stock_at.trim() === '' ? null : Number(values.low_stock_at),
    note: values.note.trim(),
  };
  const details = changed(detailsOf(listing), read.details);
  const plain = changed(listing, wanted);
  const regraded = state.grading !== null && !isSameGrading(state.grading, listing.grading);
  const patch = {
    ...plain,
    // One takes the place of the other.
    ...(regraded && { grading: state.grading }),
    ...(Object.keys(details).length > 0 && { [`${listing.kind}_details`]: details }),
  };
  return { patch, wrong: { ...wrong, ...state.wrong, ...read.wrong } };
}

function changed(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== (before[name] ?? null)));
}
