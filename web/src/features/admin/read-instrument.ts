import type { AdminStock } from '../../lib/queries/admin.ts';
import type { InstrumentField } from './instrument-fields.tsx';
import type { KindValue } from './instrument-kinds.ts';

type Typed = Readonly<Record<InstrumentField, string>>;

/** What is wrong with a form before it is sent, by field. */
export function instrumentProblems(typed: Typed): { readonly [F in InstrumentField]?: string } {
  const decimals = Number(typed.price_decimals);
  return {
    ...(typed.symbol.trim() === '' && { symbol: 'Enter a symbol.' }),
    ...(typed.name.trim() === '' && { name: 'Enter a name.' }),
    ...(!/^$|^[A-Za-z0-9]{4}$/.test(typed.exchange.trim()) && { exchange: 'Four letters or digits, such as XNAS.' }),
    ...(!/^[A-Za-z]{3}$/.test(typed.currency.trim()) && { currency: 'Three letters, such as USD.' }),
    ...((!/^\d+$/.test(typed.price_decimals.trim()) || decimals > 10) && {
      price_decimals: 'A whole number, 0 to 10.',
    }),
    ...(!/^(?:|[1-9]\d{0,14})$/.test(digits(typed.market_cap)) && { market_cap: 'A whole number, or nothing.' }),
  };
}

/** The instrument that a form without problems describes. */
export function readInstrument(typed: Typed, kind: KindValue) {
  const exchange = typed.exchange.trim().toUpperCase();
  const market_cap = digits(typed.market_cap);
  return {
    symbol: typed.symbol.trim().toUpperCase(),
    name: typed.name.trim(),
    kind,
    exchange: exchange === '' ? null : exchange,
    currency: typed.currency.trim().toUpperCase(),
    price_decimals: Number(typed.price_decimals),
    market_cap: market_cap === '' ? null : Number(market_cap),
  };
}

/** Only what differs from what was seen: what somebody else keeps is not sent back at them. */
export function changesOf(
  seen: AdminStock,
  read: ReturnType<typeof readInstrument>,
): Partial<ReturnType<typeof readInstrument>> {
  const entries = Object.entries(read).filter(([field, value]) => seen[field as keyof typeof read] !== value);
  return Object.fromEntries(entries);
}

/** People group digits: 1,000,000 and 1 000 000. */
function digits(text: string): string {
  return text.replace(/[\s,']/g, '');
}
