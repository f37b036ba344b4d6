import type { Platform } from '../platform.ts';
import type { HealthCheck } from './health.ts';
import type { OriginRules } from './origin.ts';
import type { PageHeads } from './page-heads.ts';
import type { PagePolicy } from './page-policy.ts';
import type { PublicFiles } from './public-files.ts';
import type { PublicText } from './public-texts.ts';
import type { RateLimit } from './rate-limit.ts';
import type { RequestInfo, Route } from './route.ts';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Actor } from '../actor.ts';

export interface HttpOptions {
  readonly platform: Platform;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly routes: readonly Route[];
  /**
   * Who calls. A missing or dead cookie is the visitor; a bearer token that does not hold is refused.
   * @throws AppError `token_invalid`, `token_expired`.
   */
  readonly resolveActor: (request: RequestInfo, authorization: string | null) => Promise<Actor>;
  readonly health: readonly HealthCheck[];
  /** Folder of the built web app; null serves none. */
  readonly web_dir: string | null;
  readonly documents: { readonly openapi: object; readonly asyncapi: object };
  /** Files at public addresses besides the web app's. */
  readonly files?: readonly PublicFiles[];
  /** Texts for programs that read the site as a whole. */
  readonly texts?: readonly PublicText[];
  /** Pages of the web app that say what they are before they run. */
  readonly heads?: PageHeads;
  /** Pages of the web app that load something of others. */
  readonly page_policies?: readonly PagePolicy[];
  /** Takes over WebSocket handshakes at /ws; it owns the socket from then on, refusals included. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  /** Called when readiness turns false, before the grace. */
  readonly on_drain?: () => void;
  /** Milliseconds between readiness turning false and the end of listening: a balancer's time to notice. */
  readonly drain_grace_ms?: number;
  /** Tests: a reply that does not match its schema fails the call. */
  readonly check_replies?: boolean;
  /** Requests a minute of an actor; the tier's without it. */
  readonly requests_per_minute?: (actor: Actor) => number;
  /** Connections at a time, sockets included. */
  readonly connections_max?: number;
  /** Milliseconds a request may take to arrive. */
  readonly request_ms_max?: number;
  /** Milliseconds a handler may take to answer. */
  readonly handler_ms_max?: number;
  /** Mean delay of the event loop above which calls are turned away; Infinity for never. */
  readonly event_loop_delay_ms_max?: number;
}

/** What the parts of the HTTP server share. */
export interface HttpContext {
  readonly options: HttpOptions;
  readonly platform: Platform;
  readonly origins: OriginRules;
  /** Name of the cookie by which a guest is known. */
  readonly guest_cookie: string;
  readonly rate_limit: RateLimit;
  /** True from the first moment of draining. */
  readonly isDraining: () => boolean;
}
