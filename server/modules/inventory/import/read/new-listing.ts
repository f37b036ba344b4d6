import type { z } from 'zod';
import type { PrintingView } from '../../../../../contract/inventory-catalogue.ts';
import { CreateCollectible } from '../../../../../contract/inventory-collectibles.ts';
import type { ImportField, RowErrorView } from '../../../../../contract/inventory-imports.ts';
import type { CollectibleKind, ListingStatus } from '../../../../../contract/inventory-terms.ts';
import { accepted } from './accepted.ts';
import { detailsOf, fieldOfDetail } from './details-of.ts';
import type { DraftSettings, Facts, RowDraft } from './types.ts';

/** What `createCollectible` takes, with any status: an export brings back what is paused or archived. */
type NewListing = Omit<z.output<typeof CreateCollectible>, 'status' | 'quantity' | 'location_id'> & {
  readonly status: ListingStatus;
};

/**
 * The listing that a row makes where none is there yet: what the row says, beneath it what the catalogue knows of the
 * card, beneath that the defaults. Judged by the schema of `createCollectible`.
 */
export function newListing(
  draft: RowDraft,
  settings: DraftSettings,
  { vendor_id, printing }: { readonly vendor_id: string; readonly printing: PrintingView | null },
): { readonly listing: NewListing } | { readonly errors: readonly RowErrorView[] } {
  const kind = draft.kind ?? 'card';
  const facts: Facts = {
    ...(settings.defaults.game !== null && { game: settings.defaults.game }),
    ...(printing !== null && printingFacts(printing)),
    ...draft.facts,
  };
  const status = draft.status ?? settings.defaults.status;
  const details = {
    ...detailsOf(kind, facts),
    ...(kind === 'card' && printing !== null && { printing_id: printing.id }),
  };
  const parsed = CreateCollectible.safeParse({
    vendor_id,
    kind,
    ...(draft.sku !== null && { sku: draft.sku }),
    ...(draft.title !== null && { title: draft.title }),
    condition: draft.condition,
    source_condition: draft.source_condition,
    grading: draft.grading,
    [`${kind}_details`]: details,
    cost_minor: draft.cost_minor,
    price_minor: draft.price_minor,
    currency: draft.currency ?? settings.defaults.currency ?? settings.vendor_currency,
    shelf: draft.shelf ?? '',
    note: draft.note ?? '',
    barcode: draft.barcode,
    low_stock_at: draft.low_stock_at,
  });
  const errors = parsed.success ? [] : parsed.error.issues.flatMap((issue) => errorOf(issue, kind, settings) ?? []);
  if (draft.condition === null && draft.grading === null)
    errors.push(needed('condition', 'condition_needed', 'A new listing has a condition, or a grading.', settings));
  if (status === 'active' && draft.price_minor === null)
    errors.push(needed('price', 'price_needed', 'What is on sale has a price.', settings));
  if (!parsed.success || errors.length > 0) return { errors };
  const { quantity: _, location_id: __, ...listing } = parsed.data;
  return { listing: { ...listing, status } };
}

function printingFacts(printing: PrintingView): Facts {
  const { game, name, set_code, set_name, collector_number, rarity, language, finishes } = printing;
  const [only] = finishes;
  return {
    game,
    name,
    set_code,
    set_name,
    collector_number,
    ...(rarity !== null && { rarity }),
    language,
    ...(finishes.length === 1 && only !== undefined && { finish: only }),
  };
}

function errorOf(issue: z.core.$ZodIssue, kind: CollectibleKind, settings: DraftSettings): RowErrorView | null {
  const [head = '', part = ''] = issue.path.map(String);
  if (head.endsWith('_details')) {
    const field = fieldOfDetail(kind, part);
    if (field === null) return errorAt(null, 'value_invalid', issue.message, settings);
    const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
    return isMissing
      ? needed(field, 'value_needed', `A new ${kind} needs this.`, settings)
      : errorAt(field, 'value_invalid', issue.message, settings);
  }
  // Told by itself: the schema looks at the piece as a whole only where each member is right.
  if (head === 'condition') return null;
  const field = head.replace(/_minor$/, '') as ImportField;
  return errorAt(field in accepted ? field : null, 'value_invalid', issue.message, settings);
}

function needed(field: ImportField, code: string, message: string, settings: DraftSettings): RowErrorView {
  return errorAt(field, code, message, settings);
}

function errorAt(field: ImportField | null, code: string, message: string, settings: DraftSettings): RowErrorView {
  const column = settings.mapping.find((one) => one.field === field)?.column;
  const header = column === undefined ? '' : (settings.headers[column] ?? '');
  return { column: header, value: '', code, message, accepted: field === null ? '' : accepted[field] };
}
