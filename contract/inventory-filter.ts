import { z } from 'zod';
import { PAGE_LIMIT_MAX } from './endpoint.ts';
import { Id, Page, text, Time } from './fields.ts';
import { Game } from './inventory-details.ts';
import { gradingCompanies } from './inventory-grading.ts';
import {
  collectibleKinds,
  collectibleSorts,
  conditions,
  finishes,
  listingStatuses,
  MONEY_MINOR_MAX,
} from './inventory-terms.ts';

/** Which of a vendor's collectibles: one filter for the list, its facets, saved views, bulk edits, exports and labels. */

export const VIEWS_MAX = 50;
export const FACET_VALUES_MAX = 50;
/** What may be the matter with a listing. */
export const listingStates = [
  'no_price',
  'no_cost',
  'no_photo',
  'low_stock',
  'out_of_stock',
  'graded',
  'ungraded',
] as const;
export const facetNames = [
  'status',
  'kind',
  'game',
  'set',
  'condition',
  'finish',
  'language',
  'grading_company',
  'location',
] as const;

const Minor = z.coerce.number().int().min(0).max(MONEY_MINOR_MAX);

/** Several values of one member stand apart by commas and mean any of them: `condition=NM,LP`. */
export function anyOf<const Values extends readonly [string, ...string[]]>(values: Values) {
  return z
    .string()
    .max(400)
    .transform((value) => value.split(',').map((one) => one.trim()))
    .pipe(z.array(z.enum(values)).min(1).max(values.length));
}

/** Members of a filter as a query spells them; all of them must hold. */
export const filterMembers = {
  status: anyOf(listingStatuses).optional(),
  kind: anyOf(collectibleKinds).optional(),
  game: Game.optional(),
  /** Code or name of a set. */
  set: text({ min: 1, max: 120 }).optional(),
  condition: anyOf(conditions).optional(),
  finish: anyOf(finishes).optional(),
  language: text({ min: 2, max: 35 }).optional(),
  grading_company: anyOf(gradingCompanies).optional(),
  state: anyOf(listingStates).optional(),
  /** With pieces at this location. */
  location_id: Id.optional(),
  price_min: Minor.optional(),
  price_max: Minor.optional(),
  on_hand_min: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
  on_hand_max: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
  /** Made by this import. */
  import_id: Id.optional(),
  /** Words of the title, the set or the note, misspelled or in part; or a whole SKU, barcode, collector or certificate number. */
  q: text({ min: 1, max: 100 }).optional(),
};
export const CollectibleFilter = z.strictObject(filterMembers);
export const CollectiblesQuery = Page.extend({ ...filterMembers, sort: z.enum(collectibleSorts).default('-created') });
/** Counts beside the list: of a member that the filter names, all its values are counted as if it did not. */
export const FacetsQuery = CollectibleFilter;
export const CollectibleFacets = z.strictObject({
  /** Listings that the whole filter leaves. */
  total: z.int(),
  on_hand: z.int(),
  facets: z.partialRecord(
    z.enum(facetNames),
    z.array(z.strictObject({ value: z.string(), label: z.string(), count: z.int() })).max(FACET_VALUES_MAX),
  ),
});

/** The text of an address: "status=active&set=base1&sort=price". The web app reads and writes it as its own address. */
const ViewQuery = z
  .string()
  .max(1000)
  .regex(/^[\w.~%&=,+-]*$/, 'A query such as "status=active&sort=price"');
const ViewName = text({ min: 1, max: 60 });
export const CreateView = z.strictObject({ name: ViewName, query: ViewQuery });
export const UpdateView = z
  .strictObject({ name: ViewName.optional(), query: ViewQuery.optional() })
  .refine((value) => Object.keys(value).length > 0, 'Send at least one field to change');
export const SavedView = z.strictObject({
  id: Id,
  name: z.string(),
  query: z.string(),
  /** Listings in it now. */
  count: z.int(),
  created_by: Id,
  created_at: Time,
});
export const SavedViewList = z.array(SavedView).max(VIEWS_MAX);

/** The listings that something is done to: those named, or all that a filter leaves. */
export const Selection = z
  .strictObject({
    ids: z
      .array(Id)
      .min(1)
      .max(PAGE_LIMIT_MAX * 5)
      .optional(),
    filter: CollectibleFilter.optional(),
  })
  .refine(
    (value) => (value.ids === undefined) !== (value.filter === undefined),
    'Send ids, or a filter: one of the two.',
  );

export type CollectibleFilterView = z.output<typeof CollectibleFilter>;
export type CollectibleFacetsView = z.output<typeof CollectibleFacets>;
export type SavedViewView = z.output<typeof SavedView>;
export type SelectionView = z.output<typeof Selection>;
