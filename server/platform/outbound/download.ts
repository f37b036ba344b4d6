import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { checkedConnections, type ConnectionOptions, type ConnectionRules } from './checked-connections.ts';
import { connectionError } from './connection-error.ts';
import { RefusedAddressError } from './outbound-target.ts';

export interface DownloadRules extends ConnectionRules {
  /** For the whole, the name included. */
  readonly timeout_ms: number;
  readonly bytes_max: number;
}

/** What came, or in a sentence why nothing did. */
export type Download =
  | { readonly kind: 'fetched'; readonly bytes: Buffer }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Fetches a file from an address that somebody gave us, over a connection that is checked. A redirect is a failure: it is
 * not followed. Never rejects for what lies outside this process.
 */
export async function download(url: string, rules: DownloadRules): Promise<Download> {
  const { timeout_ms, bytes_max } = rules;
  const signal = AbortSignal.timeout(timeout_ms);
  const connections = checkedConnections(rules);
  try {
    const checked = await connections.resolve(url, signal);
    return { kind: 'fetched', bytes: await receive(connections.options(checked, 'GET'), { signal, bytes_max }) };
  } catch (error) {
    const isOurs = error instanceof RefusedAddressError || error instanceof RefusedFileError;
    return { kind: 'failed', reason: isOurs ? error.message : connectionError(error, timeout_ms) };
  }
}

class RefusedFileError extends Error {
  override readonly name = 'RefusedFileError';
}

function receive(
  options: ConnectionOptions,
  { signal, bytes_max }: { readonly signal: AbortSignal; readonly bytes_max: number },
): Promise<Buffer> {
  const start = options.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = start({ ...options, signal, headers: { accept: 'image/*' } }, (response) => {
      whole(response, bytes_max)
        .then(resolve, reject)
        .finally(() => sent.destroy());
    });
    // A request that is ended by the clock tells that it was ended, and not why.
    sent.on('error', (error) => reject(signal.aborted ? signal.reason : error));
    sent.end();
  });
}

async function whole(response: IncomingMessage, bytes_max: number): Promise<Buffer> {
  const { statusCode = 0, headers } = response;
  if (statusCode !== 200) throw new RefusedFileError(`It answered with status ${statusCode}.`);
  if (headers['content-encoding'] !== undefined) throw new RefusedFileError('It answered with a packed file.');
  const tooLarge = new RefusedFileError(`The file has more than ${bytes_max / 1024 ** 2} MiB.`);
  if (Number(headers['content-length'] ?? 0) > bytes_max) throw tooLarge;
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > bytes_max) throw tooLarge;
    parts.push(part);
  }
  if (!response.complete) throw Object.assign(new Error('cut off'), { code: 'ECONNRESET' });
  return Buffer.concat(parts);
}
