import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type RawData, type Server, WebSocketServer } from 'ws';
import { INBOUND_FRAME_BYTES_MAX, SUBPROTOCOL } from '../../../contract/live/protocol.ts';
import type { Config } from '../../config.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Edge } from './edge.ts';
import { addressOf, Admission, originIsAllowed, refuse } from './handshake.ts';
import type { EdgeLimits } from './limits.ts';
import type { EdgeMetrics } from './metrics.ts';
import { EdgeSocket, type SocketOwner, SocketSink } from './socket-sink.ts';

/** How long a closing socket may take to agree. */
const CLOSE_MS_MAX = 5000;
const DRAIN_POLL_MS = 20;
/** Pieces that one text of at most 4 KiB may come in. */
const FRAGMENTS_MAX = 16;
const RETRY_AFTER_S_MAX = 10;

const SERVER_OPTIONS = {
  noServer: true,
  clientTracking: false,
  // Contexts of compression would cost more memory than all the rest, and mix secrets with what others choose.
  perMessageDeflate: false,
  maxPayload: INBOUND_FRAME_BYTES_MAX,
  maxFragments: FRAGMENTS_MAX,
  closeTimeout: CLOSE_MS_MAX,
  WebSocket: EdgeSocket,
  // A client of another version is let in to be told so: browsers show no page the status of a refused handshake.
  handleProtocols: (offered: Set<string>) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : ([...offered][0] ?? false)),
};

export interface SocketServerParts {
  readonly edge: Edge;
  readonly limits: EdgeLimits;
  readonly metrics: EdgeMetrics;
  readonly clock: Clock;
  readonly config: Pick<Config, 'public_url' | 'allowed_origins' | 'trust_proxy'>;
  random(): number;
}

/** Opens, reads and closes the sockets of an edge. */
export class SocketServer implements SocketOwner {
  readonly #parts: SocketServerParts;
  readonly #admission: Admission;
  readonly #sockets = new Set<EdgeSocket>();
  readonly #server: Server<typeof EdgeSocket>;
  #draining = false;

  constructor(parts: SocketServerParts) {
    this.#parts = parts;
    this.#admission = new Admission(parts.clock, parts.limits);
    this.#server = new WebSocketServer(SERVER_OPTIONS);
  }

  get size(): number {
    return this.#sockets.size;
  }

  /** Takes a handshake, or refuses it over HTTP before anything is spent on it. */
  readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const { config, limits, metrics } = this.#parts;
    if (!originIsAllowed(config, request)) {
      metrics.refusals.inc({ reason: 'origin' });
      return refuse(socket, 'origin_refused', 0);
    }
    const address = addressOf(request, config.trust_proxy);
    if (this.#draining || this.size >= limits.connections_max || !this.#admission.take(address)) {
      metrics.refusals.inc({ reason: this.#draining ? 'draining' : 'overload' });
      return refuse(socket, 'unavailable', 1 + Math.floor(this.#parts.random() * RETRY_AFTER_S_MAX));
    }
    this.#server.handleUpgrade(request, socket, head, (web) => {
      this.#open(web, socket as Socket, { address, origin: request.headers.origin ?? null });
    });
  };

  #open(web: EdgeSocket, socket: Socket, from: { readonly address: string; readonly origin: string | null }): void {
    web.on('error', ignoreError);
    if (web.protocol !== SUBPROTOCOL) return web.close(4505, `speak ${SUBPROTOCOL}`);
    web.connection = this.#parts.edge.open(new SocketSink(socket, web), from);
    this.#sockets.add(web);
    web.listen(this);
  }

  heard(web: EdgeSocket, data: RawData, isBinary: boolean): void {
    const { connection } = web;
    if (connection === null) return;
    if (isBinary || !Buffer.isBuffer(data)) this.#parts.edge.malformed(connection);
    else this.#parts.edge.receive(connection, data.toString());
  }

  noticed(web: EdgeSocket): void {
    if (web.connection !== null) this.#parts.edge.noticed(web.connection);
  }

  closed(web: EdgeSocket, code: number): void {
    this.#sockets.delete(web);
    if (web.connection !== null) this.#parts.edge.lost(web.connection, code);
  }

  /** Sends everybody away and waits until they are gone, or CLOSE_MS_MAX. */
  async drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    await this.#parts.edge.drain();
    const end = this.#parts.clock.ms() + CLOSE_MS_MAX;
    while (this.size > 0 && this.#parts.clock.ms() < end) await pause(DRAIN_POLL_MS);
    for (const web of this.#sockets) web.terminate();
  }
}

/** `ws` closes with the fitting code by itself, and the close is heard. */
function ignoreError(): void {}
