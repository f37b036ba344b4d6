import { encodeCursor, type JsonValue } from './cursor.ts';

/** One page of a list: its rows, and the `meta` that leads to the next. */
export interface PageOf<Row> {
  readonly rows: Row[];
  readonly meta: { readonly next_cursor: string | null; readonly has_more: boolean; readonly limit: number };
}

/**
 * Cuts rows that were asked for with `limit + 1` down to a page: the row too many only tells that there is more.
 *
 * @param place of the last row shown, from which the next page starts.
 */
export function pageOf<Row>(
  rows: readonly Row[],
  options: { readonly limit: number; readonly key: Buffer; readonly place: (last: Row) => JsonValue },
): PageOf<Row> {
  const { limit } = options;
  const has_more = rows.length > limit;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next_cursor = has_more && last !== undefined ? encodeCursor(options.key, options.place(last)) : null;
  return { rows: shown, meta: { next_cursor, has_more, limit } };
}
