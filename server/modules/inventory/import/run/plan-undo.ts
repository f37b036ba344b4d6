import { isDeepStrictEqual } from 'node:util';
import type { ImportRowView } from '../../../../../contract/inventory-imports.ts';
import type { CollectibleKind } from '../../../../../contract/inventory-terms.ts';
import { assertWhole, contentOf, type ListingContent, type ListingRow } from '../../listing.ts';
import { AppError } from '../../../../../contract/errors.ts';
import type { LineMovement } from './move-rows.ts';
import type { Levels } from './plan-stock.ts';
import type { Trouble } from './row-error.ts';

/** A row that was written, as it is to be taken back. */
export interface UndoneRow {
  readonly line: number;
  readonly outcome: ImportRowView['outcome'];
  readonly listing_id: string | null;
  readonly changes: ImportRowView['changes'];
  readonly first_line: number | null;
  /** Whether somebody edited the listing since: that it sold out is nobody's edit. */
  readonly edited: boolean;
  /** Pieces that it brought, or took below 0; null where it moved none. */
  readonly moved: number | null;
  readonly location_id: string | null;
}

/** What stays of a row, and why. */
export interface Kept {
  readonly line: number;
  readonly troubles: readonly Trouble[];
}

/** The movement that takes a row's pieces back, if as many are free. */
export function planInverse(
  { line, listing_id, moved, location_id }: UndoneRow,
  levels: Levels,
): { readonly movement: LineMovement | null } | { readonly trouble: Trouble } {
  if (moved === null || location_id === null || listing_id === null) return { movement: null };
  const { on_hand, reserved, allocated } = levels.at(listing_id, location_id);
  const free = on_hand - reserved - allocated;
  if (moved > free) {
    const promised = reserved + allocated;
    const message = `It brought ${moved}; of the ${on_hand} that are there, ${promised} are promised to buyers.`;
    return {
      trouble: { code: 'undo_stock_kept', value: String(moved), message, accepted: 'the pieces by a movement' },
    };
  }
  levels.move(listing_id, { location_id, change: -moved });
  return { movement: { line, listing_id, location_id, change: -moved } };
}

interface Back {
  readonly before: ListingContent;
  readonly after: ListingContent;
  readonly troubles: readonly Trouble[];
}

/**
 * What a listing goes back to: archived where the row made it and nobody touched it since; else each field that still is
 * what the row wrote. What was taken back before stays so.
 *
 * @param moved pieces that were just moved, since `listing` was read.
 */
export function contentBefore(row: UndoneRow, listing: ListingRow, moved: number): Back {
  const before = contentOf(listing);
  const promised = listing.on_hand - listing.available;
  const left = listing.on_hand + moved;
  if (row.outcome === 'created') return unmade(row, before, left);
  const troubles: Trouble[] = [];
  const fields = new Map<string, unknown>();
  for (const { field, from, to } of row.changes) {
    const now = fieldOf(before, field, listing.kind);
    if (isDeepStrictEqual(now, from)) continue;
    const isOurs = isDeepStrictEqual(now, to) || (field === 'status' && !row.edited);
    if (!isOurs) troubles.push(keptField(field, now));
    else if (field === 'status' && from === 'archived' && promised > 0) troubles.push(keptField(field, now));
    else fields.set(field, from);
  }
  const after = withFields(before, fields, listing.kind);
  if (isWhole(after, listing.kind)) return { before, after, troubles };
  const kept = [...fields.keys()].map((field) => keptField(field, fieldOf(before, field, listing.kind)));
  return { before, after: before, troubles: [...troubles, ...kept] };
}

function unmade(row: UndoneRow, before: ListingContent, left: number): Back {
  if (before.status === 'archived') return { before, after: before, troubles: [] };
  const touched = row.edited;
  if (!touched && left === 0) return { before, after: { ...before, status: 'archived' }, troubles: [] };
  const message = touched ? 'Somebody edited the listing since.' : `${left} pieces of it are there.`;
  return {
    before,
    after: before,
    troubles: [{ code: 'undo_listing_kept', message, accepted: 'archiving it by hand' }],
  };
}

function keptField(field: string, now: unknown): Trouble {
  const value = (typeof now === 'string' ? now : JSON.stringify(now)).slice(0, 200);
  return { code: 'undo_field_kept', value, message: `${field} is something else by now.`, accepted: 'an edit by hand' };
}

function fieldOf(content: ListingContent, field: string, kind: CollectibleKind): unknown {
  const detail = detailName(field, kind);
  const value = detail === null ? content[field as keyof ListingContent] : content.details[detail];
  return value ?? null;
}

function withFields(
  content: ListingContent,
  fields: ReadonlyMap<string, unknown>,
  kind: CollectibleKind,
): ListingContent {
  const all = [...fields];
  const plain = all.filter(([field]) => detailName(field, kind) === null);
  const details = all.flatMap(([field, value]) => {
    const name = detailName(field, kind);
    return name === null ? [] : [[name, value] as const];
  });
  return {
    ...content,
    ...Object.fromEntries(plain),
    details: { ...content.details, ...Object.fromEntries(details) },
  };
}

/** "card_details.rarity" is the detail "rarity" of a card. */
function detailName(field: string, kind: CollectibleKind): string | null {
  const prefix = `${kind}_details.`;
  return field.startsWith(prefix) ? field.slice(prefix.length) : null;
}

function isWhole(content: ListingContent, kind: CollectibleKind): boolean {
  try {
    assertWhole(content, kind);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
