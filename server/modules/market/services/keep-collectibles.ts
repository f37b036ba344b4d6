import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { symbolKey } from '../instrument.ts';
import { CHANGED_IDS_MAX, instrumentsChanged } from '../instrument-registry.ts';
import { lockSymbols } from './add-instrument.ts';
import { saveInstruments, type StoredInstrument } from './stored-instruments.ts';

const SYMBOL_LENGTH_MAX = 24;
const SUFFIX_LENGTH = 4;
/** Without letters and digits that look alike. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Suffixes that are tried: 30^4 each. */
const SUFFIXES_MAX = 4;
/** The registry's word for where it trades. */
const VENUE = 'SHOP';

/** Something that can be watched. */
export interface CollectibleThing {
  /** The same for the same thing in the same currency, whoever lists it. At most 900 characters. */
  readonly key: string;
  /** What its symbol should be, in capital letters, digits, points and hyphens; at most 24 characters. */
  readonly symbol: string;
  /** At most 120 characters. */
  readonly name: string;
  readonly currency: string;
  /** Minor units in a unit of the currency, as a power of ten: 2 for cents. */
  readonly minor_digits: number;
  /** One piece of one vendor, who names it: another name is taken over. */
  readonly is_single: boolean;
}

interface KeptCollectible {
  readonly instrument_id: string;
  readonly symbol: string;
}

interface Kept extends KeptCollectible {
  readonly name: string;
}

/**
 * The instruments of things, by their keys; those that are not known yet are made. A symbol that something else bears
 * gets an ending made from the key. A thing that many list keeps the name it got first.
 */
export async function keepCollectibles(
  tx: Tx,
  platform: Pick<Platform, 'clock' | 'signals'>,
  things: readonly CollectibleThing[],
): Promise<ReadonlyMap<string, KeptCollectible>> {
  const kept = await readKept(tx, things);
  const ids = [...(await renameSingles(tx, platform, things, kept)), ...(await addThings(tx, platform, things, kept))];
  // Named in parts: whoever listens reads these rows, and not the whole registry again.
  for (let from = 0; from < ids.length; from += CHANGED_IDS_MAX)
    await platform.signals.send(tx, instrumentsChanged, { ids: ids.slice(from, from + CHANGED_IDS_MAX) });
  return kept;
}

/** @returns ids of the instruments that were made. */
async function addThings(
  tx: Tx,
  { clock }: Pick<Platform, 'clock'>,
  things: readonly CollectibleThing[],
  kept: Map<string, Kept>,
): Promise<readonly string[]> {
  const added = [...new Map(things.map((thing) => [thing.key, thing])).values()].filter(({ key }) => !kept.has(key));
  if (added.length === 0) return [];
  await lockSymbols(tx);
  // Somebody may have been quicker.
  for (const [key, one] of await readKept(tx, added)) kept.set(key, one);
  const fresh = added.filter(({ key }) => !kept.has(key));
  const taken = await takenSymbols(tx, fresh);
  const rows = fresh.map((thing) => {
    const symbol = freeSymbol(thing, taken);
    taken.add(symbolKey(symbol));
    const row = rowOf(thing, symbol);
    kept.set(thing.key, { instrument_id: row.id, symbol, name: thing.name });
    return { thing, row };
  });
  const ids = rows.map(({ row }) => row.id);
  const saved = rows.map(({ row }) => row);
  await saveInstruments(tx, saved, clock.now());
  await sql`
    INSERT INTO market.collectibles (instrument_id, key, minor_digits)
    SELECT * FROM unnest(${ids}::uuid[], ${rows.map(({ thing }) => thing.key)}::text[],
      ${rows.map(({ thing }) => thing.minor_digits)}::smallint[])
  `.execute(tx);
  return ids;
}

/** @returns ids of the instruments whose name changed. What an administrator wrote stays. */
async function renameSingles(
  tx: Tx,
  { clock }: Pick<Platform, 'clock'>,
  things: readonly CollectibleThing[],
  kept: ReadonlyMap<string, Kept>,
): Promise<readonly string[]> {
  const renamed = things.flatMap(({ key, name, is_single }) => {
    const known = kept.get(key);
    return is_single && known !== undefined && known.name !== name ? [{ id: known.instrument_id, name }] : [];
  });
  if (renamed.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    UPDATE market.instruments AS instrument SET name = named.name, changed_at = ${clock.now()}
    FROM jsonb_to_recordset(${JSON.stringify(renamed)}::jsonb) AS named (id uuid, name text)
    WHERE instrument.id = named.id AND instrument.origin = 'shop'
    RETURNING instrument.id
  `.execute(tx);
  return rows.map(({ id }) => id);
}

async function readKept(tx: Tx, things: readonly CollectibleThing[]): Promise<Map<string, Kept>> {
  const { rows } = await sql<Kept & { key: string }>`
    SELECT thing.key, thing.instrument_id, instrument.symbol, instrument.name
    FROM market.collectibles AS thing JOIN market.instruments AS instrument ON instrument.id = thing.instrument_id
    WHERE thing.key = ANY (${[...new Set(things.map(({ key }) => key))]}::text[])
  `.execute(tx);
  return new Map(rows.map(({ key, ...one }) => [key, one]));
}

/** Of all spellings that may be given out, those that are taken, also by what was renamed since. */
async function takenSymbols(tx: Tx, things: readonly CollectibleThing[]): Promise<Set<string>> {
  const candidates = things.flatMap((thing) => symbolsOf(thing).map(symbolKey));
  const { rows } = await sql<{ key: string }>`
    SELECT regexp_replace(symbol, '[-/ _]+', '.', 'g') AS key FROM market.instruments
    WHERE regexp_replace(symbol, '[-/ _]+', '.', 'g') = ANY (${candidates}::text[])
    UNION SELECT key FROM market.instrument_aliases WHERE key = ANY (${candidates}::text[])
  `.execute(tx);
  return new Set(rows.map(({ key }) => key));
}

function freeSymbol(thing: CollectibleThing, taken: ReadonlySet<string>): string {
  const symbol = symbolsOf(thing).find((one) => !taken.has(symbolKey(one)));
  if (symbol === undefined) throw new Error(`No symbol is free for ${thing.key}`);
  return symbol;
}

/** The symbol that is wished for, and the same with endings made from the key. */
function symbolsOf({ symbol, key }: CollectibleThing): string[] {
  const digest = createHash('sha256').update(key).digest();
  const stem = symbol.slice(0, SYMBOL_LENGTH_MAX - SUFFIX_LENGTH - 1).replace(/[.-]+$/, '');
  const endings = Array.from({ length: SUFFIXES_MAX }, (_, at) =>
    Array.from(
      digest.subarray(at * SUFFIX_LENGTH, (at + 1) * SUFFIX_LENGTH),
      (byte) => ALPHABET[byte % ALPHABET.length],
    ).join(''),
  );
  return [symbol, ...endings.map((ending) => `${stem}-${ending}`)];
}

function rowOf({ name, currency, minor_digits }: CollectibleThing, symbol: string): StoredInstrument {
  return {
    id: newId(),
    symbol,
    name,
    official_name: null,
    kind: 'collectible',
    security_class: 'common',
    exchange: VENUE,
    currency,
    price_decimals: minor_digits,
    status: 'active',
    market_cap: null,
    anchor_price: null,
    volatility: null,
    sector: null,
    origin: 'shop',
  };
}
