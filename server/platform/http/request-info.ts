import type { IncomingHttpHeaders } from 'node:http';
import { fastifyCookie } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import type { Idempotency, RequestInfo } from './route.ts';

const USER_AGENT_LENGTH_MAX = 512;
const REQUEST_ID = /^[A-Za-z0-9._:-]{8,64}$/;

/** 256 random bits in base64url. */
const GUEST_TOKEN = /^[\w-]{43}$/;

/** What handlers may know of a request; cookies are parsed only when somebody asks. */
export class CallerInfo implements RequestInfo {
  readonly id: string;
  readonly address: string;
  readonly user_agent: string;
  readonly origin: string | null;
  readonly if_match: string | null;
  readonly headers: IncomingHttpHeaders;
  /** Set where the route is marked so, once its body was read. */
  idempotency: Idempotency | null = null;
  readonly #guest_cookie: string;
  readonly #guest_header: string | string[] | undefined;
  readonly #cookie_header: string | undefined;
  #cookies: Readonly<Record<string, string>> | undefined;

  constructor(request: FastifyRequest, { guest_cookie }: { readonly guest_cookie: string }) {
    const { headers } = request;
    this.id = request.id;
    this.headers = headers;
    this.address = request.ip;
    this.user_agent = (headers['user-agent'] ?? '').slice(0, USER_AGENT_LENGTH_MAX);
    this.origin = headers.origin ?? null;
    this.if_match = headers['if-match'] ?? null;
    this.#guest_cookie = guest_cookie;
    this.#guest_header = headers['guest-token'];
    this.#cookie_header = headers.cookie;
  }

  get guest_token(): string | null {
    const token = this.#guest_header ?? this.cookies[this.#guest_cookie];
    return typeof token === 'string' && GUEST_TOKEN.test(token) ? token : null;
  }

  get cookies(): Readonly<Record<string, string>> {
    this.#cookies ??= this.#cookie_header === undefined ? {} : cookiesOf(this.#cookie_header);
    return this.#cookies;
  }
}

function cookiesOf(header: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fastifyCookie.parse(header)).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** A caller's own request id, where it is fit for logs. */
export function saneRequestId(header: string | string[] | undefined): string | null {
  return typeof header === 'string' && REQUEST_ID.test(header) ? header : null;
}
