import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { JsonFileError } from './split-json.ts';

const GZIP = 0x1f8b;

/** The bytes of a file, unpacked where it is gzip, whatever it is called. @throws JsonFileError where it cannot be read. */
export async function* openCardFile(path: string): AsyncGenerator<Uint8Array> {
  try {
    const packed = await isPacked(path);
    const stream = createReadStream(path, { highWaterMark: 256 * 1024 });
    const unpacked = packed ? stream.pipe(createGunzip()) : stream;
    stream.on('error', (error) => unpacked.destroy(error));
    for await (const bytes of unpacked) yield bytes as Uint8Array;
  } catch (error) {
    throw new JsonFileError(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

async function isPacked(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE() === GZIP;
  } finally {
    await file.close();
  }
}
