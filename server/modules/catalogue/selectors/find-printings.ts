import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { CatalogueSource, PrintingView } from '../../../../contract/inventory-catalogue.ts';
import type { Db, Tx } from '../../../platform/db/transaction.ts';
import { nameKey, numberKey, setKey } from '../fold.ts';
import { printingRows } from './printing-rows.ts';

/** What one question may name; more are asked in turns. */
export const PRINTING_KEYS_MAX = 5_000;
/** Printings at most that answer one key: finishes and treatments of one number, or every number of a name in a set. */
export const PRINTINGS_PER_KEY_MAX = 12;

/**
 * How a printing is named elsewhere: by its id there, by its number in a set, or by its name in a set. `set` is a code or
 * a name; numbers and names are compared without case, accents, leading zeros and the "/102" after them.
 */
export type PrintingKey =
  | { readonly source: CatalogueSource; readonly external_id: string }
  | { readonly game: string; readonly set: string; readonly collector_number: string; readonly language?: string }
  | { readonly game: string; readonly set: string; readonly name: string; readonly language?: string };

/**
 * The printings that each key names exactly: of the language asked for, or of all; English first, the plain one before
 * special treatments.
 *
 * @param keys at most PRINTING_KEYS_MAX; one question to the database for all of a kind.
 * @returns one list per key in the same order, of PRINTINGS_PER_KEY_MAX at most; empty where nothing is known.
 */
export async function findPrintings(handle: Db | Tx, keys: readonly PrintingKey[]): Promise<PrintingView[][]> {
  assert(keys.length <= PRINTING_KEYS_MAX, 'more keys than one question takes');
  const found: PrintingView[][] = keys.map(() => []);
  const asked = keys.map((key, place) => ({ place, ...comparable(key) }));
  for (const kind of ['id', 'number', 'name'] as const) {
    const ofKind = asked.filter((one) => one.kind === kind);
    if (ofKind.length === 0) continue;
    for (const { place, ...printing } of await answersTo(handle, ofKind, kind)) found[place]?.push(printing);
  }
  return found;
}

interface Comparable {
  readonly kind: 'id' | 'number' | 'name';
  readonly known_as?: Readonly<Record<string, string>>;
  readonly game?: string;
  readonly set_key?: string;
  readonly set_name_key?: string;
  readonly number_key?: string;
  readonly name_key?: string;
  readonly language?: string | undefined;
}

function comparable(key: PrintingKey): Comparable {
  if ('source' in key) return { kind: 'id', known_as: { [key.source]: key.external_id } };
  const where = {
    game: key.game.toLowerCase(),
    set_key: setKey(key.set),
    set_name_key: nameKey(key.set),
    language: key.language,
  };
  if ('name' in key) return { kind: 'name', ...where, name_key: nameKey(key.name) };
  return { kind: 'number', ...where, number_key: numberKey(key.collector_number) };
}

const inSet = sql`(SELECT named.game, named.set_key FROM catalogue.sets AS named
  WHERE named.game = asked.game AND (named.set_key = asked.set_key OR named.name_key = asked.set_name_key))`;
const inLanguage = sql`(asked.language IS NULL OR printing.language = asked.language)`;
const matches = {
  id: sql<boolean>`printing.external_ids @> asked.known_as`,
  number: sql<boolean>`(printing.game, printing.set_key) IN ${inSet}
    AND printing.number_key = asked.number_key AND ${inLanguage}`,
  name: sql<boolean>`printing.card_id = (SELECT card.id FROM catalogue.cards AS card
      WHERE card.game = asked.game AND card.name_key = asked.name_key)
    AND (printing.game, printing.set_key) IN ${inSet} AND ${inLanguage}`,
} as const;

async function answersTo(
  handle: Db | Tx,
  asked: readonly Comparable[],
  kind: Comparable['kind'],
): Promise<(PrintingView & { readonly place: number })[]> {
  const best = printingRows(handle)
    .where(matches[kind])
    .orderBy(sql`printing.language <> 'en'`)
    .orderBy(sql`printing.variant IS NOT NULL`)
    .orderBy('printing.collector_number')
    .orderBy('printing.id')
    .limit(PRINTINGS_PER_KEY_MAX);
  const { rows } = await sql<PrintingView & { place: number }>`
    SELECT asked.place, best.* FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS asked(
      place integer, known_as jsonb, game text, set_key text, set_name_key text, number_key text, name_key text,
      language text)
    CROSS JOIN LATERAL (${best}) AS best
    ORDER BY asked.place`.execute(handle);
  return rows;
}
