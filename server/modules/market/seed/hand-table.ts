import type { InstrumentRow } from '../selectors/read-instruments.ts';
import { foreignAtHome, foreignInUs } from './foreign-companies.ts';
import { usFunds } from './funds.ts';
import { coins, commodities, currencies, indices } from './other-markets.ts';
import { usCompanies } from './us-companies.ts';
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
      return [...words.slice(0, columns), words.slice(columns).join(' ')];
    });
}

const nothing = {
  official_name: null,
  security_class: 'common',
  status: 'active',
  market_cap: null,
  sector: null,
} as const;

function usListing(cells: Cells, kind: 'stock' | 'etf', sector: string | null): SeedRow {
  const [symbol = '', exchange = '', cap, price = '', percent, name = ''] = cells;
  return {
    ...nothing,
    ...{ symbol, name, kind, exchange, currency: 'USD', sector, anchor_price: price },
    price_decimals: Number(price) < 1 ? 4 : 2,
    market_cap: billions(cap),
    volatility: fraction(percent),
  };
}

function homeListing([symbol = '', exchange = '', cap, price = '', percent, currency = '', name = '']: Cells): SeedRow {
  const price_decimals = currency === 'JPY' ? 1 : 2;
  return {
    ...nothing,
    ...{ symbol, name, kind: 'stock', exchange, currency, price_decimals, anchor_price: price },
    market_cap: billions(cap),
    volatility: fraction(percent),
  };
}

function coin([symbol = '', cap, price = '', decimals, percent, name = '']: Cells): SeedRow {
  return {
    ...nothing,
    ...{ symbol, name, kind: 'coin', exchange: null, currency: 'USD', anchor_price: price },
    price_decimals: Number(decimals),
    market_cap: billions(cap),
    volatility: fraction(percent),
  };
}

function indexRow([symbol = '', currency = '', level = '', percent, name = '']: Cells): SeedRow {
  return {
    ...nothing,
    ...{ symbol, name, kind: 'index', exchange: null, currency, price_decimals: 2, anchor_price: level },
    volatility: fraction(percent),
  };
}

function currencyPair([symbol = '', currency = '', price = '', decimals, percent, name = '']: Cells): SeedRow {
  return {
    ...nothing,
    ...{ symbol, name, kind: 'currency', exchange: null, currency, anchor_price: price },
    price_decimals: Number(decimals),
    volatility: fraction(percent),
  };
}

function commodity([symbol = '', price = '', decimals, percent, name = '']: Cells): SeedRow {
  return {
    ...nothing,
    ...{ symbol, name, kind: 'commodity', exchange: null, currency: 'USD', anchor_price: price },
    price_decimals: Number(decimals),
    volatility: fraction(percent),
  };
}

function billions(text: string | undefined): number {
  return Math.round(Number(text) * 1e9);
}

function fraction(percent: string | undefined): number {
  return Number(percent) / 100;
}
