import type { ListingContent, ListingRow } from '../../listing.ts';
import type { Trouble } from './row-error.ts';
import type { StoredDraft } from './stored-draft.ts';

export interface Level {
  readonly on_hand: number;
  readonly reserved: number;
  readonly allocated: number;
}

/** What a row moves: pieces that come, or go below 0. */
export interface RowMovement {
  readonly location_id: string;
  readonly change: number;
}

const EMPTY: Level = { on_hand: 0, reserved: 0, allocated: 0 };

/** Levels as they are while rows are planned one after the other. */
export class Levels {
  readonly #levels: Map<string, Level>;
  /** Pieces of a piece in all its places, as rows before it leave them. */
  readonly #moved = new Map<string, number>();

  constructor(levels: Iterable<readonly [string, Level]> = []) {
    this.#levels = new Map(levels);
  }

  at(piece: string, location_id: string): Level {
    return this.#levels.get(levelKey(piece, location_id)) ?? EMPTY;
  }

  /** Pieces that rows before this one brought or took. */
  moved(piece: string): number {
    return this.#moved.get(piece) ?? 0;
  }

  move(piece: string, { location_id, change }: RowMovement): void {
    const level = this.at(piece, location_id);
    this.#levels.set(levelKey(piece, location_id), { ...level, on_hand: level.on_hand + change });
    this.#moved.set(piece, this.moved(piece) + change);
  }
}

export function levelKey(piece: string, location_id: string): string {
  return `${piece} ${location_id}`;
}

/** @param piece the listing's id, or what stands for it before it is made. */
export function planMovement(
  draft: StoredDraft,
  about: {
    readonly piece: string;
    readonly listing: ListingRow | null;
    readonly content: Pick<ListingContent, 'grading' | 'status'>;
    readonly levels: Levels;
  },
): { readonly movement: RowMovement | null } | { readonly troubles: readonly Trouble[] } {
  const { piece, listing, content, levels } = about;
  const on_hand = (listing?.on_hand ?? 0) + levels.moved(piece);
  const change = changeOf(draft, levels, piece);
  const trouble =
    goesTrouble(draft, change, levels, piece) ??
    comesTrouble(content, change, on_hand) ??
    (content.status === 'archived' ? archivedTrouble(listing) : null);
  if (trouble !== null) return { troubles: [trouble] };
  if (change === 0 || draft.location_id === null) return { movement: null };
  return { movement: { location_id: draft.location_id, change } };
}

function changeOf({ quantity, location_id }: StoredDraft, levels: Levels, piece: string): number {
  if (quantity === null || location_id === null) return 0;
  return 'delta' in quantity ? quantity.delta : quantity.level - levels.at(piece, location_id).on_hand;
}

function goesTrouble({ location_id }: StoredDraft, change: number, levels: Levels, piece: string): Trouble | null {
  if (change >= 0 || location_id === null) return null;
  const { on_hand, reserved, allocated } = levels.at(piece, location_id);
  const free = on_hand - reserved - allocated;
  if (-change <= free) return null;
  const promised = reserved + allocated;
  return {
    field: 'quantity',
    code: 'stock_insufficient',
    message: `${on_hand} are there and ${promised} of them promised to buyers; ${-change} cannot go.`,
    accepted: `a quantity that leaves ${promised} or more`,
  };
}

function comesTrouble(content: Pick<ListingContent, 'grading' | 'status'>, change: number, on_hand: number) {
  if (content.grading !== null && on_hand + change > 1)
    return {
      field: 'quantity',
      code: 'graded_is_single',
      message: 'A graded piece is one of a kind.',
      accepted: 'a quantity of 0 or 1, and a line of its own for each certificate',
    } as const;
  if (content.status === 'archived' && change > 0)
    return {
      field: 'status',
      code: 'archived_takes_no_stock',
      message: 'What is archived takes in no stock.',
      accepted: 'another status, or a quantity that brings nothing',
    } as const;
  return null;
}

function archivedTrouble(listing: ListingRow | null): Trouble | null {
  const promised = listing === null ? 0 : listing.on_hand - listing.available;
  if (promised === 0 || listing?.status === 'archived') return null;
  return {
    field: 'status',
    code: 'collectible_promised',
    message: `${promised} of it are promised to buyers.`,
    accepted: 'another status, until they are sent or released',
  };
}
