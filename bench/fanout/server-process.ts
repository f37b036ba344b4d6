import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import { readConfig } from '../../server/config.ts';
import { createRealtime } from '../../server/modules/realtime/index.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { createLog } from '../../server/platform/log.ts';
import { createMetrics, type Metrics } from '../../server/platform/metrics.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { BenchSource } from './bench-source.ts';
import { type FromServer, type Kind, SLOT_MS, SYMBOLS_PER_CLIENT, type ToServer } from './messages.ts';

/** What a server sends, counted from its start. */
interface Sent {
  frames: number;
  rows: number;
  bytes: number;
}
interface Subject {
  readonly server: Server;
  sent(): Promise<Sent>;
  clients(): number;
}

const [kind = 'edge', cadence = '1000'] = process.argv.slice(2);
/** Each client is sent one flush in this time; prices move as often. */
const CADENCE_MS = Number(cadence);
/** Slots of one cadence in the servers to compare with, as many as the edge has. */
const SLOTS = CADENCE_MS / SLOT_MS;

/** The realtime module as it is served, without a database: all clients are visitors. */
async function edge(source: BenchSource): Promise<Subject> {
  const metrics = createMetrics({ process_metrics: false });
  const none = () => () => {};
  const platform: Platform = {
    config: readConfig([], {}),
    clock: systemClock,
    log: createLog('silent'),
    metrics,
    db: undefined as never,
    secrets: undefined as never,
    signals: { send: async () => {}, on: none, onGap: none },
  };
  const realtime = createRealtime(platform, {
    source,
    collections: { members: async () => null, onChange: none },
    onRevoked: none,
    onGap: none,
    limits: {
      connections_max: 19_500,
      per_address_max: 1e6,
      admissions_per_s: 1e6,
      admissions_burst: 1e6,
      admissions_per_address_max: 1e6,
      heartbeat_ms: 600_000,
      interval_ms: () => CADENCE_MS,
    },
  });
  const server = createHttpServer().on('upgrade', realtime.upgrade);
  await realtime.service.start();
  return {
    server,
    clients: () => realtime.health().connections,
    async sent() {
      const [rows, frames, bytes] = await Promise.all(
        ['rt_rows_total', 'rt_frames_total', 'rt_bytes_total'].map((name) => total(metrics, name)),
      );
      return { rows: rows ?? 0, frames: frames ?? 0, bytes: bytes ?? 0 };
    },
  };
}

async function total(metrics: Metrics, name: string): Promise<number> {
  const found = await metrics.registry.getSingleMetric(name)?.get();
  return found?.values.find(({ labels }) => labels['direction'] !== 'in')?.value ?? 0;
}

/** One write of the same bytes per client and flush: the least that reaching a client can cost in this runtime. */
function bare(source: BenchSource): Subject {
  const clients: Socket[] = [];
  const sent = { frames: 0, rows: 0, bytes: 0 };
  const rows = Array.from({ length: SYMBOLS_PER_CLIENT }, (_, index) => source.row(index)).join();
  const frame = Buffer.from(`0000{"type":"quotes","frame":1000,"rows":[${rows}]}`);
  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => socket.write('welcome'));
    clients.push(socket);
  });
  everySlot((slot) => {
    for (let at = slot; at < clients.length; at += SLOTS) {
      clients[at]?.write(frame);
      sent.frames += 1;
    }
    sent.rows = sent.frames * SYMBOLS_PER_CLIENT;
    sent.bytes = sent.frames * frame.length;
  });
  return { server, clients: () => clients.length, sent: async () => ({ ...sent }) };
}

/** The usual way: a message per ticker and client, encoded once, sent with `ws`. */
function plainWs(source: BenchSource): Subject {
  const clients: WebSocket[] = [];
  const sent = { frames: 0, rows: 0, bytes: 0 };
  const server = createHttpServer();
  new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    clients.push(socket);
  });
  everySlot((slot) => {
    const messages = Array.from({ length: SYMBOLS_PER_CLIENT }, (_, index) =>
      Buffer.from(`{"type":"quote","row":${source.row(index)}}`),
    );
    for (let at = slot; at < clients.length; at += SLOTS)
      for (const message of messages) {
        clients[at]?.send(message, { binary: false });
        sent.frames += 1;
        sent.bytes += message.length + 2;
      }
    sent.rows = sent.frames;
  });
  return { server, clients: () => clients.length, sent: async () => ({ ...sent }) };
}

let isMoving = false;

function everySlot(serve: (slot: number) => void): void {
  let tick = 0;
  // As the edge: nothing is sent before prices begin to move.
  setInterval(() => isMoving && serve(tick++ % SLOTS), SLOT_MS);
}

/** Answers the parent's questions about one subject. */
class Answers {
  readonly #subject: Subject;
  readonly #source: BenchSource;
  #begun = { cpu: process.cpuUsage(), sent: { frames: 0, rows: 0, bytes: 0 } };
  #moving: NodeJS.Timeout | undefined;

  constructor(subject: Subject, source: BenchSource) {
    this.#subject = subject;
    this.#source = source;
  }

  async answer({ ask }: ToServer): Promise<void> {
    if (ask === 'memory') return this.#memory();
    return ask === 'begin' ? this.#begin() : this.#end();
  }

  async #memory(): Promise<void> {
    for (let round = 0; round < 3; round++) {
      globalThis.gc?.();
      await pause(200);
    }
    tell({ tell: 'memory', rss: process.memoryUsage.rss(), clients: this.#subject.clients() });
  }

  /** The window opens when everything has been sent twice, and is warm. */
  async #begin(): Promise<void> {
    isMoving = true;
    this.#moving = setInterval(() => this.#source.move(), CADENCE_MS);
    await pause(2 * CADENCE_MS);
    this.#begun = { cpu: process.cpuUsage(), sent: await this.#subject.sent() };
  }

  async #end(): Promise<void> {
    clearInterval(this.#moving);
    const { cpu, sent } = this.#begun;
    const { user, system } = process.cpuUsage(cpu);
    const { frames, rows, bytes } = await this.#subject.sent();
    tell({
      tell: 'window',
      cpu_us: user + system,
      frames: frames - sent.frames,
      rows: rows - sent.rows,
      bytes: bytes - sent.bytes,
    });
  }
}

function tell(message: FromServer): void {
  process.send?.(message);
}

async function run(kind: Kind): Promise<void> {
  const source = new BenchSource();
  const subject = kind === 'edge' ? await edge(source) : kind === 'bare' ? bare(source) : plainWs(source);
  const answers = new Answers(subject, source);
  process.on('message', (question: ToServer) => void answers.answer(question));
  process.on('disconnect', () => process.exit());
  subject.server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => {
    const address = subject.server.address();
    tell({ tell: 'listening', port: typeof address === 'object' && address !== null ? address.port : 0 });
  });
}

await run(kind as Kind);
