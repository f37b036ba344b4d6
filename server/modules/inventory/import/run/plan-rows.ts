import type { ImportRowView, RowErrorView } from '../../../../../contract/inventory-imports.ts';
import type { CollectibleKind } from '../../../../../contract/inventory-terms.ts';
import { changesBetween, contentOf, type FieldChange, type ListingContent, type ListingRow } from '../../listing.ts';
import type { ImportContext } from './context.ts';
import type { Match } from './find-matches.ts';
import { contentAfter, newContent } from './plan-content.ts';
import { type Levels, planMovement, type RowMovement } from './plan-stock.ts';
import { errorsFor, type Trouble } from './row-error.ts';
import { firstTrouble } from './seen-rows.ts';
import type { StoredDraft } from './stored-draft.ts';

/** What a row would be made of if its piece were new; or why it says too little for that. */
export type Made =
  | { readonly kind: CollectibleKind; readonly content: ListingContent }
  | { readonly errors: readonly RowErrorView[] };

export interface RowToPlan {
  readonly line: number;
  readonly draft: StoredDraft;
  readonly made: Made;
  readonly key: string;
  /** Of the row that says what this piece is; this one adds to its stock alone. */
  readonly first_line: number | null;
  /** An id for the listing, if it is to be made. */
  readonly new_id: string;
  readonly match: Match;
  /** What is known to be wrong with it already. */
  readonly trouble: Trouble | null;
}

/** What a row does. */
export interface RowPlan {
  readonly line: number;
  readonly outcome: ImportRowView['outcome'];
  readonly title: string;
  readonly sku: string | null;
  readonly key: string | null;
  readonly first_line: number | null;
  readonly errors: readonly RowErrorView[];
  readonly changes: readonly FieldChange[];
  /** The listing that it is about, as it was found; null for one that it makes, or that a row before it makes. */
  readonly listing: ListingRow | null;
  readonly piece: string;
  readonly kind: CollectibleKind | null;
  /** What is written of the listing; null where nothing is. */
  readonly content: ListingContent | null;
  readonly movement: RowMovement | null;
}

/** A piece that a row of this run was about, for those that add to it. */
interface Begun {
  readonly piece: string;
  readonly listing: ListingRow | null;
  readonly kind: CollectibleKind;
  readonly content: ListingContent;
}

/**
 * What each row does, in the order of the file: the same answer for a dry run and for the writing.
 * @param options.earlier whether a first row outside of this run may have made the piece: in a dry run, where it is not
 *   there to be found.
 */
export function planRows(
  context: ImportContext,
  rows: readonly RowToPlan[],
  options: { readonly levels: Levels; readonly earlier: boolean },
): RowPlan[] {
  const begun = new Map<string, Begun>();
  return rows.map((row) => {
    if (row.trouble !== null) return rejected(context, row, [row.trouble]);
    const plan = row.first_line === null ? planFirst(context, row, options.levels) : planLater(row, begun, options);
    if ('troubles' in plan) return rejected(context, row, plan.troubles);
    if ('errors' in plan) return { ...rejected(context, row, []), errors: plan.errors };
    if (row.first_line === null) begun.set(row.key, plan);
    if (plan.movement !== null) options.levels.move(plan.piece, plan.movement);
    return planOf(row, plan);
  });
}

type Planned = Begun & { readonly movement: RowMovement | null };
type Answer = Planned | { readonly troubles: readonly Trouble[] } | { readonly errors: readonly RowErrorView[] };

function planFirst(context: ImportContext, row: RowToPlan, levels: Levels): Answer {
  const { draft, made, match } = row;
  if ('several' in match) return { troubles: [severalTrouble(match.several)] };
  const about = match.listing === null ? planNew(context, row) : planKnown(context, row, match.listing, levels);
  if (!('content' in about)) return about;
  const { listing } = match;
  const kind = listing?.kind ?? ('kind' in made ? made.kind : 'card');
  const piece = listing?.id ?? row.new_id;
  const stock = planMovement(draft, { piece, listing, content: about.content, levels });
  return 'troubles' in stock ? stock : { piece, listing, kind, content: about.content, movement: stock.movement };
}

function planNew({ settings }: ImportContext, { draft, made }: RowToPlan) {
  if ('errors' in made) return made;
  return newContent(made.content, made.kind, draft.status ?? settings.defaults.status);
}

function planKnown(context: ImportContext, { draft }: RowToPlan, listing: ListingRow, levels: Levels) {
  const { quantity, location_id } = draft;
  const there = location_id === null ? 0 : levels.at(listing.id, location_id).on_hand;
  const brings = quantity !== null && ('delta' in quantity ? quantity.delta > 0 : quantity.level > there);
  return contentAfter(listing, draft, { revived_as: context.settings.defaults.status, brings });
}

function planLater(
  row: RowToPlan,
  begun: ReadonlyMap<string, Begun>,
  { levels, earlier }: { readonly levels: Levels; readonly earlier: boolean },
): Answer {
  const first = begun.get(row.key) ?? firstOf(row, earlier);
  if (first === null) return { troubles: [firstTrouble(row.first_line ?? 0)] };
  const stock = planMovement(row.draft, { ...first, levels });
  return 'troubles' in stock ? stock : { ...first, movement: stock.movement };
}

/** The piece of a first row that another run wrote or looked at. */
function firstOf({ match, made, key }: RowToPlan, earlier: boolean): Begun | null {
  if ('listing' in match && match.listing !== null) {
    const { listing } = match;
    return { piece: listing.id, listing, kind: listing.kind, content: contentOf(listing) };
  }
  return earlier && 'content' in made ? { piece: key, listing: null, ...made } : null;
}

function planOf(row: RowToPlan, { piece, listing, kind, content, movement }: Planned): RowPlan {
  const first = row.first_line === null;
  const changes = first && listing !== null ? changesBetween(contentOf(listing), content, kind) : [];
  const isMade = first && listing === null;
  const isChanged = changes.length > 0 || movement !== null;
  return {
    line: row.line,
    outcome: isMade ? 'created' : isChanged ? 'changed' : 'unchanged',
    title: content.title,
    sku: listing?.sku ?? row.draft.sku,
    key: row.key,
    first_line: row.first_line,
    errors: [],
    changes,
    listing,
    piece,
    kind,
    content: isMade || changes.length > 0 ? content : null,
    movement,
  };
}

function rejected(context: ImportContext, row: RowToPlan, troubles: readonly Trouble[]): RowPlan {
  const file = { mapping: context.settings.mapping, headers: context.headers };
  const { made, draft } = row;
  return {
    line: row.line,
    outcome: 'rejected',
    title: 'content' in made ? made.content.title : (draft.title ?? String(draft.facts.name ?? '')),
    sku: draft.sku,
    key: row.key,
    first_line: row.first_line,
    errors: errorsFor(troubles, file),
    changes: [],
    listing: null,
    piece: row.new_id,
    kind: null,
    content: null,
    movement: null,
  };
}

function severalTrouble(skus: readonly string[]): Trouble {
  const named = skus.slice(0, 3).join(', ');
  return {
    code: 'listing_ambiguous',
    message: `You have ${skus.length} listings of this piece in this state: ${named}.`,
    accepted: 'the SKU of the one that is meant',
  };
}
