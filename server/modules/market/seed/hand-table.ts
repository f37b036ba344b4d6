import type { InstrumentRow } from '../selectors/read-instruments.ts';
import { foreignAtHome, foreignInUs } from './foreign-companies.ts';
import { usFunds } from './funds.ts';
import { coins, commodities, currencies, indices } from './other-markets.ts';
import { usCompanies } from './us-companies.ts';
import { usNewcomers } from './us-newcomers.ts';
import { usTechnology } from './us-technology.ts';

export type SeedRow = Omit<InstrumentRow, 'id'>;

/** Cells of one line: as many words as there are columns, then the name, which may hold spaces. */
type Cells = readonly string[];

/**
 * What people look for most, written by hand: current symbols, short names, rough sizes, plausible prices. Rough is
 * enough: sizes order search results, prices and volatilities feed the simulator. Largest first.
 */
export function handTable(): SeedRow[] {
  const rows = [
    ...Object.entries({ ...usTechnology, ...usCompanies }).flatMap(([sector, text]) =>
      linesOf(text, 5).map((cells) => usListing(cells, 'stock', sector)),
    ),
    ...linesOf(usNewcomers, 5).map((cells) => usListing(cells, 'stock', null)),
    ...linesOf(usFunds, 5).map((cells) => usListing(cells, 'etf', null)),
    ...linesOf(foreignInUs, 5).map((cells) => usListing(cells, 'stock', null)),
    ...linesOf(foreignAtHome, 6).map(homeListing),
    ...linesOf(coins, 5).map(coin),
    ...linesOf(indices, 4).map(indexRow),
    ...linesOf(currencies, 5).map(currencyPair),
    ...linesOf(commodities, 4).map(commodity),
  ];
  return rows.toSorted((left, right) => (right.market_cap ?? 0) - (left.market_cap ?? 0));
}

function linesOf(text: string, columns: number): Cells[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const words = line.trim().split(/\s+/);
      return words.slice(0, columns).concat(words.slice(columns).join(' '));
    });
}

/** What one line says; the rest of the row is the same for all. */
type Line = Pick<SeedRow, 'symbol' | 'name' | 'kind' | 'exchange' | 'currency' | 'price_decimals'> & {
  readonly cap?: string | undefined;
  readonly price: string;
  readonly percent: string | undefined;
  readonly sector?: string | null;
};

function rowOf({
  symbol,
  name,
  kind,
  exchange,
  currency,
  price_decimals,
  cap,
  price,
  percent,
  sector = null,
}: Line): SeedRow {
  return {
    symbol,
    name,
    official_name: null,
    kind,
    security_class: 'common',
    exchange,
    currency,
    price_decimals,
    status: 'active',
    market_cap: cap === undefined ? null : Math.round(Number(cap) * 1e9),
    anchor_price: price,
    volatility: Number(percent) / 100,
    sector,
  };
}

function usListing(cells: Cells, kind: 'stock' | 'etf', sector: string | null): SeedRow {
  const [symbol = '', exchange = '', cap, price = '', percent, name = ''] = cells;
  const price_decimals = Number(price) < 1 ? 4 : 2;
  return rowOf({ symbol, name, kind, exchange, currency: 'USD', price_decimals, cap, price, percent, sector });
}

function homeListing([symbol = '', exchange = '', cap, price = '', percent, currency = '', name = '']: Cells): SeedRow {
  const price_decimals = currency === 'JPY' ? 1 : 2;
  return rowOf({ symbol, name, kind: 'stock', exchange, currency, price_decimals, cap, price, percent });
}

function coin([symbol = '', cap, price = '', decimals, percent, name = '']: Cells): SeedRow {
  const price_decimals = Number(decimals);
  return rowOf({ symbol, name, kind: 'coin', exchange: null, currency: 'USD', price_decimals, cap, price, percent });
}

function indexRow([symbol = '', currency = '', price = '', percent, name = '']: Cells): SeedRow {
  return rowOf({ symbol, name, kind: 'index', exchange: null, currency, price_decimals: 2, price, percent });
}

function currencyPair([symbol = '', currency = '', price = '', decimals, percent, name = '']: Cells): SeedRow {
  const price_decimals = Number(decimals);
  return rowOf({ symbol, name, kind: 'currency', exchange: null, currency, price_decimals, price, percent });
}

function commodity([symbol = '', price = '', decimals, percent, name = '']: Cells): SeedRow {
  const price_decimals = Number(decimals);
  return rowOf({ symbol, name, kind: 'commodity', exchange: null, currency: 'USD', price_decimals, price, percent });
}
