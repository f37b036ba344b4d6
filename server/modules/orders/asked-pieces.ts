import { AppError } from '../../../contract/errors.ts';
import type { LineRow } from './selectors/order-rows.ts';

/** Pieces of each line, by the line's id. */
export type Pieces = ReadonlyMap<string, number>;

/**
 * Which pieces are meant: those that were asked for, or without a word all that may be.
 *
 * @param allowed pieces of a line that may be.
 * @throws AppError `line_unknown`; `quantity_refused` `{ line_id, quantity, allowed }`.
 */
export function askedPieces(
  lines: readonly LineRow[],
  asked: readonly { readonly line_id: string; readonly quantity: number }[] | undefined,
  allowed: (line: LineRow) => number,
): Pieces {
  if (asked === undefined)
    return new Map(lines.flatMap((line) => (allowed(line) > 0 ? [[line.id, allowed(line)]] : [])));
  const byId = new Map(lines.map((line) => [line.id, line]));
  for (const { line_id, quantity } of asked) {
    const line = byId.get(line_id);
    if (line === undefined) throw new AppError('line_unknown');
    if (quantity > allowed(line)) throw new AppError('quantity_refused', { line_id, quantity, allowed: allowed(line) });
  }
  return new Map(asked.map(({ line_id, quantity }) => [line_id, quantity]));
}

/** Neither sent nor cancelled. */
export function openPieces(line: LineRow): number {
  return line.quantity - line.quantity_cancelled - line.quantity_shipped;
}

export function countOf(pieces: Pieces): number {
  return [...pieces.values()].reduce((sum, quantity) => sum + quantity, 0);
}

/** "1 piece", "3 pieces". */
export function inWords(pieces: Pieces): string {
  const count = countOf(pieces);
  return `${count} ${count === 1 ? 'piece' : 'pieces'}`;
}
