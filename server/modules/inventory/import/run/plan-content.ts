import { AppError } from '../../../../../contract/errors.ts';
import type { CollectibleKind, ListingStatus } from '../../../../../contract/inventory-terms.ts';
import { InputError } from '../../../../platform/http/input.ts';
import { assertTransition, assertWhole, contentOf, type ListingContent, type ListingRow } from '../../listing.ts';
import { detailsOf } from '../read/index.ts';
import type { Trouble } from './row-error.ts';
import type { StoredDraft } from './stored-draft.ts';

/**
 * What a listing is after a row that is about it. An empty cell leaves what is there. Found by its SKU, it becomes what
 * the row says it is; found by what it is, it keeps its names, and what it lacks is filled in.
 *
 * @param brings whether pieces come with the row: with them an archived listing comes back.
 */
export function contentAfter(
  row: ListingRow,
  draft: StoredDraft,
  { revived_as, brings }: { readonly revived_as: 'draft' | 'active'; readonly brings: boolean },
): { readonly content: ListingContent } | { readonly troubles: readonly Trouble[] } {
  const before = contentOf(row);
  const troubles = [...kindTroubles(row.kind, draft), ...currencyTroubles(before, draft)];
  if (troubles.length > 0) return { troubles };
  const revived = before.status === 'archived' && brings ? revived_as : before.status;
  const content: ListingContent = {
    ...before,
    ...stateAfter(before, draft),
    title: draft.title ?? before.title,
    cost_minor: draft.cost_minor ?? before.cost_minor,
    price_minor: draft.price_minor ?? before.price_minor,
    currency: draft.currency ?? before.currency,
    shelf: draft.shelf ?? before.shelf,
    note: draft.note ?? before.note,
    barcode: draft.barcode ?? before.barcode,
    low_stock_at: draft.low_stock_at ?? before.low_stock_at,
    status: draft.status ?? revived,
    details: detailsAfter(before, draft, row.kind),
  };
  const refused = troublesOf(() => {
    // What comes back goes on from where a new listing begins.
    const from = before.status === 'archived' && content.status !== 'archived' ? 'draft' : before.status;
    assertTransition(from, content.status);
    assertWhole(content, row.kind);
  });
  return refused.length > 0 ? { troubles: refused } : { content };
}

/** A new listing in the status that the row or the import gives it. */
export function newContent(content: ListingContent, kind: CollectibleKind, status: ListingStatus) {
  const made = { ...content, status };
  const troubles = troublesOf(() => assertWhole(made, kind));
  return troubles.length > 0 ? { troubles } : { content: made };
}

function stateAfter(before: ListingContent, draft: StoredDraft): Partial<ListingContent> {
  const { condition, grading, source_condition } = draft;
  if (grading !== null) {
    const old = before.grading;
    const same = old !== null && old.company === grading.company && old.grade === grading.grade ? old : null;
    const { company, grade } = grading;
    return {
      condition: null,
      source_condition: null,
      grading: {
        company,
        grade,
        label: grading.label ?? same?.label ?? null,
        cert_number: grading.cert_number ?? same?.cert_number ?? null,
        subgrades: grading.subgrades ?? same?.subgrades ?? null,
      },
    };
  }
  if (condition === null) return {};
  const kept = condition === before.condition ? before.source_condition : null;
  return { condition, source_condition: source_condition ?? kept, grading: null };
}

function detailsAfter(before: ListingContent, draft: StoredDraft, kind: CollectibleKind): ListingContent['details'] {
  const said = Object.entries(detailsOf(kind, draft.facts)).filter(
    ([name, value]) => value !== null && value !== undefined && (draft.sku !== null || isMissing(before.details[name])),
  );
  return { ...before.details, ...Object.fromEntries(said) };
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

function kindTroubles(kind: CollectibleKind, draft: StoredDraft): Trouble[] {
  if (draft.kind === null || draft.kind === kind) return [];
  const message = `The listing of this SKU is a ${kind}, and the row says ${draft.kind}.`;
  return [{ field: 'kind', value: draft.kind, code: 'kind_differs', message, accepted: `${kind}, or another SKU` }];
}

/** An amount that stays would be read in another currency. */
function currencyTroubles(before: ListingContent, draft: StoredDraft): Trouble[] {
  if (draft.currency === null || draft.currency === before.currency) return [];
  const left =
    (before.price_minor !== null && draft.price_minor === null) ||
    (before.cost_minor !== null && draft.cost_minor === null);
  if (!left) return [];
  const message = `Its amounts are in ${before.currency}, and the row names one of them alone in ${draft.currency}.`;
  const accepted = `price and cost both in ${draft.currency}, or amounts in ${before.currency}`;
  return [{ field: 'currency', value: draft.currency, code: 'currency_differs', message, accepted }];
}

function troublesOf(check: () => void): Trouble[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof InputError)
      return error.issues.map(({ message }) => ({ code: 'not_whole', message, accepted: message }));
    if (!(error instanceof AppError)) throw error;
    return [refusals[error.code]?.(error) ?? { code: error.code, message: error.message, accepted: '' }];
  }
}

const refusals: Readonly<Record<string, (error: AppError) => Trouble>> = {
  price_needed: () => ({
    field: 'price',
    code: 'price_needed',
    message: 'What is on sale has a price.',
    accepted: 'a price, or the status draft',
  }),
  collectible_status_refused: ({ detail }) => {
    const { from, to, allowed } = detail as { from: string; to: string; allowed: readonly string[] };
    return {
      field: 'status',
      value: to,
      code: 'status_refused',
      message: `A listing that is ${from} cannot become ${to}.`,
      accepted: allowed.join(', '),
    };
  },
};
