import { sql } from 'kysely';
import { type RawData, WebSocket } from 'ws';
import { createLiveClient, type LiveClient, type LiveStatus } from '../../contract/live/client.ts';
import { type ServerFrame, SOCKET_PATH, SUBPROTOCOL } from '../../contract/live/protocol.ts';
import { createRealtime, type Realtime, type Revocation } from '../../server/modules/realtime/index.ts';
import type { EdgeLimits } from '../../server/modules/realtime/limits.ts';
import type { Member } from '../../server/platform/actor.ts';
import { visitor } from '../../server/platform/actor.ts';
import { createHttp } from '../../server/platform/http/create-http.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { member } from './http.ts';
import { Checker } from './live-checker.ts';
import { HandSource } from './live-source.ts';
import { waitFor } from './wait-for.ts';

export const SYMBOLS = ['AAPL', 'AMZN', 'BTC-USD', 'MSFT', 'NFLX', 'TSLA'];

/** The live edge behind real HTTP on a database of its own, with prices that move by hand. */
export interface LiveServer extends AsyncDisposable {
  readonly url: string;
  readonly address: { readonly host: string; readonly port: number };
  readonly database: TestDatabase;
  readonly platform: Platform;
  readonly realtime: Realtime;
  readonly source: HandSource;
  readonly lists: Map<string, string[]>;
  changeList(id: string, symbols: string[] | null): void;
  revoke(revocation: Revocation): void;
  loseSignals(): void;
  /** A new account; its bearer token is the text it is known by. */
  account(facts?: Partial<Member>): Promise<{ readonly bearer: string; readonly member: Member }>;
  /** The account goes on under other facts, as after a sign-in anew or a change of tier. */
  change(bearer: string, facts: Partial<Member>): void;
  ticket(bearer: string | null, origin?: string): Promise<string>;
}

