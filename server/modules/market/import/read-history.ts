import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { DECIMAL_PATTERN } from '../../../../contract/decimal.ts';
import { parseTime } from '../providers/replay/parse-time.ts';
import { ImportError } from './import-error.ts';

const DAY_MS = 86_400_000;
const GZIP_MAGIC = [0x1f, 0x8b];
/** Longer numbers are no prices. */
const PRICE_LENGTH_MAX = 24;

/** One instrument's day as a file tells it: decimal strings, as they stand there. */
export interface HistoryDay {
  readonly line: number;
  readonly symbol: string;
  /** Midnight UTC of the day. */
  readonly at_ms: number;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  readonly volume: number;
}

export const historyRejections = ['no_symbol', 'bad_date', 'bad_price', 'bad_volume', 'low_above_high'] as const;
export type HistoryRejection = (typeof historyRejections)[number];
export interface RejectedLine {
  readonly line: number;
  readonly reason: HistoryRejection;
}

export interface HistoryFile {
  readonly file: string;
  /**
   * Names of its columns for day, symbol, close and volume, or for day, symbol, open, high, low, close and volume; null
   * finds them by names that speak for themselves.
   */
  readonly columns: readonly string[] | null;
  /** The file's date is the day after the session, as where closes are published overnight. */
  readonly published_next_day: boolean;
}

const FIELDS = ['day', 'symbol', 'open', 'high', 'low', 'close', 'volume'] as const;
type Field = (typeof FIELDS)[number];
type Places = Readonly<Record<Field, number>>;
const KNOWN_NAMES: Readonly<Record<Field, readonly string[]>> = {
  day: ['date', 'day', 'published', 'time', 'timestamp'],
  symbol: ['symbol', 'ticker'],
  open: ['open'],
  high: ['high'],
  low: ['low'],
  close: ['close', 'price', 'last'],
  volume: ['volume'],
};

/**
 * Reads daily prices from a CSV file with a header, compressed or not; memory does not grow with the file. Where open, high
 * or low are missing, the close stands for them. A gap in the volume is 0.
 * @throws ImportError for a file that is none, or lacks a column.
 */
export async function* readHistory(file: HistoryFile): AsyncGenerator<HistoryDay | RejectedLine> {
  let places: Places | null = null;
  for await (const { record, info } of readRows(file.file)) {
    if (places === null) places = findPlaces(record, file);
    else yield readDay(record, info.lines, places, file.published_next_day);
  }
  if (places === null) throw new ImportError(`${file.file} is empty: give a CSV file with a header`);
}

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

async function* readRows(file: string): AsyncGenerator<ParsedRow> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  const compressed = await isCompressed(file);
  const source = createReadStream(file);
  const reading = compressed ? pipeline(source, createGunzip(), parser) : pipeline(source, parser);
  // A failure of the file reaches the reader through the parser, which the pipeline destroys with the same error.
  reading.catch(() => undefined);
  try {
    for await (const row of parser) yield row as ParsedRow;
  } catch (error) {
    throw new ImportError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  } finally {
    source.destroy();
  }
}

async function isCompressed(file: string): Promise<boolean> {
  const handle = await open(file).catch((error: unknown) => {
    throw new ImportError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && GZIP_MAGIC.every((byte, index) => buffer[index] === byte);
  } finally {
    await handle.close();
  }
}

function findPlaces(header: readonly string[], { file, columns }: HistoryFile): Places {
  const names = header.map((name) => name.trim().toLowerCase());
  const named: readonly Field[] = columns?.length === FIELDS.length ? FIELDS : ['day', 'symbol', 'close', 'volume'];
  const place = (field: Field): number => {
    const given = columns === null ? KNOWN_NAMES[field] : [columns[named.indexOf(field)]?.toLowerCase() ?? ''];
    const found = names.findIndex((name) => given.includes(name));
    const needed =
      columns === null ? field === 'day' || field === 'symbol' || field === 'close' : named.includes(field);
    if (found === -1 && needed)
      throw new ImportError(
        `${file} has no column ${given.join(' or ')} for the ${field}; its columns are ${header.join(', ')}. ` +
          'Name them, for example --columns=published,symbol,close,volume',
      );
    return found;
  };
  return {
    day: place('day'),
    symbol: place('symbol'),
    open: place('open'),
    high: place('high'),
    low: place('low'),
    close: place('close'),
    volume: place('volume'),
  };
}

function readDay(
  row: readonly string[],
  line: number,
  places: Places,
  published_next_day: boolean,
): HistoryDay | RejectedLine {
  const cell = (field: Field): string => row[places[field]]?.trim() ?? '';
  const symbol = cell('symbol');
  if (symbol === '') return { line, reason: 'no_symbol' };
  const time = parseTime(cell('day'));
  if (time === null) return { line, reason: 'bad_date' };
  const close = cell('close');
  const [open_price, high, low] = (['open', 'high', 'low'] as const).map((field) =>
    places[field] === -1 ? close : cell(field),
  ) as [string, string, string];
  const prices = [open_price, high, low, close];
  if (!prices.every(isPrice)) return { line, reason: 'bad_price' };
  if (prices.some((price) => Number(price) < Number(low) || Number(price) > Number(high)))
    return { line, reason: 'low_above_high' };
  const volume = places.volume === -1 ? 0 : Number(cell('volume'));
  if (!(volume >= 0 && Number.isFinite(volume))) return { line, reason: 'bad_volume' };
  const day = Math.floor(time.at_ms / DAY_MS) - (published_next_day ? 1 : 0);
  return { line, symbol, at_ms: day * DAY_MS, open: open_price, high, low, close, volume };
}

function isPrice(text: string): boolean {
  return text.length <= PRICE_LENGTH_MAX && DECIMAL_PATTERN.test(text) && /[1-9]/.test(text) && !text.startsWith('-');
}
