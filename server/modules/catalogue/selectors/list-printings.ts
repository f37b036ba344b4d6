import { type RawBuilder, sql } from 'kysely';
import type { PrintingView } from '../../../../contract/inventory-catalogue.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import type { Db } from '../../../platform/db/transaction.ts';
import { nameKey, numberKey, setKey } from '../fold.ts';
import { canBeMisspelled, loosened, type Term, termsOf, tsqueryOf, tsqueryOfAllButOne } from '../search-terms.ts';
import { printingRows } from './printing-rows.ts';

/** Names that are looked through for one word, and printings that are weighed: more differ in nothing a query tells. */
const NAMES_MAX = 60;
const CANDIDATES_MAX = 400;
/** Words that a misspelled one may have meant. */
const ALIKE_MAX = 6;

type Query = QueryOf<'listPrintings'>;

/**
 * The printings that a query may mean, the best first: names as they are typed or begun, in any order, with a set's name
 * or code and a collector number among them; where nothing fits, words that are spelled alike, first for those that are
 * none and then for all, and at last all but one word.
 */
export async function listPrintings(db: Db, query: Query): Promise<PrintingView[]> {
  const terms = termsOf(query.q);
  if (terms.length === 0) return [];
  const asTyped = await search(db, query, { terms, words: tsqueryOf(terms) });
  if (asTyped.length > 0) return asTyped;
  const misspelled = await wordsAlike(db, await unknownOf(db, terms));
  if (misspelled.size > 0) {
    const mended = loosened(terms, misspelled);
    const found = await search(db, query, { terms: mended, words: tsqueryOf(mended) });
    if (found.length > 0) return found;
  }
  const known = terms.filter(({ text }) => !misspelled.has(text));
  const loose = loosened(terms, new Map([...misspelled, ...(await wordsAlike(db, known))]));
  const alike = await search(db, query, { terms: loose, words: tsqueryOf(loose) });
  if (alike.length > 0 || terms.length < 2) return alike;
  return search(db, query, { terms: loose, words: tsqueryOfAllButOne(loose) });
}

/** Those that no word of the catalogue begins with: to compare one with all words costs as much as the rest of a search. */
async function unknownOf(db: Db, terms: readonly Term[]): Promise<Term[]> {
  const typed = terms.map(({ text }) => text);
  const { rows } = await sql<{ typed: string }>`SELECT typed FROM unnest(${typed}::text[]) AS typed
    WHERE NOT EXISTS (SELECT FROM catalogue.words WHERE word ~>=~ typed AND word ~<~ (typed || chr(1114111)))`.execute(
    db,
  );
  const unknown = new Set(rows.map((row) => row.typed));
  return terms.filter(({ text }) => unknown.has(text));
}

async function wordsAlike(db: Db, terms: readonly Term[]): Promise<Map<string, string[]>> {
  const typed = terms.filter(canBeMisspelled).map(({ text }) => text);
  if (typed.length === 0) return new Map();
  const { rows } = await sql<{ typed: string; words: string[] }>`
    SELECT typed, ARRAY(
      SELECT word FROM catalogue.words WHERE word % typed ORDER BY similarity(word, typed) DESC, word LIMIT ${ALIKE_MAX}
    ) AS words FROM unnest(${typed}::text[]) AS typed`.execute(db);
  return new Map(rows.map(({ typed, words }) => [typed, words]));
}

interface Asked {
  readonly terms: readonly Term[];
  readonly words: string;
}

/** Names first, since many printings share one; printings by all their words where names alone do not fill the list. */
async function search(db: Db, query: Query, asked: Asked): Promise<PrintingView[]> {
  const named = sql`printing.card_id IN (
    SELECT card.id FROM catalogue.cards AS card
    WHERE card.words @@ ${asked.words}::tsquery AND ${inGame('card', query.game)}
    ORDER BY similarity(card.name_key, ${nameOf(asked)}) DESC, card.name_key LIMIT ${NAMES_MAX})`;
  const byName = await best(db, query, { ...asked, where: named });
  if (byName.length >= query.limit) return byName;
  return best(db, query, { ...asked, where: sql`printing.words @@ ${asked.words}::tsquery` });
}

async function best(
  db: Db,
  query: Query,
  asked: Asked & { readonly where: RawBuilder<unknown> },
): Promise<PrintingView[]> {
  const { terms, where } = asked;
  const numbers = terms.filter(({ isNumber }) => isNumber).map(({ text }) => numberKey(text));
  const texts = terms.map(({ text }) => text);
  const inName = matched(terms, 'card');
  const asTyped = matched(
    terms.map(({ text, isNumber }) => ({ text, isNumber, words: [text], beginnings: [] })),
    'candidate',
  );
  const { rows } = await sql<PrintingView>`
    WITH candidate AS MATERIALIZED (
      SELECT printing.id, printing.card_id, printing.set_key, printing.number_key, printing.language, printing.variant,
        printing.game, printing.released_on, printing.collector_number, printing.words
      FROM catalogue.printings AS printing
      WHERE ${where} AND ${inGame('printing', query.game)} AND ${inSet(query)}
      LIMIT ${CANDIDATES_MAX}
    ), weighed AS (
      SELECT candidate.id, row_number() OVER (ORDER BY
        ${inName} DESC, ${asTyped} DESC, candidate.number_key = ANY (${numbers}) DESC, candidate.set_key = ANY (${texts}) DESC,
        similarity(card.name_key, ${nameOf(asked)}) DESC, candidate.language = 'en' DESC,
        coalesce(candidate.released_on, set.released_on) DESC NULLS LAST, candidate.set_key, candidate.variant IS NULL DESC,
        candidate.collector_number, candidate.variant, candidate.id) AS place
      FROM candidate JOIN catalogue.cards AS card ON card.id = candidate.card_id
        JOIN catalogue.sets AS set ON set.game = candidate.game AND set.set_key = candidate.set_key
      ORDER BY place LIMIT ${query.limit}
    )
    SELECT shown.* FROM weighed JOIN LATERAL (${printingRows(db).where(sql<boolean>`printing.id = weighed.id`)}) AS shown ON true
    ORDER BY weighed.place`.execute(db);
  return rows;
}

/** How many of the terms the words of a name, or of a printing, fit. */
function matched(terms: readonly Term[], table: 'card' | 'candidate'): RawBuilder<unknown> {
  const words = sql.ref(`${table}.words`);
  return sql`(${sql.join(
    terms.map((one) => sql`(${words} @@ ${tsqueryOf([one])}::tsquery)::integer`),
    sql` + `,
  )})`;
}

/** The part of a query that may be a name. */
function nameOf({ terms }: Asked): string {
  return terms
    .filter(({ isNumber }) => !isNumber)
    .map(({ text }) => text)
    .join(' ');
}

function inGame(table: 'card' | 'printing', game: string | undefined): RawBuilder<unknown> {
  return game === undefined ? sql`true` : sql`${sql.ref(`${table}.game`)} = ${game}`;
}

function inSet({ set }: Query): RawBuilder<unknown> {
  if (set === undefined) return sql`true`;
  return sql`(printing.game, printing.set_key) IN (SELECT named.game, named.set_key FROM catalogue.sets AS named
    WHERE named.set_key = ${setKey(set)} OR named.name_key = ${nameKey(set)})`;
}
