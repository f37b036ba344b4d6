import { describe, expect, it } from 'vitest';
import type { Instrument } from '../market/index.ts';
import { findForeign } from './symbol-spelling.ts';
import type { MarketDoor } from './watchlist.ts';

const symbols = ['AAPL', 'SAP', 'SAP.DE', 'BTC-USD', 'EUR-USD', 'ETH-BTC', 'SPX', 'DAX40', 'USDT-USD'];
const market = {
  find: (text) => {
    const symbol = symbols.find((one) => one === text.trim().toUpperCase());
    return symbol === undefined ? undefined : ({ id: symbol, symbol } as Instrument);
  },
} as MarketDoor;

describe('symbols as other programs spell them', () => {
  it.each([
    ['AAPL', 'AAPL'],
    ['NASDAQ:AAPL', 'AAPL'],
    ['nasdaq:aapl', 'AAPL'],
    ['XETR:SAP', 'SAP.DE'],
    ['NYSE:SAP', 'SAP'],
    ['BINANCE:BTCUSDT', 'BTC-USD'],
    ['COINBASE:BTCUSD', 'BTC-USD'],
    ['BINANCE:ETHBTC', 'ETH-BTC'],
    ['CRYPTO:USDTUSD', 'USDT-USD'],
    ['FX:EURUSD', 'EUR-USD'],
    ['EURUSD=X', 'EUR-USD'],
    ['^GSPC', 'SPX'],
    ['SP:SPX', 'SPX'],
    ['^GDAXI', 'DAX40'],
  ])('finds %s as %s', (typed, symbol) => {
    expect(findForeign(market, typed)?.symbol).toBe(symbol);
  });

  it('does not take one company for another on a venue of its own', () => {
    expect(findForeign(market, 'LSE:AAPL')).toBeUndefined();
    expect(findForeign(market, 'NYSE:NOPE')).toBeUndefined();
  });
});
