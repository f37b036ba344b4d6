import { type RawBuilder, sql } from 'kysely';
import { canBeMisspelled, loosened, type Term, termsOf, tsqueryOf, tsqueryOfAllButOne } from '../window-terms.ts';
import type { WindowTx } from './in-window.ts';

/** Words that a misspelled one may have meant. */
const ALIKE_MAX = 6;

/**
 * What a text asks of the words of a product, as a condition over the alias `product`: words as they are typed or begun, in
 * any order; where nothing has them all, words that are spelled alike or hold what was typed, and then all words but one.
 *
 * @returns null where nothing is like it.
 */
export async function searchFor(tx: WindowTx, text: string): Promise<RawBuilder<boolean> | null> {
  const terms = termsOf(text);
  if (terms.length === 0) return null;
  const typed = tsqueryOf(terms);
  if (await finds(tx, typed)) return hasWords(typed);
  const loose = loosened(terms, await wordsAlike(tx, terms));
  const alike = tsqueryOf(loose);
  if (await finds(tx, alike)) return hasWords(alike);
  if (terms.length < 2) return null;
  const fewer = tsqueryOfAllButOne(loose);
  return (await finds(tx, fewer)) ? hasWords(fewer) : null;
}

async function finds(tx: WindowTx, query: string): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM inventory.product_words WHERE words @@ ${query}::tsquery LIMIT 1`.execute(tx);
  return rows.length > 0;
}

function hasWords(query: string): RawBuilder<boolean> {
  return sql<boolean>`EXISTS (SELECT FROM inventory.product_words AS found
    WHERE found.product_id = product.id AND found.words @@ ${query}::tsquery)`;
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
