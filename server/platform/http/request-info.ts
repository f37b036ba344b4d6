import { fastifyCookie } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import type { RequestInfo } from './route.ts';

const USER_AGENT_LENGTH_MAX = 512;
const REQUEST_ID = /^[A-Za-z0-9._:-]{8,64}$/;

/** What handlers may know of a request; cookies are parsed only when somebody asks. */
export class CallerInfo implements RequestInfo {
  readonly id: string;
  readonly address: string;
  readonly user_agent: string;
  readonly origin: string | null;
  readonly if_match: string | null;
  readonly #cookie_header: string | undefined;
  #cookies: Readonly<Record<string, string>> | undefined;

  constructor(request: FastifyRequest) {
    const { headers } = request;
    this.id = request.id;
    this.address = request.ip;
    this.user_agent = (headers['user-agent'] ?? '').slice(0, USER_AGENT_LENGTH_MAX);
    this.origin = headers.origin ?? null;
    this.if_match = headers['if-match'] ?? null;
    this.#cookie_header = headers.cookie;
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
