import { randomUUID } from 'node:crypto';
import type { Endpoint } from '../../contract/endpoint.ts';
import type { Envelope } from '../../contract/envelope.ts';
import { pathOf, type RouteName, routes } from '../../contract/routes.ts';
import type { BodyInput, ParamsInput, QueryInput, ReplyOf } from '../../contract/schemas.ts';

type Part<Name extends string, Value> = [Value] extends [undefined]
  ? { readonly [K in Name]?: undefined }
  : { readonly [K in Name]?: Value };
export type Sent<N extends RouteName> = Part<'params', ParamsInput<N>> &
  Part<'query', QueryInput<N>> &
  Part<'body', BodyInput<N>> & { readonly headers?: Readonly<Record<string, string>> };

export interface Answer<N extends RouteName> extends Envelope<ReplyOf<N>> {
  readonly status: number;
  readonly headers: Headers;
  /** The first problem's code, or null. */
  readonly code: string | null;
}

let callers = 1;

/** A caller over real HTTP, with its own cookie jar. */
export class Client {
  readonly url: string;
  readonly cookies = new Map<string, string>();
  bearer: string | null = null;
  /** Each caller has an address of its own, as the proxy in front of the program tells it. */
  readonly address: string;

  constructor(url: string) {
    this.url = url;
    this.address = `198.18.${callers >> 8}.${callers & 255}`; // RFC 2544: addresses for tests
    callers += 1;
  }

  /** Calls a route of the contract; never throws for a refusal. */
  async call<N extends RouteName>(name: N, sent: Sent<N> = {}): Promise<Answer<N>> {
    const query = sent.query === undefined ? '' : `?${new URLSearchParams(stringsOf(sent.query)).toString()}`;
    const response = await this.fetch(pathOf(name, (sent.params ?? {}) as Record<string, string>) + query, {
      method: routes[name].method,
      headers: { ...keyFor(routes[name]), ...sent.headers },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    const text = await response.text();
    const isEnvelope = response.headers.get('content-type')?.startsWith('application/json') ?? false;
    const envelope = isEnvelope
      ? (JSON.parse(text) as Envelope<ReplyOf<N>>)
      : ({ data: text, meta: {}, errors: [] } as unknown as Envelope<ReplyOf<N>>);
    return { ...envelope, status: response.status, headers: response.headers, code: envelope.errors[0]?.code ?? null };
  }

  /** Like `call`, for what must succeed: throws with the whole answer otherwise. @returns `data` */
  async do<N extends RouteName>(name: N, sent?: Sent<N>): Promise<ReplyOf<N>> {
    const answer = await this.call(name, sent);
    if (answer.status >= 300)
      throw new Error(`${name} was refused: ${JSON.stringify({ status: answer.status, errors: answer.errors })}`);
    return answer.data;
  }

  async fetch(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Readonly<Record<string, string>> } = {},
  ): Promise<Response> {
    const headers: Record<string, string> = { origin: this.url, 'x-forwarded-for': this.address, ...init.headers };
    if (init.body !== undefined && headers['content-type'] === undefined) headers['content-type'] = 'application/json';
    if (this.bearer !== null) headers['authorization'] = `Bearer ${this.bearer}`;
    if (this.cookies.size > 0) headers['cookie'] = [...this.cookies].map((pair) => pair.join('=')).join('; ');
    const response = await fetch(this.url + path, { redirect: 'manual', ...init, headers });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  #keep(line: string): void {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (name === undefined || value === undefined) return;
    if (value === '' || /max-age=0(?:;|$)/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** A key of its own for every call; a test that repeats a call names one. */
function keyFor({ idempotent }: Endpoint): Readonly<Record<string, string>> {
  return idempotent === true ? { 'idempotency-key': randomUUID() } : {};
}

function stringsOf(values: object): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
}
