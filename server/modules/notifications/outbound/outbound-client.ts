import { type IncomingMessage, type RequestOptions, Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { isIP, isIPv6, type LookupFunction } from 'node:net';
import type { AllowedHost } from '../../../config-values.ts';
import type { Clock } from '../../../platform/clock.ts';
import { connectionError } from './connection-error.ts';
import { type OutboundTarget, readTarget, RefusedAddressError, refuseAddresses } from './outbound-target.ts';
import { orLiteral, resolveOwnName, resolvePublicName, type ResolveName } from './resolve-name.ts';
import { readRetryAfter } from './retry-after.ts';

/**
 * Calls addresses that people gave us, without letting them reach what only we can reach. A name is resolved once for
 * each request; every address of it must be public, and the connection goes to those addresses and asks no name again,
 * so that a name that changes in between (DNS rebinding) changes nothing. Redirects are answers, never followed. No
 * cookie, no kept connection and no proxy of the environment is used, and nothing outlasts the time limit.
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

export interface OutboundOptions {
  readonly allow: readonly AllowedHost[];
  readonly clock: Clock;
  /** Tests: instead of DNS. */
  readonly resolve?: ResolveName;
  /** Tests: certificates to trust. */
  readonly ca?: string;
  /** For a request in all, the name and the body included. */
  readonly timeout_ms?: number;
}

export const OUTBOUND_TIMEOUT_MS = 5000;
/** Of a body this much is read before the connection is cut. */
export const ANSWER_READ_BYTES_MAX = 64 * 1024;
export const ANSWER_KEPT_BYTES = 1024;
/** Of a name's addresses so many are tried in turn, each for so long. */
const ADDRESSES_TRIED_MAX = 4;
const ADDRESS_TRY_MS = 1000;

export function createOutboundClient(options: OutboundOptions): OutboundClient {
  const { allow, clock, timeout_ms = OUTBOUND_TIMEOUT_MS } = options;
  const resolvePublic = orLiteral(options.resolve ?? resolvePublicName);
  const resolveOwn = orLiteral(options.resolve ?? resolveOwnName);
  // Agents of our own: the global one may be told to use a proxy by the environment.
  const agents = {
    'http:': new HttpAgent({ keepAlive: false }),
    'https:': new HttpsAgent({ keepAlive: false, maxCachedSessions: 0 }),
  };

  async function addressesOf(target: OutboundTarget, signal: AbortSignal): Promise<readonly string[]> {
    const found = await inTime((target.is_allowed ? resolveOwn : resolvePublic)(target.host, signal), signal);
    if (found.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
    if (!target.is_allowed) refuseAddresses(found);
    return found;
  }

  async function send(request: OutboundRequest, signal: AbortSignal): Promise<Head> {
    const target = readTarget(request.url, allow);
    const addresses = await addressesOf(target, signal);
    const parts = { target, addresses: addresses.slice(0, ADDRESSES_TRIED_MAX), agent: agents[target.protocol] };
    return exchange({ ...requestOptions(parts), ca: options.ca }, { ...request, signal });
  }

  return {
    async check(url) {
      const target = readTarget(url, allow);
      const signal = AbortSignal.timeout(timeout_ms);
      await addressesOf(target, signal).catch((error: unknown) => {
        if (error instanceof RefusedAddressError) throw error;
        throw new RefusedAddressError(connectionError(error, timeout_ms));
      });
      return target;
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

function requestOptions(parts: {
  readonly target: OutboundTarget;
  readonly addresses: readonly string[];
  readonly agent: HttpAgent;
}): RequestOptions & { readonly servername?: string; readonly rejectUnauthorized: true } {
  const { target, addresses, agent } = parts;
  const { protocol, host, port, path } = target;
  return {
    protocol,
    hostname: host,
    port,
    path,
    method: 'POST',
    agent,
    lookup: pinned(addresses),
    autoSelectFamilyAttemptTimeout: ADDRESS_TRY_MS,
    rejectUnauthorized: true, // whatever the environment says
    ...(isIP(host) === 0 ? { servername: host } : {}),
  } as RequestOptions & { readonly rejectUnauthorized: true };
}

/** Answers every question for a name with the addresses that were checked. */
export function pinned(addresses: readonly string[]): LookupFunction {
  const records = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, options, callback) => {
    const [first] = records;
    if (options.all === true) callback(null, records);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };
}

/** Sends one request, and resolves with the status and the beginning of the body. */
function exchange(
  options: RequestOptions & { readonly ca: string | undefined },
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

async function inTime<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = (): void => reject(signal.reason);
  signal.addEventListener('abort', late, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', late);
  }
}
