import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ErrorCode } from '../../../contract/errors.ts';
import type { Config } from '../../config.ts';
import type { Clock } from '../../platform/clock.ts';
import { problem } from '../../platform/http/problem.ts';
import { networkOf } from '../../platform/http/rate-limit.ts';

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
 * that the outermost of them wrote stands `trust_proxy` places from the end, and what stands before it is hearsay. Of an
 * IPv6 address it is the /64, since one customer holds all of it.
 */
export function addressOf(request: IncomingMessage, trust_proxy: number): string {
  const peer = request.socket.remoteAddress ?? '';
  const header = request.headers['x-forwarded-for'];
  const told = trust_proxy === 0 || header === undefined ? [] : String(header).split(',');
  const seen = [...told.map((part) => part.trim()), peer];
  return networkOf(seen[Math.max(0, seen.length - 1 - trust_proxy)] ?? peer);
}

/** Handshakes of one address are counted in windows of this length. */
const WINDOW_MS = 10_000;
/** Addresses counted at a time; those that come when all are taken have the limit of all together alone. */
const ADDRESSES_MAX = 50_000;

/**
 * Lets so many through in a second on average, and a burst at once; of each address at most `per_address_max` in a
 * window, so that one that asks without end leaves places for the others.
 */
export class Admission {
  readonly #clock: Clock;
  readonly #per_address_max: number;
  readonly #asked = new Map<string, number>();
  #window_ends_ms = 0;
  readonly #per_s: number;
  readonly #burst: number;
  #tokens: number;
  #filled_ms: number;

  constructor(
    clock: Clock,
    limits: {
      readonly admissions_per_s: number;
      readonly admissions_burst: number;
      readonly admissions_per_address_max: number;
    },
  ) {
    this.#clock = clock;
    this.#per_address_max = limits.admissions_per_address_max;
    this.#per_s = limits.admissions_per_s;
    this.#burst = limits.admissions_burst;
    this.#tokens = this.#burst;
    this.#filled_ms = clock.ms();
  }

  /** Takes a place. @returns false when none is free. */
  take(address: string): boolean {
    const now_ms = this.#clock.ms();
    if (!this.#isModest(address, now_ms)) return false;
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now_ms - this.#filled_ms) / 1000) * this.#per_s);
    this.#filled_ms = now_ms;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #isModest(address: string, now_ms: number): boolean {
    if (now_ms >= this.#window_ends_ms) {
      this.#asked.clear();
      this.#window_ends_ms = now_ms + WINDOW_MS;
    }
    const asked = this.#asked.get(address) ?? 0;
    if (asked > 0 || this.#asked.size < ADDRESSES_MAX) this.#asked.set(address, asked + 1);
    return asked < this.#per_address_max;
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
