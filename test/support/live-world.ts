import { createLiveClient, type LiveClient } from '../../contract/live/client.ts';
import type { AccountTier } from '../../contract/tiers.ts';
import type { Connection } from '../../server/modules/realtime/connection.ts';
import { Edge } from '../../server/modules/realtime/edge.ts';
import { type EdgeLimits, edgeLimits } from '../../server/modules/realtime/limits.ts';
import { edgeMetrics } from '../../server/modules/realtime/metrics.ts';
import { noVendors } from '../../server/modules/realtime/source.ts';
import type { EdgePorts, Grant, UserEvent } from '../../server/modules/realtime/ports.ts';
import { createMetrics } from '../../server/platform/metrics.ts';
import { Checker } from './live-checker.ts';
import { HandSource, LaggingSource } from './live-source.ts';
import { HandTime, seededRandom, settle } from './live-time.ts';
import { Wire } from './live-wire.ts';

const STEP_MS = 50;
export const USER_ID = '01890000-0000-7000-8000-000000000001';

export interface WorldOptions {
  readonly symbols: readonly string[];
  /** Symbols without a price. */
  readonly silent?: readonly string[];
  readonly tier?: AccountTier;
  readonly seed?: number;
  readonly limits?: Partial<EdgeLimits>;
}

/** The real client and the real edge, in one process, on time and wires of the test's own. */
export class World {
  readonly time = new HandTime();
  readonly source: HandSource;
  readonly checker = new Checker();
  readonly client: LiveClient;
  readonly lists = new Map<string, string[]>();
  readonly events: UserEvent[] = [];
  readonly missed: number[] = [];
  wire: Wire | null = null;
  readonly wires: Wire[] = [];
  /** No connection can be made. */
  offline = false;
  edge: Edge;
  readonly ports: EdgePorts;
  #lagging: LaggingSource[];
  #session = 1;
  #signedIn = true;
  #tickets = 0;
  readonly #grants = new Map<string, Grant>();
  readonly #listHandlers = new Set<(id: string) => void>();
  readonly #tier: AccountTier;

  constructor(options: WorldOptions) {
    this.source = new HandSource(options.symbols, options.silent);
    this.#lagging = [new LaggingSource(this.source)];
    this.catchUp();
    this.#tier = options.tier ?? 'standard';
    this.ports = this.#portsOf(options);
    this.edge = new Edge(this.ports);
    this.client = createLiveClient({
      open: () => this.#open(),
      ticket: async () => this.#issue(),
      timers: this.time.timers,
      random: seededRandom((options.seed ?? 1) + 1),
      onRows: (rows) => this.checker.shows(rows),
      onStatus: () => {},
      onEvent: ({ n }) => this.checker.happened(n),
      onEventsMissed: ({ upto }) => this.missed.push(upto),
    });
  }

  #portsOf({ seed = 1, limits }: WorldOptions): EdgePorts {
    const random = seededRandom(seed);
    return {
      clock: this.time.clock,
      random,
      newSession: () => `s${Math.floor(random() * 1e9)}`,
      source: this.source,
      vendors: noVendors,
      collections: {
        members: async (_, id) => this.lists.get(id) ?? null,
        onChange: (handler) => {
          this.#listHandlers.add(handler);
          return () => this.#listHandlers.delete(handler);
        },
      },
      limits: { ...edgeLimits, ...limits },
      metrics: edgeMetrics(createMetrics({ process_metrics: false })),
      takeTicket: async (ticket) => {
        const grant = this.#grants.get(ticket) ?? null;
        this.#grants.delete(ticket);
        return grant;
      },
      lastEvent: async () => this.events.length,
      eventsAfter: async (_, n, limit) => this.events.slice(n, n + limit),
      onError: (error) => {
        throw error;
      },
    };
  }

  #issue(): string | null {
    if (!this.#signedIn) return null;
    this.#tickets += 1;
    const ticket = `t${this.#tickets}`;
    this.#grants.set(ticket, {
      actor: {
        kind: 'member',
        user_id: USER_ID,
        tier: this.#tier,
        role: 'user',
        is_demo: false,
        session_id: `session-${this.#session}`,
        via: 'cookie',
        expires_at_ms: this.time.clock.ms() + 600_000,
      },
      issued_ms: this.time.clock.ms(),
    });
    return ticket;
  }

  #open(): Wire {
    let connection: Connection | null = null;
    const { edge, checker } = this;
    const wire = new Wire(
      (text) => {
        checker.said(text);
        if (connection !== null) edge.receive(connection, text);
      },
      (code) => {
        if (connection !== null) edge.lost(connection, code);
      },
    );
    wire.addEventListener('message', ({ data }) => checker.hears(typeof data === 'string' ? data : ''));
    wire.addEventListener('close', ({ code = 1006 }) => checker.closed(code));
    this.wire = wire;
    this.wires.push(wire);
    queueMicrotask(() => {
      if (this.offline) return wire.cut();
      connection = edge.open(wire.asSink, { address: '192.0.2.1', origin: null });
      wire.open();
    });
    return wire;
  }

  /** Lets time pass: timers run, the edge ticks, frames are carried. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += STEP_MS) {
      this.time.step(STEP_MS);
      this.edge.tick();
      await this.carry();
    }
  }

  /** Carries frames to and fro until nobody has anything more to say. */
  async carry(): Promise<void> {
    do await settle();
    while (this.wire?.carry() === true);
    await settle();
  }

  changeList(id: string, symbols: string[] | null): void {
    if (symbols === null) this.lists.delete(id);
    else this.lists.set(id, symbols);
    for (const handler of this.#listHandlers) handler(id);
  }

  append(): void {
    this.events.push({ n: this.events.length + 1, topic: 'test.happened', data: '{"price":"1.00"}' });
    this.edge.announceEvents(USER_ID);
  }

  /** Ends the sign-in. The next ticket is for a new one. */
  revoke(options: { readonly ended: boolean }): void {
    const session_id = `session-${this.#session}`;
    this.#session += 1;
    this.edge.revoke({ user_id: USER_ID, session_id: options.ended ? session_id : null, ended: options.ended });
  }

  signOut(): void {
    this.#signedIn = false;
    this.revoke({ ended: true });
  }

  /** The edge is drained, and another process takes its place, which lags behind until `catchUp`. */
  async replaceEdge(): Promise<void> {
    const old = this.edge;
    this.edge = new Edge({ ...this.ports, source: this.#lagging.at(-1) ?? this.source });
    await old.drain();
  }

  /** Remembers where prices stand, for a process that is started later and has not heard of newer ones. */
  fallBehind(): void {
    this.#lagging.push(new LaggingSource(this.source));
  }

  catchUp(): void {
    for (const source of this.#lagging) source.catchUp();
  }

  /** What the screen should show of these symbols, and what it does. */
  compare(symbols: Iterable<string>): { readonly expected: unknown[]; readonly shown: unknown[] } {
    const indexes = [...new Set(symbols)].sort().map((symbol) => this.source.find(symbol));
    const priced = indexes.filter((index) => index >= 0 && this.source.version(index) > 0);
    return {
      expected: priced.map((index) => JSON.parse(this.source.row(index)) as unknown),
      shown: priced.map((index) => this.checker.screen.get(this.source.symbol(index))),
    };
  }
}
