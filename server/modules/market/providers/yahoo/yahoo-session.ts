import type { HttpClient } from '../parts/http-client.ts';
import { ProviderError } from '../parts/provider-error.ts';
import type { Timers } from '../parts/timers.ts';

/** A crumb is good for a while; nobody says how long. */
const LIFE_MS = 3_600_000;
const LIMITED_MS = 60_000;
const CRUMB_LENGTH_MAX = 64;

/** What a question must carry. */
export interface YahooPass {
  readonly crumb: string;
  readonly cookie: string;
}

/** Gets the cookie and the crumb that belong together, and keeps them for an hour. */
export class YahooSession {
  readonly #pages: HttpClient;
  readonly #api: HttpClient;
  readonly #timers: Timers;
  #pass: YahooPass | null = null;
  #until_ms = 0;

  constructor(parts: { readonly pages: HttpClient; readonly api: HttpClient; readonly timers: Timers }) {
    this.#pages = parts.pages;
    this.#api = parts.api;
    this.#timers = parts.timers;
  }

  /** @throws ProviderError, also where a consent page or a limit stands in the way. */
  async pass(signal: AbortSignal): Promise<YahooPass> {
    const now_ms = this.#timers.clock.ms();
    if (this.#pass !== null && now_ms < this.#until_ms) return this.#pass;
    const { cookies } = await this.#pages.text('/quote/AAPL', {}, signal);
    const cookie = cookies.map((each) => each.split(';')[0] ?? '').join('; ');
    if (cookie === '') throw new ProviderError('broken', 'It set no cookie; in Europe it may be asking for consent');
    const { text } = await this.#api.text('/v1/test/getcrumb', {}, signal, { cookie });
    const crumb = text.trim();
    // A limit in disguise: it comes with status 200.
    if (/too many requests/i.test(crumb)) throw new ProviderError('limited', 'It asks us to wait', LIMITED_MS);
    if (crumb === '' || crumb.length > CRUMB_LENGTH_MAX || /[<>{}\s]/.test(crumb))
      throw new ProviderError('unreadable', 'Its crumb is none');
    this.#pass = { crumb, cookie };
    this.#until_ms = now_ms + LIFE_MS;
    return this.#pass;
  }

  forget(): void {
    this.#pass = null;
  }
}
