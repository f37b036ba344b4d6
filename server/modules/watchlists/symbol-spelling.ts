import type { Instrument } from '../market/index.ts';
import type { MarketDoor } from './watchlist.ts';

/** Indices as Yahoo writes them (`^GSPC`) and TradingView (`SP:SPX`, `TVC:NI225`): the mark `^` and the venue taken off. */
const INDEX_NAMES: Readonly<Record<string, string>> = {
  GSPC: 'SPX',
  IXIC: 'COMP',
  GDAXI: 'DAX40',
  DAX: 'DAX40',
  DEU40: 'DAX40',
  FCHI: 'CAC40',
  PX1: 'CAC40',
  UKX: 'FTSE',
  NI225: 'N225',
  STOXX50E: 'SX5E',
};

/** Venues whose symbols are not the ticker alone: Yahoo's ending for TradingView's beginning. */
const VENUE_ENDINGS: Readonly<Record<string, string>> = {
  XETR: '.DE',
  FWB: '.DE',
  LSE: '.L',
  EURONEXT: '.PA',
  TSE: '.T',
  HKEX: '.HK',
  SIX: '.SW',
  TSX: '.TO',
  ASX: '.AX',
};

/**
 * An instrument by the name another program gives it: `NASDAQ:AAPL`, `BINANCE:BTCUSDT`, `FX:EURUSD`, `XETR:SAP`,
 * `^GSPC`, `EURUSD=X`. The exact symbol always comes first.
 */
export function findForeign(market: MarketDoor, text: string): Instrument | undefined {
  const exact = market.find(text);
  if (exact !== undefined) return exact;
  for (const spelling of spellingsOf(text.trim().toUpperCase())) {
    const found = market.find(spelling);
    if (found !== undefined) return found;
  }
  return undefined;
}

function spellingsOf(text: string): string[] {
  const [, venue, named] = /^([A-Z0-9_]+):(.+)$/.exec(text) ?? [];
  const ticker = (named ?? text).replace(/^\^/, '').replace(/=X$/, '');
  const ending = venue === undefined ? undefined : VENUE_ENDINGS[venue];
  const index = Object.hasOwn(INDEX_NAMES, ticker) ? INDEX_NAMES[ticker] : undefined;
  return [
    // On a venue with an ending of its own the bare ticker may be another company's.
    ...(ending === undefined ? [] : [`${ticker}${ending}`]),
    ...(index === undefined ? [] : [index]),
    ...pairsOf(ticker),
    ...(ending === undefined ? [ticker] : []),
  ];
}

/** `BTCUSDT` and `EURUSD` as the pairs they are: a stablecoin of the dollar counts as the dollar. */
function pairsOf(ticker: string): string[] {
  const [, base, quote] = /^([A-Z0-9]{2,6}?)(USDT|USDC|USD|EUR|GBP|JPY|CHF|CAD|AUD|NZD|BTC)$/.exec(ticker) ?? [];
  if (base === undefined || quote === undefined) return [];
  return [`${base}-${quote.startsWith('USD') ? 'USD' : quote}`];
}
