import type { IncomingHttpHeaders } from 'node:http';
import type { Meta } from '../../../contract/envelope.ts';
import type { RouteName, Routes } from '../../../contract/routes.ts';
import type { BodyOf, ParamsOf, QueryOf, ReplyOf } from '../../../contract/schemas.ts';
import type { Actor, Member } from '../actor.ts';

/** What a handler is given: who calls, what they sent (parsed), and where from. */
export interface Call<N extends RouteName> {
  readonly actor: Routes[N]['access'] extends 'public' ? Actor : Member;
  readonly params: ParamsOf<N>;
  readonly query: QueryOf<N>;
  readonly body: BodyOf<N>;
  /** The file that was sent, on a route that takes one. */
  readonly upload: Routes[N] extends { readonly upload: readonly string[] } ? Buffer : undefined;
  readonly request: RequestInfo;
}

export interface RequestInfo {
  readonly id: string;
  /** The caller's address, after the proxies that TRUST_PROXY allows. */
  readonly address: string;
  readonly user_agent: string;
  /** `Origin` header, if any. */
  readonly origin: string | null;
  /** `If-Match` header as it was sent, if any. */
  readonly if_match: string | null;
  /** What `Idempotency-Key` names, on a route marked `idempotent`; null on any other. */
  readonly idempotency: Idempotency | null;
  /** Of a guest, on a route marked `guest`: the header `Guest-Token`, or else its cookie; null without one. */
  readonly guest_token: string | null;
  readonly cookies: Readonly<Record<string, string>>;
  /** As they came: for routes that verify signatures of what was sent. */
  readonly headers: IncomingHttpHeaders;
}

/** What a caller named so that it is done once. */
export interface Idempotency {
  readonly key: string;
  /** SHA-256 of method, address and body, in hex: the same key with another one is refused. */
  readonly fingerprint: string;
}

/** What a handler answers. `data` goes into the envelope; a route with `file` answers `file` instead. */
export interface Reply<N extends RouteName> {
  readonly data?: ReplyOf<N>;
  /** `data` as JSON text, where PostgreSQL built it or a cache holds it; it is sent as it is. */
  readonly data_json?: string;
  /** Members of `meta` besides request_id; a successful write sets `message`. */
  readonly meta?: Meta;
  /** Strong validator of the data, without quotes; without it, routes marked `etag` hash the data. */
  readonly etag?: string;
  readonly cache_control?: string;
  readonly cookies?: readonly Cookie[];
  /** The text at once, or in parts that are sent while they are made; bytes where it is no text. */
  readonly file?: {
    readonly name: string;
    readonly text?: string | AsyncIterable<string>;
    readonly bytes?: Uint8Array;
  };
}

/** A cookie to set; always HttpOnly, SameSite=Lax, Path=/, and Secure on https. */
export interface Cookie {
  readonly name: string;
  /** Empty to clear it. */
  readonly value: string;
  readonly max_age_s: number;
}

export type Handler<N extends RouteName> = (call: Call<N>) => Promise<Reply<N>>;

/** A route of the table with the function that answers it. */
export interface Route {
  readonly name: RouteName;
  readonly handler: (call: never) => Promise<Reply<RouteName>>;
}

/** Binds a route of the contract to its handler. Access is the contract's, and is checked before the handler runs. */
export function route<N extends RouteName>(name: N, handler: Handler<N>): Route {
  return { name, handler };
}
