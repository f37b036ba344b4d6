import type { InstrumentKind } from '../../lib/queries/market.ts';

export type KindValue = InstrumentKind;

/** What an instrument can be, in words. */
export const kindOptions: readonly { readonly value: KindValue; readonly label: string }[] = [
  { value: 'stock', label: 'Stock' },
  { value: 'etf', label: 'ETF' },
  { value: 'coin', label: 'Coin' },
  { value: 'index', label: 'Index' },
  { value: 'currency', label: 'Currency' },
  { value: 'commodity', label: 'Commodity' },
  { value: 'collectible', label: 'Collectible' },
];
