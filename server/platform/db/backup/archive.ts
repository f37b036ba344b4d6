import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';

/**
 * A backup is one gzip file of frames: a letter, the length in 4 bytes (big-endian), the bytes. `D` holds rows as
 * PostgreSQL's COPY writes them; `J` holds one JSON entry. In order: `backup`; for each table `table`, its rows,
 * `table_end` with their number and checksum; `end`. Without `end`, it was cut short.
 */
export const ARCHIVE_FORMAT = 1;

const name = z.string().min(1);
/**
 * What PostgreSQL writes about a partition's bounds: literals, and nothing to compute. It is run as SQL, by an account
 * that may write files, and PostgreSQL would take any call of a function there.
 */
const LITERAL = String.raw`(?:'(?:[^'\\]|'')*'|-?\d+(?:\.\d+)?|MINVALUE|MAXVALUE|NULL|true|false)`;
const LITERALS = String.raw`\(${LITERAL}(?:, ${LITERAL})*\)`;
const BOUND = new RegExp(
  String.raw`^(?:DEFAULT|FOR VALUES (?:FROM ${LITERALS} TO ${LITERALS}|IN ${LITERALS}|WITH \(modulus \d+, remainder \d+\)))$`,
);
const Entry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('backup'),
    format: z.number(),
    created_at: z.string(),
    server_version: z.string(),
    /** Names of the migrations that made the tables, oldest first. */
    migrations: z.array(name),
    partitions: z.array(z.object({ schema: name, table: name, parent: name, bound: z.string().regex(BOUND) })),
  }),
  z.object({ kind: z.literal('table'), schema: name, table: name, columns: z.array(name) }),
  z.object({ kind: z.literal('table_end'), rows: z.number(), sha256: z.string() }),
  z.object({
    kind: z.literal('end'),
    tables: z.number(),
    sequences: z.array(z.object({ schema: name, sequence: name, last_value: z.string() })),
  }),
]);
export type ArchiveEntry = z.infer<typeof Entry>;
export type Frame = ArchiveEntry | { readonly kind: 'rows'; readonly bytes: Buffer };

/** The file is damaged or is no backup; nothing was restored. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
}

const HEADER_BYTES = 5;
/** COPY hands over rows in pieces of about 64 KiB; one row is at most 1 GiB in PostgreSQL. */
const FRAME_BYTES_MAX = 2 ** 30;
const ENTRY_LETTER = 'J'.charCodeAt(0);
const ROWS_LETTER = 'D'.charCodeAt(0);

/** Writes the file for its owner alone; it appears under its name when it is whole and on disk. */
export async function writeArchive(path: string, frames: AsyncIterable<Frame>): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await pipeline(Readable.from(encoded(frames)), createGzip(), createWriteStream(unfinished, { mode: 0o600 }));
    await flush(unfinished);
    await rename(unfinished, path);
    await flush(dirname(path));
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function* encoded(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  for await (const frame of frames) {
    const bytes = frame.kind === 'rows' ? frame.bytes : Buffer.from(JSON.stringify(frame));
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt8(frame.kind === 'rows' ? ROWS_LETTER : ENTRY_LETTER);
    header.writeUInt32BE(bytes.length, 1);
    yield header;
    yield bytes;
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().catch(() => undefined); // not every system flushes folders
  await handle.close();
}

/** @throws ArchiveError when the file is damaged, cut short or something else. */
export async function* readArchive(path: string): AsyncGenerator<Frame> {
  const file = createReadStream(path);
  const plain = createGunzip();
  file.once('error', (error) => plain.destroy(error));
  file.pipe(plain);
  let rest: Buffer = Buffer.alloc(0);
  let last: Frame['kind'] | null = null;
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let frame = take(rest); frame !== null; frame = take(rest)) {
        rest = rest.subarray(frame.length);
        last = frame.value.kind;
        yield frame.value;
      }
    }
  } catch (error) {
    throw readable(error, path);
  } finally {
    file.destroy();
  }
  if (rest.length > 0 || last !== 'end') throw new ArchiveError(`${path} was cut short.`);
}

function readable(error: unknown, path: string): unknown {
  const { code } = error as { code?: string };
  if (code?.startsWith('Z_')) return new ArchiveError(`${path} is damaged or is no backup (${code}).`);
  if (code === 'ENOENT') return new ArchiveError(`${path} does not exist.`);
  return error;
}

function take(bytes: Buffer): { readonly value: Frame; readonly length: number } | null {
  if (bytes.length < HEADER_BYTES) return null;
  const letter = bytes.readUInt8(0);
  const length = bytes.readUInt32BE(1);
  if ((letter !== ENTRY_LETTER && letter !== ROWS_LETTER) || length > FRAME_BYTES_MAX)
    throw new ArchiveError('The file is no backup of this program.');
  if (bytes.length < HEADER_BYTES + length) return null;
  const body = bytes.subarray(HEADER_BYTES, HEADER_BYTES + length);
  const value: Frame = letter === ROWS_LETTER ? { kind: 'rows', bytes: body } : entryOf(body);
  return { value, length: HEADER_BYTES + length };
}

function entryOf(bytes: Buffer): ArchiveEntry {
  try {
    return Entry.parse(JSON.parse(bytes.toString()));
  } catch {
    throw new ArchiveError(
      'The file holds an entry this version does not know: restore it with the version that wrote it.',
    );
  }
}
