import type { Instrument } from '../../instrument.ts';

/** Indices have names of their own there. */
const INDICES = new Map([
  ['SPX', '^GSPC'],
  ['NDX', '^NDX'],
  ['DJI', '^DJI'],
  ['IXIC', '^IXIC'],
  ['RUT', '^RUT'],
  ['VIX', '^VIX'],
  ['DAX40', '^GDAXI'],
  ['STOXX50E', '^STOXX50E'],
  ['CAC40', '^FCHI'],
  ['IBEX35', '^IBEX'],
  ['FTSEMIB', 'FTSEMIB.MI'],
  ['AEX', '^AEX'],
  ['SMI', '^SSMI'],
  ['FTSE', '^FTSE'],
  ['N225', '^N225'],
  ['HSI', '^HSI'],
  ['SSEC', '000001.SS'],
  ['KS11', '^KS11'],
  ['NSEI', '^NSEI'],
  ['AXJO', '^AXJO'],
  ['GSPTSE', '^GSPTSE'],
  ['BVSP', '^BVSP'],
]);

/** The spelling there; null for what it is not asked for. Class shares `BRK.B` are `BRK-B`, pairs `EUR-USD` are `EURUSD=X`. */
export function yahooSymbol({ kind, symbol, security_class, currency }: Instrument): string | null {
  if (kind === 'index') return INDICES.get(symbol) ?? null;
  if (kind === 'currency') return /^[A-Z]{3}-[A-Z]{3}$/.test(symbol) ? `${symbol.replace('-', '')}=X` : null;
  if (kind === 'coin') return symbol;
  if (kind === 'commodity' || kind === 'collectible' || currency !== 'USD' || security_class === 'warrant') return null;
  return symbol.replace('$', '-P').replace('.', '-');
}
