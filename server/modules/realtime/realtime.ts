import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Actor } from '../../platform/actor.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Route } from '../../platform/http/route.ts';
import type { Service } from '../../platform/service.ts';
import { Edge } from './edge.ts';
import { type EdgeLimits, edgeLimits } from './limits.ts';
import { edgeMetrics } from './metrics.ts';
import type { EdgePorts, Revocation } from './ports.ts';
import { realtimeRoutes } from './routes.ts';
import { eventsAfter, lastEvent } from './selectors/user-events.ts';
import { revokeTickets } from './services/revoke-tickets.ts';
import { sweep } from './services/sweep.ts';
import { takeTicket } from './services/take-ticket.ts';
import { userEventsAppended } from './signals.ts';
import { SocketServer } from './socket-server.ts';
import { type Collections, type LiveSource, noVendors, type Vendors } from './source.ts';
import { TICK_MS } from './wheel.ts';

const SESSION_BYTES = 16;
const SWEEP_MS = 60_000;

export interface RealtimeOptions {
  readonly source: LiveSource;
  readonly collections: Collections;
  /** None without it. */
  readonly vendors?: Vendors;
  /** Tells when a sign-in ended, or an account goes on with another tier or role. */
  onRevoked(handler: (revocation: Revocation) => void): () => void;
  /** Tells that signals may have been missed. */
  onGap(handler: () => void): () => void;
  /** Other limits than the usual, for tests and measurements. */
  readonly limits?: Partial<EdgeLimits>;
}

export interface Realtime {
  readonly routes: readonly Route[];
  readonly service: Service;
  /** For the `upgrade` event of the HTTP server, at SOCKET_PATH. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** For /health. */
  health(): { readonly connections: number; readonly connections_max: number; readonly feed: string };
}

/** The live edge of one process: sockets in, prices and events out. */
export function createRealtime(platform: Platform, options: RealtimeOptions): Realtime {
  const limits: EdgeLimits = { ...edgeLimits, ...options.limits };
  const ports = portsOf(platform, options, limits);
  const edge = new Edge(ports);
  const { metrics } = ports;
  const server = new SocketServer({
    edge,
    limits,
    metrics,
    clock: platform.clock,
    config: platform.config,
    random: Math.random,
  });
  return {
    routes: realtimeRoutes(platform),
    service: serviceOf(platform, options, edge, server),
    upgrade: server.upgrade,
    health: () => ({
      connections: server.size,
      connections_max: limits.connections_max,
      feed: options.source.status().status,
    }),
  };
}

function portsOf(platform: Platform, options: RealtimeOptions, limits: EdgeLimits): EdgePorts {
  return {
    clock: platform.clock,
    random: Math.random,
    newSession: () => randomBytes(SESSION_BYTES).toString('base64url'),
    source: options.source,
    collections: {
      members: (actor: Actor, id) => options.collections.members(actor, id),
      onChange: (handler) => options.collections.onChange(handler),
    },
    vendors: options.vendors ?? noVendors,
    limits,
    metrics: edgeMetrics(platform.metrics),
    takeTicket: (ticket, origin) => takeTicket(platform, ticket, origin),
    lastEvent: (user_id) => lastEvent(platform, user_id),
    eventsAfter: (user_id, n, limit) => eventsAfter(platform, user_id, n, limit),
    onError: (error, doing) => platform.log.error({ error, doing }, 'realtime'),
  };
}

function serviceOf(platform: Platform, options: RealtimeOptions, edge: Edge, server: SocketServer): Service {
  const failed = (doing: string) => (error: unknown) => platform.log.error({ error, doing }, 'realtime');
  const stops: (() => void)[] = [];
  return {
    name: 'realtime',
    async start() {
      const ticking = setInterval(() => edge.tick(), TICK_MS);
      const sweeping = setInterval(() => void sweep(platform).catch(failed('sweeping')), SWEEP_MS);
      stops.push(
        () => clearInterval(ticking),
        () => clearInterval(sweeping),
        options.onRevoked((revocation) => {
          edge.revoke(revocation);
          void revokeTickets(platform, revocation).catch(failed('revoking tickets'));
        }),
        options.onGap(() => void edge.signalsMissed().catch(failed('catching up'))),
        platform.signals.on(userEventsAppended, ({ user_ids }) => {
          for (const user_id of user_ids) edge.announceEvents(user_id);
        }),
      );
    },
    async drain() {
      await server.drain();
      for (const stop of stops.splice(0)) stop();
    },
  };
}
