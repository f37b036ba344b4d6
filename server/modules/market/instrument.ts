import type { instrumentKinds } from '../../../contract/market.ts';

export type InstrumentKind = (typeof instrumentKinds)[number];

/**
 * What a listed stock is, read from its official name. A search puts the share itself before papers derived from it.
 * Everything that is not a stock is `common`.
 */
export const securityClasses = ['common', 'preferred', 'note', 'warrant', 'right', 'unit'] as const;
export type SecurityClass = (typeof securityClasses)[number];

/** Who wrote a row last. A later name in this list is never overwritten by an earlier one. */
export const instrumentOrigins = ['seed', 'import', 'admin', 'shop'] as const;
export type InstrumentOrigin = (typeof instrumentOrigins)[number];

/** Everything with a price. A value: when the row changes, the registry holds a new one under the same index. */
export interface Instrument {
  readonly id: string;
  /** Dense number in this process's registry, stable for the life of the process. */
  readonly index: number;
  /** Canonical spelling, unique: `AAPL`, `BRK.B`, `BTC-USD`. */
  readonly symbol: string;
  /** Symbols it had before a rename, and other spellings that name it: each finds it while nothing else bears it. */
  readonly former_symbols?: readonly string[];
  /** Short, as people say it: `Apple`. */
  readonly name: string;
  /** As the venue lists it, where that is known: `Apple Inc. - Common Stock`. */
  readonly official_name: string | null;
  readonly kind: InstrumentKind;
  readonly security_class: SecurityClass;
  /** Market identifier code (ISO 10383), or null where there is no one venue. */
  readonly exchange: string | null;
  readonly currency: string;
  readonly price_decimals: number;
  readonly status: 'active' | 'inactive';
  /** In units of `currency`, roughly. */
  readonly market_cap: number | null;
  /** A plausible price, decimal, for made-up prices. */
  readonly anchor_price: string | null;
  /** Of a year: 0.25 is 25 %. */
  readonly volatility: number | null;
  readonly sector: string | null;
}

/**
 * The key under which spellings of one symbol meet: case and the mark before a share class do not matter, so that
 * `BRK.B`, `brk-b`, `BRK/B` and `BRK B` are one.
 */
export function symbolKey(text: string): string {
  return text
    .trim()
    .toUpperCase()
    .replace(/[-/ _]+/g, '.');
}

/**
 * US venues list a preferred share as `ABR$D` and a warrant as `AAC.W`; other sources write `ABR-D`, `ABR^D`, `ABR.PRD`
 * or `AAC.WS`, `AAC+`.
 * @returns the listed spelling, or undefined where `text` is none of the others.
 */
export function listedSpelling(text: string): string | undefined {
  const key = symbolKey(text);
  const preferred = /^([A-Z]+)[.^](?:PR?\.?)?([A-Z])$/.exec(key);
  if (preferred) return `${preferred[1]}$${preferred[2]}`;
  const warrant = /^([A-Z]+)(?:\.WS|\.WT|\+)$/.exec(key);
  return warrant ? `${warrant[1]}.W` : undefined;
}
