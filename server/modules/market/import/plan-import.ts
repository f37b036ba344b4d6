import { newId } from '../../../platform/ids.ts';
import type { StoredInstrument } from '../services/stored-instruments.ts';
import { symbolKey } from '../instrument.ts';
import { handTable } from '../seed/hand-table.ts';
import type { ListedRow, RejectedRow } from './listing-format.ts';
import type { Listing } from './read-listing.ts';

/** What became of one row. */
export interface Outcome {
  readonly file: string;
  /** 0 where the symbol stands in no file. */
  readonly line: number;
  readonly symbol: string;
  /** For a changed row: the fields. */
  readonly detail: string;
}

export interface ImportPlan {
  readonly rows: readonly StoredInstrument[];
  readonly added: readonly Outcome[];
  readonly changed: readonly Outcome[];
  readonly unchanged: number;
  readonly renamed: readonly Outcome[];
  /** Listed no more at a venue whose whole list was given. */
  readonly inactive: readonly Outcome[];
  readonly rejected: readonly RejectedRow[];
}

/** Venues that together list every US share: who names no venue and is in none of them is listed no more. */
const US_VENUES = ['XNAS', 'XNYS', 'XASE', 'ARCX', 'BATS'];
const COMPARED = ['name', 'official_name', 'kind', 'security_class', 'exchange', 'status', 'origin'] as const;

/**
 * Compares what is stored with what venues list. Pure: the caller writes `rows` or none of them.
 *
 * The lists decide about names, venues and kinds; our own short names, sizes and prices stay; what an administrator
 * wrote stays untouched. Each list is the whole of its venues: what was listed there and is missing becomes inactive.
 */
export function planImport(stored: readonly StoredInstrument[], listings: readonly Listing[]): ImportPlan {
  const known = new Map(stored.map((row) => [row.symbol, row]));
  const shortNames = new Map(handTable().map((row) => [row.symbol, row.name]));
  const { listed, repeated } = mergeListings(listings);
  const rows: StoredInstrument[] = [];
  const added: Outcome[] = [];
  const changed: Outcome[] = [];
  const rejected: RejectedRow[] = [...listings.flatMap((listing) => listing.rejected), ...repeated];
  const late = lateRows(stored, listed);
  let unchanged = 0;
  for (const row of listed.values()) {
    if (late.has(row.symbol)) {
      unchanged += 1;
      continue;
    }
    const before = known.get(row.symbol);
    if (before !== undefined && before.kind !== 'stock' && before.kind !== 'etf') {
      rejected.push({ ...placeOf(row), detail: `is the symbol of our ${before.kind} ${before.name}` });
      continue;
    }
    const after = merge(before, row, shortNames.get(row.symbol));
    const fields = before === undefined ? [] : COMPARED.filter((field) => before[field] !== after[field]);
    if (before !== undefined && (before.origin === 'admin' || fields.length === 0)) {
      unchanged += 1;
      continue;
    }
    rows.push(after);
    if (before === undefined) added.push({ ...placeOf(row), detail: row.official_name });
    else changed.push({ ...placeOf(row), detail: fields.map((field) => change(field, before, after)).join('; ') });
  }
  const stillListed = new Set([...listed.keys(), ...late.values()]);
  const gone = goneRows(stored, stillListed, listings);
  return {
    rows: [...rows, ...gone.map((row) => ({ ...row, status: 'inactive' as const, origin: 'import' as const }))],
    added,
    changed,
    unchanged,
    renamed: [],
    inactive: gone.map((row) => ({ file: '', line: 0, symbol: row.symbol, detail: row.name })),
    rejected,
  };
}

/** One row per symbol over all files; the first file that names a symbol wins. */
function mergeListings(listings: readonly Listing[]): { listed: Map<string, ListedRow>; repeated: RejectedRow[] } {
  const listed = new Map<string, ListedRow>();
  const repeated: RejectedRow[] = [];
  for (const row of listings.flatMap((listing) => listing.rows)) {
    const first = listed.get(row.symbol);
    if (first === undefined) listed.set(row.symbol, row);
    else repeated.push({ ...placeOf(row), detail: `stands in line ${first.line} of ${first.file} already` });
  }
  return { listed, repeated };
}

/**
 * Symbols that a list has not yet changed after a rename, each with the symbol its instrument bears today. Where the new
 * symbol is listed too, the old one is somebody else's.
 */
function lateRows(
  stored: readonly StoredInstrument[],
  listed: ReadonlyMap<string, ListedRow>,
): ReadonlyMap<string, string> {
  const symbols = new Set(stored.map((row) => row.symbol));
  const listedByKey = new Map([...listed.keys()].map((symbol) => [symbolKey(symbol), symbol]));
  const late = new Map<string, string>();
  for (const { symbol, former_symbols = [] } of stored) {
    if (listed.has(symbol)) continue;
    for (const former of former_symbols) {
      const old = listedByKey.get(symbolKey(former));
      if (old !== undefined && !symbols.has(old)) late.set(old, symbol);
    }
  }
  return late;
}

function merge(before: StoredInstrument | undefined, row: ListedRow, shortName: string | undefined): StoredInstrument {
  const kept = before ?? { market_cap: null, anchor_price: null, volatility: null, sector: null, price_decimals: 2 };
  return {
    id: before?.id ?? newId(),
    symbol: row.symbol,
    name: shortName ?? row.name,
    official_name: row.official_name,
    kind: row.kind,
    security_class: row.security_class,
    exchange: row.exchange,
    currency: 'USD',
    price_decimals: kept.price_decimals,
    status: 'active',
    market_cap: kept.market_cap,
    anchor_price: kept.anchor_price,
    volatility: kept.volatility,
    sector: kept.sector,
    origin: 'import',
  };
}

function goneRows(
  stored: readonly StoredInstrument[],
  listed: ReadonlySet<string>,
  listings: readonly Listing[],
): StoredInstrument[] {
  const venues = new Set(listings.flatMap((listing) => listing.venues));
  const isWholeUs = US_VENUES.every((venue) => venues.has(venue));
  return stored.filter(
    ({ symbol, status, origin, kind, exchange }) =>
      status === 'active' &&
      origin !== 'admin' &&
      (kind === 'stock' || kind === 'etf') &&
      (exchange === null ? isWholeUs : venues.has(exchange)) &&
      !listed.has(symbol),
  );
}

function placeOf({ file, line, symbol }: ListedRow): { file: string; line: number; symbol: string } {
  return { file, line, symbol };
}

function change(field: (typeof COMPARED)[number], before: StoredInstrument, after: StoredInstrument): string {
  return `${field} ${before[field] ?? 'none'} -> ${after[field] ?? 'none'}`;
}
