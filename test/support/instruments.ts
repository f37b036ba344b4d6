import type { Instrument } from '../../server/modules/market/instrument.ts';

/** An active US stock, with what a test says otherwise. The symbol is its id. */
export function anInstrument(index: number, told: Partial<Instrument> & { readonly symbol: string }): Instrument {
  return {
    id: told.symbol,
    index,
    name: told.symbol,
    official_name: null,
    kind: 'stock',
    security_class: 'common',
    exchange: 'XNAS',
    currency: 'USD',
    price_decimals: 2,
    status: 'active',
    market_cap: null,
    anchor_price: null,
    volatility: null,
    sector: null,
    ...told,
  };
}
