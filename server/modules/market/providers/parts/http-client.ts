import type { CircuitBreaker } from './circuit-breaker.ts';
import { asProviderError, ProviderError } from './provider-error.ts';
import type { Timers } from './timers.ts';
import type { TokenBucket } from './token-bucket.ts';

/** Below the cadence of five seconds, so that a hang is noticed within it. */
const TIMEOUT_MS = 4_000;
const BYTES_MAX = 16 * 1024 * 1024;
/** How long to wait after a 429 that does not say. */
const LIMITED_MS = 10_000;
const MESSAGE_LENGTH_MAX = 200;

export interface HttpOptions {
  /** Where requests go; `path` is added. Without a trailing slash. */
  readonly base_url: string;
  /** Sent with every request; where keys stand. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly bucket: TokenBucket;
  readonly breaker: CircuitBreaker;
  readonly timers: Timers;
  readonly timeout_ms?: number;
  readonly bytes_max?: number;
}

export type Query = Readonly<Record<string, string | number | undefined>>;

/**
 * Asks one provider, within its limits. Follows no redirect, reads no more than it must, and calls JSON only what says it
 * is. @throws ProviderError for everything that is not an answer.
 */
export class HttpClient {
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    this.#options = options;
  }

  /** @param headers besides the client's own. */
  async json(
    path: string,
    query: Query,
    signal: AbortSignal,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<unknown> {
    const { body } = await this.#ask({ path, query, kind: 'json', signal, headers });
    return body;
  }

  /** The body as text, with the cookies that came with it. */
  async text(
    path: string,
    query: Query,
    signal: AbortSignal,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly text: string; readonly cookies: readonly string[] }> {
    const { body, cookies } = await this.#ask({ path, query, kind: 'text', signal, headers });
    return { text: String(body), cookies };
  }

  async #ask(request: Asking): Promise<Answer> {
    const { bucket, breaker } = this.#options;
    await bucket.take(request.signal);
    request.signal.throwIfAborted();
    if (!breaker.allows()) throw new ProviderError('held', 'It failed several times in a row and is tried again soon');
    try {
      const answer = await this.#fetch(request);
      breaker.succeeded();
      return answer;
    } catch (error) {
      if (request.signal.aborted) {
        breaker.forget();
        throw error;
      }
      const failure = asProviderError(error);
      // A limit or a refusal is an answer: the provider is well, and only we have to change.
      if (failure.kind === 'limited' || failure.kind === 'refused') breaker.succeeded();
      else breaker.failed();
      throw failure;
    }
  }

  async #fetch(request: Asking): Promise<Answer> {
    const { base_url, headers, timeout_ms = TIMEOUT_MS } = this.#options;
    const url = new URL(base_url + request.path);
    for (const [name, value] of Object.entries(request.query))
      if (value !== undefined) url.searchParams.set(name, String(value));
    const late = AbortSignal.timeout(timeout_ms);
    try {
      const response = await fetch(url, {
        headers: { accept: request.kind === 'json' ? 'application/json' : '*/*', ...headers, ...request.headers },
        redirect: 'manual',
        signal: AbortSignal.any([request.signal, late]),
      });
      this.#learn(response.headers);
      const body = await this.#read(response);
      this.#check(response, body);
      const cookies = response.headers.getSetCookie();
      return { body: request.kind === 'json' ? parseJson(response, body) : body, cookies };
    } catch (error) {
      if (error instanceof ProviderError || request.signal.aborted) throw error;
      if (late.aborted) throw new ProviderError('late', `It gave no answer within ${timeout_ms / 1000} s`);
      throw new ProviderError('unreachable', `It cannot be reached: ${reasonOf(error)}`);
    }
  }

  #learn(headers: Headers): void {
    const { bucket } = this.#options;
    const reset = numberOf(headers.get('x-ratelimit-reset'));
    bucket.learn({
      limit: numberOf(headers.get('x-ratelimit-limit')),
      left: numberOf(headers.get('x-ratelimit-remaining')),
      resets_ms: reset === null ? null : reset * 1000,
    });
  }

  async #read(response: Response): Promise<string> {
    const { bytes_max = BYTES_MAX } = this.#options;
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      if (bytes > bytes_max) throw new ProviderError('unreadable', `Its answer is larger than ${bytes_max} bytes`);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  #check(response: Response, body: string): void {
    const { status } = response;
    if (response.ok) return;
    const said = messageOf(body);
    if (status === 429) {
      const { clock } = this.#options.timers;
      const wait_ms = retryAfter(response.headers.get('retry-after'), clock.ms()) ?? LIMITED_MS;
      this.#options.bucket.pause(clock.ms() + wait_ms);
      throw new ProviderError('limited', `It asks us to wait (429)${said}`, wait_ms);
    }
    if (status === 401 || status === 402 || status === 403)
      throw new ProviderError('refused', `It refuses the key or the plan (${status})${said}`);
    if (status >= 300 && status < 400) throw new ProviderError('broken', `It sends us elsewhere (${status})`);
    throw new ProviderError('broken', `It answered ${status}${said}`);
  }
}

interface Asking {
  readonly path: string;
  readonly query: Query;
  readonly kind: 'json' | 'text';
  readonly signal: AbortSignal;
  readonly headers: Readonly<Record<string, string>>;
}

interface Answer {
  readonly body: unknown;
  readonly cookies: readonly string[];
}

function parseJson(response: Response, body: string): unknown {
  const type = response.headers.get('content-type') ?? '';
  if (!/[/+]json\b/.test(type))
    throw new ProviderError('unreadable', `Its answer is ${type.split(';')[0] || 'of no type'} instead of JSON`);
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new ProviderError('unreadable', 'Its answer says it is JSON and is not');
  }
}

/** What a refusal says in its own words, if it is short JSON. */
function messageOf(body: string): string {
  try {
    const { message, error, msg } = JSON.parse(body) as Record<string, unknown>;
    const said = [message, error, msg].find((each) => typeof each === 'string');
    return said === undefined ? '' : `: ${said.slice(0, MESSAGE_LENGTH_MAX)}`;
  } catch {
    return '';
  }
}

/** Seconds or a date, after RFC 9110. */
function retryAfter(text: string | null, now_ms: number): number | null {
  if (text === null) return null;
  const seconds = numberOf(text);
  if (seconds !== null) return seconds * 1000;
  const date_ms = Date.parse(text);
  return Number.isNaN(date_ms) ? null : Math.max(0, date_ms - now_ms);
}

function numberOf(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text.trim()) ? Number(text) : null;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  const { code } = cause as NodeJS.ErrnoException;
  return code ?? 'the connection broke';
}
