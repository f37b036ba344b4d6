import type { KeeperState, Piece } from './count-keeper.ts';

/** One listing of a count, as the device knows it. */
export interface CountRow {
  readonly piece: Piece;
  readonly counted: number;
  /** Against the ledger; null until the server has said. */
  readonly difference: number | null;
  readonly on_hand: number | null;
}

/** The listing counted last, then what waits to be sent, then the rest, the newest first. */
export function countRows({ box, count, last }: Pick<KeeperState, 'box' | 'count' | 'last'>): readonly CountRow[] {
  const marks = new Map(Object.values(box.known).map((piece) => [piece.listing_id, piece.marks]));
  const waiting = Object.values(box.counted).map(({ counted, ...piece }): CountRow => {
    const on_hand = count.entries.find((one) => one.listing_id === piece.listing_id)?.on_hand_seen ?? null;
    return { piece, counted, on_hand, difference: null };
  });
  const saved = count.entries
    .filter((one) => box.counted[one.listing_id] === undefined)
    .toSorted((one, other) => other.counted_at.localeCompare(one.counted_at))
    .map(({ listing_id, title, sku, counted, difference, on_hand_seen }): CountRow => {
      const piece = { listing_id, title, sku, marks: marks.get(listing_id) ?? '' };
      return { piece, counted, difference, on_hand: on_hand_seen };
    });
  const rows = [...waiting.toReversed(), ...saved];
  const at = rows.findIndex(({ piece }) => piece.listing_id === last);
  const [first] = at > 0 ? rows.splice(at, 1) : [];
  return first ? [first, ...rows] : rows;
}

/** Pieces more and fewer than the ledger says. */
export function countSums(rows: readonly CountRow[]): {
  readonly pieces: number;
  readonly differ: number;
  readonly more: number;
  readonly fewer: number;
} {
  let [pieces, differ, more, fewer] = [0, 0, 0, 0];
  for (const { counted, difference } of rows) {
    pieces += counted;
    if (difference === null || difference === 0) continue;
    differ += 1;
    if (difference > 0) more += difference;
    else fewer -= difference;
  }
  return { pieces, differ, more, fewer };
}