export async function startLiveServer(
  options: {
    readonly limits?: Partial<EdgeLimits>;
    readonly symbols?: readonly string[];
    readonly platform?: Partial<Platform>;
  } = {},
): Promise<LiveServer> {
  const database = await freshDatabase();
  const platform = database.platform(options.platform);
  const source = new HandSource(options.symbols ?? SYMBOLS);
  const lists = new Map<string, string[]>();
  const listChanges = new Handlers<string>();
  const revocations = new Handlers<Revocation>();
  const gaps = new Handlers<undefined>();
  const accounts = new Map<string, Member>();
  const realtime = createRealtime(platform, {
    source,
    collections: { members: async (_, id) => lists.get(id) ?? null, onChange: listChanges.on },
    onRevoked: revocations.on,
    onGap: (handler) => gaps.on(() => handler()),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  const http = createHttp({
    platform,
    host: '127.0.0.1',
    port: 0,
    routes: realtime.routes,
    resolveActor: async (_, authorization) => accounts.get(authorization?.replace('Bearer ', '') ?? '') ?? visitor,
    health: [],
    web_dir: null,
    documents: { openapi: {}, asyncapi: {} },
    upgrade: realtime.upgrade,
    check_replies: true,
    requests_per_minute: () => 1_000_000,
  });
  await realtime.service.start();
  await http.start();
  const { hostname: host, port } = new URL(http.url());
  return {
    url: http.url(),
    address: { host, port: Number(port) },
    database,
    platform,
    realtime,
    source,
    lists,
    changeList(id, symbols) {
      if (symbols === null) lists.delete(id);
      else lists.set(id, symbols);
      listChanges.tell(id);
    },
    revoke: (revocation) => revocations.tell(revocation),
    loseSignals: () => gaps.tell(undefined),
    async account(facts = {}) {
      const one = member({ user_id: newId(), session_id: newId(), ...facts });
      await sql`INSERT INTO identity.users (id, email, name, tier, role, created_at)
        VALUES (${one.user_id}, ${`${one.user_id}@example.org`}, 'Test', ${one.tier}, ${one.role}, now())`.execute(
        database.db,
      );
      accounts.set(one.user_id, one);
      return { bearer: one.user_id, member: one };
    },
    change(bearer, facts) {
      const one = accounts.get(bearer);
      if (one !== undefined) accounts.set(bearer, { ...one, ...facts });
    },
    ticket: (bearer, origin) => askForTicket(http.url(), bearer, origin),
    async [Symbol.asyncDispose]() {
      await realtime.service.drain();
      await http.drain();
      await database[Symbol.asyncDispose]();
    },
  };
}

class Handlers<Message> {
  readonly #handlers = new Set<(message: Message) => void>();
  readonly on = (handler: (message: Message) => void): (() => void) => {
    this.#handlers.add(handler);
    return () => this.#handlers.delete(handler);
  };
  tell(message: Message): void {
    for (const handler of this.#handlers) handler(message);
  }
}

async function askForTicket(url: string, bearer: string | null, origin?: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/realtime/tickets`, {
    method: 'POST',
    headers: {
      ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      ...(origin === undefined ? {} : { origin }),
    },
  });
  if (answer.status !== 201) throw new Error(`No ticket: ${answer.status} ${await answer.text()}`);
  const { data } = (await answer.json()) as { data: { ticket: string } };
  return data.ticket;
}

/** The reference client on a real socket, with the checker listening. */
export function realClient(server: LiveServer, bearer: string | null) {
  const checker = new Checker();
  const statuses: LiveStatus[] = [];
  const changedLists: string[] = [];
  let socket: WebSocket | null = null;
  const client: LiveClient = createLiveClient({
    open: () => {
      const opened = new WebSocket(`${server.url.replace('http', 'ws')}${SOCKET_PATH}`, SUBPROTOCOL);
      opened.on('message', (data) => checker.hears(textOf(data)));
      opened.on('close', (code) => checker.closed(code));
      socket = opened;
      return {
        send: (text) => {
          checker.said(text);
          opened.send(text);
        },
        close: (code) => opened.close(code),
        addEventListener: (type, listener) => opened.addEventListener(type, listener),
      };
    },
    ticket: async () => (bearer === null ? null : server.ticket(bearer)),
    timers: {
      now: () => performance.now(),
      set: (ms, run) => setTimeout(run, ms),
      clear: (handle) => clearTimeout(handle as NodeJS.Timeout),
    },
    random: Math.random,
    onRows: (rows) => checker.shows(rows),
    onStatus: (status) => statuses.push(status),
    onEvent: ({ n }) => checker.happened(n),
    onWatchlist: (id) => changedLists.push(id),
  });
  return {
    client,
    checker,
    statuses,
    changedLists,
    cut: () => socket?.terminate(),
    [Symbol.dispose]: () => client.stop(),
  };
}

/** A socket on which a test speaks for itself. */
export class PlainSocket implements Disposable {
  readonly frames: ServerFrame[] = [];
  readonly web: WebSocket;
  closed: { readonly code: number } | null = null;

  constructor(
    server: Pick<LiveServer, 'url'>,
    options: { readonly origin?: string; readonly protocol?: string; readonly headers?: Record<string, string> } = {},
  ) {
    const { origin, protocol = SUBPROTOCOL, headers } = options;
    this.web = new WebSocket(`${server.url.replace('http', 'ws')}${SOCKET_PATH}`, protocol, {
      headers: { ...headers, ...(origin === undefined ? {} : { origin }) },
    });
    this.web.on('message', (data) => this.frames.push(JSON.parse(textOf(data)) as ServerFrame));
    this.web.on('close', (code) => {
      this.closed = { code };
    });
    this.web.on('error', () => {});
  }

  /** Sends once the socket is open; what is not a text is sent as JSON. */
  async say(frame: object | string): Promise<void> {
    if (this.web.readyState === WebSocket.CONNECTING) await new Promise((resolve) => this.web.once('open', resolve));
    this.web.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  heard<Type extends ServerFrame['type']>(type: Type): Extract<ServerFrame, { type: Type }> | undefined {
    return this.frames.find((frame): frame is Extract<ServerFrame, { type: Type }> => frame.type === type);
  }

  [Symbol.dispose](): void {
    this.web.terminate();
  }
}

function textOf(data: RawData): string {
  return Buffer.isBuffer(data) ? data.toString() : '';
}

/** The next client is served as if nothing had happened. */
export async function expectStillServing(server: LiveServer): Promise<void> {
  using socket = new PlainSocket(server);
  await socket.say({ type: 'hello' });
  await socket.say({ type: 'subscribe', id: 1, symbols: ['AAPL'] });
  await waitFor('a row for the next client', () => socket.heard('snapshot'));
}
