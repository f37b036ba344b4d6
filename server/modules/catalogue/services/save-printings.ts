import { sql } from 'kysely';
import { inTransaction, type Db, type Tx } from '../../../platform/db/transaction.ts';
import { nameKey, numberKey } from '../fold.ts';
import type { CardRecord, PrintingRecord } from '../import/card-record.ts';
import { namedId } from '../printing-id.ts';
import { nameWords, printingWords, spelledWords, type Worded } from '../printing-words.ts';
import { type KnownSet, saveSets, setPlace } from './save-sets.ts';

/** Rows that one transaction takes: small enough that nobody waits for it. */
export const SAVE_ROWS_MAX = 1_000;
/** Imports take turns, batch by batch: two that write the same cards would wait for each other crosswise. */
const IMPORT_LOCK = 0x63_61_74_61;

export interface Saved {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly sets: number;
}

/** Puts sets and printings into the catalogue, in one transaction; what is there already and says the same is left. */
export async function savePrintings(db: Db, records: readonly CardRecord[]): Promise<Saved> {
  return inTransaction(db, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${IMPORT_LOCK})`.execute(tx);
    const told = records.map((record) => (record.kind === 'set' ? record.set : record.printing.set));
    const { sets, written } = await saveSets(tx, told);
    const rows = rowsOf(records, sets);
    if (rows.length === 0) return { added: 0, changed: 0, unchanged: 0, sets: written };
    await saveWords(tx, rows);
    await saveCards(tx, rows);
    const saved = await upsert(tx, rows);
    const added = saved.filter((row) => row.is_new);
    if (added.length > 0) await recount(tx, added);
    const changed = saved.length - added.length;
    return { added: added.length, changed, unchanged: rows.length - saved.length, sets: written };
  });
}

type Row = ReturnType<typeof rowOf>;

/** One row a printing: the last of those that say they are the same. */
function rowsOf(records: readonly CardRecord[], sets: ReadonlyMap<string, KnownSet>): Row[] {
  const rows = new Map<string, Row>();
  for (const record of records) {
    if (record.kind === 'set') continue;
    const set = sets.get(setPlace(record.printing.set));
    if (set === undefined) throw new Error(`the set ${record.printing.set.set_code} was not saved`);
    const row = rowOf(record.printing, set);
    rows.set(row.id, row);
  }
  return [...rows.values()];
}

function rowOf(printing: PrintingRecord, known: KnownSet) {
  const { source, source_id, set: _set, also, ...columns } = printing;
  const worded: Worded = { ...columns, also, ...known };
  const name_key = nameKey(columns.name);
  return {
    ...columns,
    id: namedId(source, source_id),
    game: known.game,
    set_key: known.set_key,
    card_id: namedId('card', known.game, name_key),
    name_key,
    number_key: numberKey(columns.collector_number),
    name_words: nameWords(columns.name),
    words: printingWords(worded),
    spelled: spelledWords(worded),
  };
}

async function saveWords(tx: Tx, rows: readonly Row[]): Promise<void> {
  const words = [...new Set(rows.flatMap(({ spelled }) => spelled))].toSorted();
  await sql`INSERT INTO catalogue.words (word) SELECT unnest(${words}::text[]) ON CONFLICT DO NOTHING`.execute(tx);
}

async function saveCards(tx: Tx, rows: readonly Row[]): Promise<void> {
  const cards = new Map(
    rows.map(({ card_id, game, name_key, name_words }) => [
      card_id,
      { id: card_id, game, name_key, words: name_words },
    ]),
  );
  await sql`INSERT INTO catalogue.cards (id, game, name_key, words)
    SELECT id, game, name_key, array_to_tsvector(words)
    FROM jsonb_to_recordset(${JSON.stringify([...cards.values()])}::jsonb)
      AS told(id uuid, game text, name_key text, words text[])
    ON CONFLICT DO NOTHING`.execute(tx);
}

const COLUMNS = [
  'game',
  'set_key',
  'card_id',
  'name',
  'collector_number',
  'number_key',
  'language',
  'variant',
  'rarity',
  'finishes',
  'artist',
  'released_on',
  'image_url',
  'image_small_url',
  'external_ids',
] as const;

/** @returns what was written. Words follow the rest and are not compared: names in other languages stay findable. */
async function upsert(tx: Tx, rows: readonly Row[]): Promise<{ game: string; set_key: string; is_new: boolean }[]> {
  const columns = sql.raw(COLUMNS.join(', '));
  const of = (table: string) => sql.raw(COLUMNS.map((column) => `${table}.${column}`).join(', '));
  const { rows: written } = await sql<{ game: string; set_key: string; is_new: boolean }>`
    INSERT INTO catalogue.printings AS known (id, ${columns}, words)
    SELECT id, ${columns}, array_to_tsvector(words) FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS told(
      id uuid, game text, set_key text, card_id uuid, name text, collector_number text, number_key text, language text,
      variant text, rarity text, finishes text[], artist text, released_on date, image_url text, image_small_url text,
      external_ids jsonb, words text[])
    ON CONFLICT (id) DO UPDATE SET (${columns}, words) = ROW (${of('excluded')}, excluded.words)
    WHERE (${of('known')}) IS DISTINCT FROM (${of('excluded')})
    RETURNING game, set_key, xmax = 0 AS is_new`.execute(tx);
  return written;
}

async function recount(tx: Tx, added: readonly { game: string; set_key: string }[]): Promise<void> {
  const touched = JSON.stringify(added.map(({ game, set_key }) => ({ game, set_key })));
  await sql`UPDATE catalogue.sets AS known SET printings = (
      SELECT count(*) FROM catalogue.printings AS printing
      WHERE printing.game = known.game AND printing.set_key = known.set_key)
    WHERE (game, set_key) IN (SELECT game, set_key FROM jsonb_to_recordset(${touched}::jsonb) AS told(game text, set_key text))`.execute(
    tx,
  );
}
