import { ConfigError, type ProviderConfig } from '../../../../config.ts';

/** Where a row holds what; -1: the file has no such column. */
export interface ColumnPlaces {
  readonly time: number;
  readonly symbol: number;
  readonly price: number;
  readonly volume: number;
}

/** Names that speak for themselves, tried in this order. */
const KNOWN_NAMES = {
  time: ['time', 'timestamp', 'datetime', 'date', 'published', 'at'],
  symbol: ['symbol', 'ticker'],
  price: ['price', 'close', 'last'],
  volume: ['volume', 'size', 'quantity'],
} as const;

/**
 * Finds the columns by the header of a file: by the names given, else by names that speak for themselves. Only the volume may be missing.
 * @throws ConfigError naming the column that is not there.
 */
export function findColumns(header: readonly string[], named: ProviderConfig['columns']): ColumnPlaces {
  const names = header.map((name) => name.trim().toLowerCase());
  const place = (field: keyof typeof KNOWN_NAMES, given: string | undefined): number => {
    const wanted = given === undefined ? KNOWN_NAMES[field] : [given.toLowerCase()];
    const found = wanted.map((name) => names.indexOf(name)).find((index) => index !== -1) ?? -1;
    if (found === -1 && (field !== 'volume' || given !== undefined)) {
      throw new ConfigError(
        `REPLAY_FILE has no column ${wanted.join(' or ')} for the ${field}; its columns are ${header.join(', ')}. ` +
          'Name them, for example --columns=published,symbol,close,volume',
      );
    }
    return found;
  };
  return {
    time: place('time', named?.[0]),
    symbol: place('symbol', named?.[1]),
    price: place('price', named?.[2]),
    volume: place('volume', named?.[3]),
  };
}
