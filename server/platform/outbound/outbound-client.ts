import { type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Clock } from '../clock.ts';
import { checkedConnections, type ConnectionOptions, type ConnectionRules } from './checked-connections.ts';
import { connectionError } from './connection-error.ts';
import { type OutboundTarget, RefusedAddressError } from './outbound-target.ts';
import { readRetryAfter } from './retry-after.ts';

/**
 * Tells addresses that people gave us what happened, over connections that are checked. Redirects are answers, never
 * followed. No cookie is used, and nothing outlasts the time limit.
 */
export interface OutboundClient {
  /** Reads and resolves an address as a request would. @throws RefusedAddressError */
  check(url: string): Promise<OutboundTarget>;
  /** Never rejects for what lies outside this process. */
  post(request: OutboundRequest): Promise<OutboundOutcome>;
}

export interface OutboundRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export type OutboundOutcome = OutboundAnswer | OutboundFailure;

/** A status came; whether it is a good one is the caller's matter. */
export interface OutboundAnswer {
  readonly kind: 'answered';
  readonly code: number;
  /** The beginning of the body, at most ANSWER_KEPT_BYTES, without control characters. */
  readonly text: string;
  /** What Retry-After asked for, at most a day. */
  readonly retry_after_ms: number | null;
  readonly duration_ms: number;
}

/** `refused`: by us, and trying again changes nothing. `unanswered`: no status came. */
export interface OutboundFailure {
  readonly kind: 'refused' | 'unanswered';
  readonly error: string;
  readonly duration_ms: number;
}

export interface OutboundOptions extends ConnectionRules {
  readonly clock: Clock;
  /** For a request in all, the name and the body included. */
  readonly timeout_ms?: number;
}

export const OUTBOUND_TIMEOUT_MS = 5000;
/** Of a body this much is read before the connection is cut. */
export const ANSWER_READ_BYTES_MAX = 64 * 1024;
export const ANSWER_KEPT_BYTES = 1024;

export function createOutboundClient(options: OutboundOptions): OutboundClient {
  const { clock, timeout_ms = OUTBOUND_TIMEOUT_MS } = options;
  const connections = checkedConnections(options);

  async function send(request: OutboundRequest, signal: AbortSignal): Promise<Head> {
    const checked = await connections.resolve(request.url, signal);
    return exchange(connections.options(checked, 'POST'), { ...request, signal });
  }

  return {
    async check(url) {
      try {
        return (await connections.resolve(url, AbortSignal.timeout(timeout_ms))).target;
      } catch (error) {
        if (error instanceof RefusedAddressError) throw error;
        throw new RefusedAddressError(connectionError(error, timeout_ms));
      }
    },
    async post(request) {
      const started_ms = performance.now();
      const duration = (): number => Math.round(performance.now() - started_ms);
      try {
        const { code, text, retry_after } = await send(request, AbortSignal.timeout(timeout_ms));
        const retry_after_ms = readRetryAfter(retry_after, clock.ms());
        return { kind: 'answered', code, text, retry_after_ms, duration_ms: duration() };
      } catch (error) {
        if (error instanceof RefusedAddressError)
          return { kind: 'refused', error: error.message, duration_ms: duration() };
        return { kind: 'unanswered', error: connectionError(error, timeout_ms), duration_ms: duration() };
      }
    },
  };
}

interface Head {
  readonly code: number;
  readonly text: string;
  readonly retry_after: string | undefined;
}

/** Sends one request, and resolves with the status and the beginning of the body. */
function exchange(
  options: ConnectionOptions,
  { headers, body, signal }: OutboundRequest & { readonly signal: AbortSignal },
): Promise<Head> {
  const start = options.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = start({ ...options, headers: { ...headers, 'content-length': Buffer.byteLength(body) } });
    let answered = (): void => undefined;
    const late = (): void => {
      answered(); // where the head has come; otherwise the next line decides
      reject(signal.reason);
      sent.destroy();
    };
    signal.addEventListener('abort', late, { once: true });
    sent.on('response', (response) => {
      answered = readBeginning(response, (text) => {
        resolve({ code: response.statusCode ?? 0, text, retry_after: response.headers['retry-after'] });
        sent.destroy();
      });
    });
    sent.on('error', reject); // after an answer nobody listens any more
    sent.on('close', () => {
      signal.removeEventListener('abort', late);
      reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' }));
    });
    sent.end(body);
  });
}

/**
 * Reads until the body ends, is cut off, or is long enough. A status that has come counts even where the body then
 * hangs until the time is up: the other side has taken the message, and would get it twice.
 *
 * @returns a function that is content with what has come so far.
 */
function readBeginning(response: IncomingMessage, done: (text: string) => void): () => void {
  const kept: Buffer[] = [];
  let bytes = 0;
  const finish = (): void => done(plainText(Buffer.concat(kept).subarray(0, ANSWER_KEPT_BYTES)));
  response.on('data', (chunk: Buffer) => {
    if (bytes < ANSWER_KEPT_BYTES) kept.push(chunk);
    bytes += chunk.length;
    if (bytes >= ANSWER_READ_BYTES_MAX) finish();
  });
  response.on('end', finish);
  response.on('error', finish);
  response.on('close', finish);
  return finish;
}

function plainText(bytes: Buffer): string {
  // Nothing that a log or a database would stumble over; line ends and tabs may stay.
  return new TextDecoder()
    .decode(bytes)
    .replace(/(?![\n\t])\p{Cc}|\ufffd/gu, '')
    .trim();
}
