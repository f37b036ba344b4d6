import { createReadStream } from 'node:fs';
import { ImportError } from './import-error.ts';

/** The official lists have 1 MB. */
const SOURCE_BYTES_MAX = 32 * 1024 * 1024;
const DOWNLOAD_MS_MAX = 60_000;

/**
 * The text of a file or of an https address, as it comes in; decoded as UTF-8, what is none becomes U+FFFD.
 * @throws ImportError when it cannot be had, or is larger than SOURCE_BYTES_MAX or slower than DOWNLOAD_MS_MAX.
 */
export async function* openSource(source: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let size = 0;
  try {
    for await (const chunk of isAddress(source) ? await download(source) : createReadStream(source)) {
      const bytes: Uint8Array = chunk;
      size += bytes.byteLength;
      if (size > SOURCE_BYTES_MAX) throw new ImportError(`${source} has more than ${SOURCE_BYTES_MAX / 1024 ** 2} MiB`);
      yield decoder.decode(bytes, { stream: true });
    }
  } catch (error) {
    if (error instanceof ImportError) throw error;
    throw new ImportError(`${source} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
  yield decoder.decode();
}

function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(source);
}

async function download(address: string): Promise<AsyncIterable<Uint8Array>> {
  if (!isHttps(address)) throw new ImportError(`${address} is refused: only https addresses are fetched`);
  const response = await fetch(address, {
    signal: AbortSignal.timeout(DOWNLOAD_MS_MAX),
    headers: { 'user-agent': 'omni-stock symbol import', accept: 'text/plain, text/csv' },
  });
  if (!response.ok) throw new ImportError(`${address} answered with status ${response.status}`);
  if (!isHttps(response.url)) throw new ImportError(`${address} leads away from https, to ${response.url}`);
  if (response.body === null) throw new ImportError(`${address} answered without a body`);
  return response.body;
}

function isHttps(address: string): boolean {
  return URL.canParse(address) && new URL(address).protocol === 'https:';
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
