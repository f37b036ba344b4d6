import { type RawBuilder, sql } from 'kysely';
import {
  canBeMisspelled,
  loosened,
  type Term,
  termsOf,
  tsqueryOf,
  tsqueryOfAllButOne,
  wordsOf,
} from '../window-terms.ts';
import type { WindowTx } from './in-window.ts';

/** More than these are not named one by one. */
export const NAMED_MAX = 2_500;
/** More than these are not gathered and sorted either: they are met soon enough on the way through any order. */
const GATHERED_MAX = 20_000;
/** Words that a misspelled one may have meant. */
const ALIKE_MAX = 6;
/** Words that begin with what was typed and are looked up one by one; of more, all are gathered as one. */
const BEGUN_MAX = 100;

/** What a text finds, as conditions over the alias `product`. */
export interface Hits {
  /** Where they are at most NAMED_MAX. */
  readonly ids: readonly string[] | null;
  /** All of them, where they are more than that and at most GATHERED_MAX. */
  readonly gathered: RawBuilder<boolean> | null;
  /** Asked of each product on the way through an order. */
  readonly met: RawBuilder<boolean>;
  /** The same for who reads many products anyway: found once, and compared with each. */
  readonly compared: RawBuilder<boolean>;
}

/**
 * What a text asks of the words of a product: words as they are typed or begun, in any order; where nothing has them all,
 * words that are spelled alike or hold what was typed, and then all words but one.
 */
export async function searchFor(tx: WindowTx, text: string): Promise<Hits | 'nothing'> {
  const terms = termsOf(text);
  if (terms.length === 0) return 'nothing';
  const begun = await wordsBegun(tx, wordsOf(terms));
  const typed = await find(tx, tsqueryOf(terms, begun));
  if (typed !== null) return typed;
  const loose = loosened(terms, await wordsAlike(tx, terms));
  const alike = await find(tx, tsqueryOf(loose, begun));
  if (alike !== null) return alike;
  return (terms.length < 2 ? null : await find(tx, tsqueryOfAllButOne(loose, begun))) ?? 'nothing';
}

async function find(tx: WindowTx, query: string): Promise<Hits | null> {
  const found = sql`SELECT product_id AS id FROM inventory.product_words WHERE words @@ ${query}::tsquery`;
  const { rows } = await sql<{ count: number; ids: string[] | null }>`
    SELECT cardinality(ids) AS count, CASE WHEN cardinality(ids) <= ${NAMED_MAX} THEN ids END AS ids
    FROM (SELECT array(${found} LIMIT ${GATHERED_MAX + 1}) AS ids OFFSET 0) AS gathered`.execute(tx);
  const { count, ids } = rows[0] ?? { count: 0, ids: null };
  if (count === 0) return null;
  return {
    ids,
    gathered: ids === null && count <= GATHERED_MAX ? sql<boolean>`product.id = ANY(array(${found}))` : null,
    // As a value and no join: for how few it is asked is known here, and not to the planner.
    met: sql<boolean>`(SELECT found.words @@ ${query}::tsquery FROM inventory.product_words AS found
      WHERE found.product_id = product.id)`,
    compared: ids === null ? sql<boolean>`product.id IN (${found})` : sql<boolean>`product.id = ANY(${ids}::uuid[])`,
  };
}

/** The words that begin with each of these, or null where they are more than BEGUN_MAX. */
async function wordsBegun(tx: WindowTx, typed: readonly string[]): Promise<Map<string, readonly string[] | null>> {
  const { rows } = await sql<{ typed: string; words: string[] }>`
    SELECT typed, ARRAY(
      SELECT word FROM inventory.window_words WHERE word COLLATE "C" >= typed AND word COLLATE "C" < typed || chr(1114111)
      LIMIT ${BEGUN_MAX + 1}
    ) AS words FROM unnest(${[...typed]}::text[]) AS typed`.execute(tx);
  return new Map(rows.map(({ typed: word, words }) => [word, words.length > BEGUN_MAX ? null : words]));
}

async function wordsAlike(tx: WindowTx, terms: readonly Term[]): Promise<Map<string, string[]>> {
  const typed = terms.filter(canBeMisspelled).map(({ text }) => text);
  const { rows } = await sql<{ typed: string; words: string[] }>`
    SELECT typed, ARRAY(
      SELECT word FROM inventory.window_words
      WHERE word % typed OR word LIKE '%' || regexp_replace(typed, '([\\\\%_])', '\\\\\\1', 'g') || '%'
      ORDER BY similarity(word, typed) DESC, word LIMIT ${ALIKE_MAX}
    ) AS words FROM unnest(${typed}::text[]) AS typed`.execute(tx);
  return new Map(rows.map(({ typed: word, words }) => [word, words]));
}
