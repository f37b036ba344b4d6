import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { parseScaled } from '../../../../../contract/decimal.ts';
import { ConfigError, type ProviderConfig } from '../../../../config.ts';
import type { InstrumentRegistry } from '../../instrument-registry.ts';
import type { Print, RejectionReason } from '../provider.ts';
import { type ColumnPlaces, findColumns } from './columns.ts';
import { parseTime } from './parse-time.ts';

/** A print of the recording, or why a row is none. */
export type RecordedRow =
  | { readonly print: Print; readonly date_only: boolean }
  | { readonly rejected: RejectionReason };

export interface Recording {
  readonly file: string;
  readonly columns: ProviderConfig['columns'];
}

const GZIP_MAGIC = [0x1f, 0x8b];

/** Reads a recording row by row, compressed or not; memory does not grow with the file. @throws ConfigError for a file that is none. */
export async function* readPrints(recording: Recording, registry: InstrumentRegistry): AsyncGenerator<RecordedRow> {
  let places: ColumnPlaces | null = null;
  let newest_ms = Number.NEGATIVE_INFINITY;
  for await (const row of readRows(recording.file)) {
    if (places === null) {
      places = findColumns(row, recording.columns);
      continue;
    }
    const read = readPrint(row, places, registry);
    if ('print' in read) {
      if (read.print.at_ms < newest_ms) {
        yield { rejected: 'out_of_order' };
        continue;
      }
      newest_ms = read.print.at_ms;
    }
    yield read;
  }
}

/** @throws ConfigError unless the file can be read and has the columns it needs. */
export async function checkRecording(recording: Recording): Promise<void> {
  for await (const row of readRows(recording.file)) {
    findColumns(row, recording.columns);
    return;
  }
  throw new ConfigError(
    `REPLAY_FILE ${recording.file} is empty: give a CSV file with a header, for example --file=closes.csv.gz`,
  );
}

async function* readRows(file: string): AsyncGenerator<string[]> {
  const parser = parse({ bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
  const compressed = await isCompressed(file);
  const source = createReadStream(file);
  const reading = compressed ? pipeline(source, createGunzip(), parser) : pipeline(source, parser);
  // A failure of the file reaches the reader through the parser, which the pipeline destroys with the same error.
  reading.catch(() => undefined);
  try {
    for await (const row of parser) yield row as string[];
  } finally {
    source.destroy();
  }
}

async function isCompressed(file: string): Promise<boolean> {
  const handle = await open(file).catch((error: unknown) => {
    throw new ConfigError(`REPLAY_FILE ${file} cannot be read: ${(error as Error).message}`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && GZIP_MAGIC.every((byte, index) => buffer[index] === byte);
  } finally {
    await handle.close();
  }
}

function readPrint(row: readonly string[], places: ColumnPlaces, registry: InstrumentRegistry): RecordedRow {
  const cell = (place: number): string => row[place]?.trim() ?? '';
  const time = parseTime(cell(places.time));
  const symbol = cell(places.symbol);
  if (time === null || symbol === '') return { rejected: 'unreadable' };
  const instrument = registry.find(symbol);
  if (instrument === undefined) return { rejected: 'unknown_symbol' };
  const volume = Number(cell(places.volume));
  return {
    date_only: time.date_only,
    print: {
      index: instrument.index,
      price: scaledPrice(cell(places.price), instrument.price_decimals),
      size: volume > 0 ? volume : 0,
      at_ms: time.at_ms,
    },
  };
}

/** Rounded to the instrument's decimals; NaN where there is no number. */
function scaledPrice(text: string, decimals: number): number {
  if (text === '') return Number.NaN;
  return parseScaled(text, decimals) ?? Math.round(Number(text) * 10 ** decimals);
}
