import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import { nameKey, setKey } from '../fold.ts';
import type { SetRecord } from '../import/card-record.ts';
import { printingWords } from '../printing-words.ts';

export interface KnownSet {
  readonly game: string;
  readonly set_key: string;
  readonly set_code: string;
  readonly set_name: string;
  readonly printed_total: number | null;
}

/**
 * Adds sets, and to those known what is told anew: an English name wins over others, and any name over the code that
 * stood in for it. Printings of a set that is called otherwise now are found under its new name.
 *
 * @returns the sets as they are known now, by `setPlace`, and how many were written.
 */
export async function saveSets(
  tx: Tx,
  records: readonly SetRecord[],
): Promise<{ readonly sets: ReadonlyMap<string, KnownSet>; readonly written: number }> {
  const wanted = mergedSets(records);
  const { rows: written } = await sql`
    INSERT INTO catalogue.sets AS known
      (game, set_key, set_code, set_name, name_key, name_language, released_on, printed_total)
    SELECT game, set_key, set_code, coalesce(set_name, set_code), coalesce(name_key, set_key),
      CASE WHEN set_name IS NULL THEN '' ELSE name_language END, coalesce(released_on, released_by), printed_total
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS told(
      game text, set_key text, set_code text, set_name text, name_key text, name_language text, released_on date,
      released_by date, printed_total integer)
    ORDER BY game, set_key
    ON CONFLICT (game, set_key) DO NOTHING
    RETURNING set_key`.execute(tx);
  const { rows: changed } = await sql<KnownSet & { readonly renamed: boolean }>`
    WITH told AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS told(
        game text, set_key text, set_name text, name_key text, name_language text, released_on date, released_by date,
        printed_total integer)
    ), better AS (
      SELECT known.game, known.set_key, known.set_name AS name_before, known.printed_total AS total_before,
        told.set_name IS NOT NULL AND (known.name_language IN ('', told.name_language) OR told.name_language = 'en') AS renames,
        told.set_name, told.name_key, told.name_language,
        coalesce(told.released_on, least(known.released_on, told.released_by)) AS released_on,
        coalesce(told.printed_total, known.printed_total) AS printed_total
      FROM told JOIN catalogue.sets AS known USING (game, set_key)
    )
    UPDATE catalogue.sets AS known SET
      set_name = CASE WHEN better.renames THEN better.set_name ELSE known.set_name END,
      name_key = CASE WHEN better.renames THEN better.name_key ELSE known.name_key END,
      name_language = CASE WHEN better.renames THEN better.name_language ELSE known.name_language END,
      released_on = better.released_on, printed_total = better.printed_total
    FROM better
    WHERE known.game = better.game AND known.set_key = better.set_key
      AND ((better.renames AND (known.set_name, known.name_language) IS DISTINCT FROM (better.set_name, better.name_language))
        OR known.released_on IS DISTINCT FROM better.released_on
        OR known.printed_total IS DISTINCT FROM better.printed_total)
    RETURNING known.game, known.set_key, known.set_code, known.set_name, known.printed_total,
      known.set_name <> better.name_before OR known.printed_total IS DISTINCT FROM better.total_before AS renamed`.execute(
    tx,
  );
  for (const set of changed.filter(({ renamed }) => renamed)) await rewriteWords(tx, set);
  const { rows } = await sql<KnownSet>`
    SELECT game, set_key, set_code, set_name, printed_total FROM catalogue.sets
    JOIN jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) AS told(game text, set_key text) USING (game, set_key)`.execute(
    tx,
  );
  const sets = new Map(rows.map((set) => [`${set.game}/${set.set_key}`, set]));
  return { sets, written: written.length + changed.length };
}

export function setPlace({ game, set_code }: Pick<SetRecord, 'game' | 'set_code'>): string {
  return `${game}/${setKey(set_code)}`;
}

interface WantedSet extends SetRecord {
  readonly set_key: string;
  readonly name_key: string | null;
}

/** One row a set: later ones tell more, English names win, and the earliest date of a card stands. */
function mergedSets(records: readonly SetRecord[]): WantedSet[] {
  const merged = new Map<string, SetRecord>();
  for (const record of records) {
    const known = merged.get(setPlace(record));
    merged.set(setPlace(record), known === undefined ? record : both(known, record));
  }
  return [...merged.values()].map((set) =>
    Object.assign({}, set, { set_key: setKey(set.set_code), name_key: set.set_name && nameKey(set.set_name) }),
  );
}

function both(known: SetRecord, next: SetRecord): SetRecord {
  const renames = next.set_name !== null && (known.set_name === null || next.name_language === 'en');
  const dates = [known.released_by, next.released_by].filter((date) => date !== null).toSorted();
  return {
    ...known,
    set_name: renames ? next.set_name : known.set_name,
    name_language: renames ? next.name_language : known.name_language,
    released_on: next.released_on ?? known.released_on,
    released_by: dates[0] ?? null,
    printed_total: next.printed_total ?? known.printed_total,
  };
}

/** The names as printed in other languages are read back from the words, which keep them. */
async function rewriteWords(tx: Tx, set: KnownSet): Promise<void> {
  const { rows } = await sql<{ id: string; name: string; collector_number: string; variant: string | null }>`
    SELECT id, name, collector_number, variant FROM catalogue.printings
    WHERE game = ${set.game} AND set_key = ${set.set_key}`.execute(tx);
  if (rows.length === 0) return;
  const words = rows.map((row) => ({ id: row.id, words: printingWords({ ...row, also: [], ...set }) }));
  await sql`UPDATE catalogue.printings AS printing SET words = array_to_tsvector(printing_words.words)
      || array_to_tsvector(ARRAY(SELECT lexeme FROM unnest(printing.words)))
    FROM jsonb_to_recordset(${JSON.stringify(words)}::jsonb) AS printing_words(id uuid, words text[])
    WHERE printing.id = printing_words.id`.execute(tx);
  await sql`INSERT INTO catalogue.words
    SELECT word FROM unnest(${wordsOfSet(set)}::text[]) AS word ON CONFLICT DO NOTHING`.execute(tx);
}

function wordsOfSet({ set_name }: KnownSet): string[] {
  return nameKey(set_name)
    .split(' ')
    .filter((word) => word.length > 2);
}
