import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../../../contract/errors.ts';
import type { Config } from '../../config.ts';
import type { Clock } from '../../platform/clock.ts';
import { problem } from '../../platform/http/problem.ts';

/** Which pages may open a socket: ours, those on the list, and a page of the very host it calls. A program has no origin. */
export function originIsAllowed(
  config: Pick<Config, 'public_url' | 'allowed_origins'>,
  request: IncomingMessage,
): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  if (origin === new URL(config.public_url).origin || config.allowed_origins.includes(origin)) return true;
  return host !== undefined && (origin === `http://${host}` || origin === `https://${host}`);
}

/**
 * Address of the client behind the proxies that are ours: each appended what it saw to X-Forwarded-For, so the entry
 * that the outermost of them wrote stands `trust_proxy` places from the end, and what stands before it is hearsay.
 */
export function addressOf(request: IncomingMessage, trust_proxy: number): string {
  const peer = request.socket.remoteAddress ?? '';
  const header = request.headers['x-forwarded-for'];
  const told = trust_proxy === 0 || header === undefined ? [] : String(header).split(',');
  const seen = [...told.map((part) => part.trim()), peer];
  return (seen[Math.max(0, seen.length - 1 - trust_proxy)] ?? peer).replace(/^::ffff:/, '');
}

/** Lets so many through in a second on average, and a burst at once. */
export class Admission {
  readonly #clock: Clock;
  readonly #per_s: number;
  readonly #burst: number;
  #tokens: number;
  #filled_ms: number;

  constructor(clock: Clock, limits: { readonly admissions_per_s: number; readonly admissions_burst: number }) {
    this.#clock = clock;
    this.#per_s = limits.admissions_per_s;
    this.#burst = limits.admissions_burst;
    this.#tokens = this.#burst;
    this.#filled_ms = clock.ms();
  }

  /** Takes a place. @returns false when none is free. */
  take(): boolean {
    const now_ms = this.#clock.ms();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now_ms - this.#filled_ms) / 1000) * this.#per_s);
    this.#filled_ms = now_ms;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

/** Answers a handshake over HTTP, as the API answers a refusal, and lets go. @param retry_after_s 0: not to be tried again. */
export function refuse(socket: Duplex, code: ErrorCode, retry_after_s: number): void {
  const told = problem(code, retry_after_s > 0 ? { retry_after_s } : {});
  const body = JSON.stringify({ data: null, meta: {}, errors: [told] });
  const lines = [
    `HTTP/1.1 ${told.status} ${told.status === 403 ? 'Forbidden' : 'Service Unavailable'}`,
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    ...(retry_after_s > 0 ? [`Retry-After: ${retry_after_s}`] : []),
  ];
  // Who asks in a storm may be gone before it is told.
  socket.on('error', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
