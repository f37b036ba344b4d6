import { newId } from '../../../platform/ids.ts';
import { type InstrumentKind, symbolKey } from '../instrument.ts';
import type { ProviderListing } from '../providers/provider.ts';
import type { StoredInstrument } from '../services/stored-instruments.ts';
import type { RejectedRow } from './listing-format.ts';
import type { ImportPlan, Outcome } from './plan-import.ts';

const SYMBOL = /^[A-Z0-9^][A-Z0-9.^=/$-]{0,23}$/;
const NAME_LENGTH_MAX = 120;
/** Decimals of an instrument that only a provider tells of. */
const DECIMALS: Readonly<Record<InstrumentKind, number>> = {
  stock: 2,
  etf: 2,
  index: 2,
  commodity: 2,
  currency: 5,
  coin: 8,
  collectible: 2,
};

/**
 * Compares what is stored with what a provider lists. Pure. A provider lists what it sells, not a venue: what it does not
 * name stays as it is, and only what it says is no longer traded becomes inactive. Names, sizes and decimals we have stay;
 * what an administrator wrote stays whole.
 *
 * @param file what the provider is called in the report.
 */
export function planProviderListings(
  stored: readonly StoredInstrument[],
  listings: readonly ProviderListing[],
  file: string,
): ImportPlan {
  const known = knownByKey(stored);
  const seen = new Set<string>();
  const rows: StoredInstrument[] = [];
  const added: Outcome[] = [];
  const changed: Outcome[] = [];
  const inactive: Outcome[] = [];
  const rejected: RejectedRow[] = [];
  let unchanged = 0;
  for (const [at, listing] of listings.entries()) {
    const place = { file, line: at + 1, symbol: listing.symbol.slice(0, 24) };
    const key = symbolKey(listing.symbol);
    const before = known.get(key);
    const detail = seen.has(key) ? 'is listed already' : whyNot(listing, before);
    seen.add(key);
    if (detail !== null) {
      rejected.push({ ...place, detail });
      continue;
    }
    const status = listing.active ? ('active' as const) : ('inactive' as const);
    if (before === undefined) {
      if (!listing.active) continue; // gone before we knew it
      rows.push(newRow(listing));
      added.push({ ...place, detail: listing.name });
    } else if (before.origin === 'admin' || before.status === status) {
      unchanged += 1;
    } else {
      rows.push({ ...before, status, origin: 'import' });
      (listing.active ? changed : inactive).push({ ...place, detail: `${before.status} -> ${status}` });
    }
  }
  return { rows, added, changed, unchanged, renamed: [], inactive, rejected };
}

/** What bears a symbol today comes before what bore it once. */
function knownByKey(stored: readonly StoredInstrument[]): ReadonlyMap<string, StoredInstrument> {
  const former = stored.flatMap((row) => (row.former_symbols ?? []).map((symbol) => [symbolKey(symbol), row] as const));
  return new Map([...former, ...stored.map((row) => [symbolKey(row.symbol), row] as const)]);
}

function whyNot(
  { symbol, name, kind, currency }: ProviderListing,
  before: StoredInstrument | undefined,
): string | null {
  if (!SYMBOL.test(symbol)) return 'has a symbol of other signs than letters, digits and . - ^ = / $';
  if (name.trim() === '') return 'has no name';
  if (!/^[A-Z]{3}$/.test(currency)) return 'has no currency code';
  const isPaper = (of: InstrumentKind): boolean => of === 'stock' || of === 'etf';
  if (before !== undefined && before.kind !== kind && !(isPaper(before.kind) && isPaper(kind)))
    return `is the symbol of our ${before.kind} ${before.name}`;
  return null;
}

function newRow({ symbol, name, kind, exchange, currency }: ProviderListing): StoredInstrument {
  return {
    id: newId(),
    symbol,
    name: name.trim().slice(0, NAME_LENGTH_MAX).trim(),
    official_name: null,
    kind,
    security_class: 'common',
    exchange: exchange !== null && /^[A-Z0-9]{4}$/.test(exchange) ? exchange : null,
    currency,
    price_decimals: DECIMALS[kind],
    status: 'active',
    market_cap: null,
    anchor_price: null,
    volatility: null,
    sector: null,
    origin: 'import',
  };
}
