import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** What a fake provider was asked. */
export interface FakeRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
}

/** What it answers. A `body` that is no text is sent as JSON; `hang` never answers, `cut` breaks off in the middle. */
export interface FakeAnswer {
  readonly status?: number;
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly hang?: true;
  readonly cut?: true;
}

/** A server on loopback that speaks a provider's frames, over HTTP and over a socket, and can be as bad as one. */
export interface FakeProvider extends AsyncDisposable {
  readonly url: string;
  readonly stream_url: string;
  readonly requests: readonly FakeRequest[];
  /** Frames that clients sent, parsed. */
  readonly heard: readonly unknown[];
  /** Addresses that sockets were opened with. */
  readonly opened: readonly string[];
  /** What happens to requests from now on. */
  answer(handler: (request: FakeRequest) => FakeAnswer): void;
  /** What happens on sockets from now on. */
  converse(talk: { readonly open?: (send: Say) => void; readonly hear?: (message: unknown, send: Say) => void }): void;
  /** To every open socket; text is sent as it is. */
  say(frame: unknown): void;
  /** Open sockets at the moment. */
  sockets(): number;
  /** From now on pings are not answered, as by a peer that is gone. */
  goDeaf(): void;
  /** Breaks every socket without a word. */
  breakSockets(): void;
}

export type Say = (frame: unknown) => void;

export async function fakeProvider(): Promise<FakeProvider> {
  const requests: FakeRequest[] = [];
  const heard: unknown[] = [];
  const opened: string[] = [];
  let handler: (request: FakeRequest) => FakeAnswer = () => ({ status: 404, body: { message: 'not found' } });
  let talk: Parameters<FakeProvider['converse']>[0] = {};
  let deaf = false;

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://fake');
    const asked = { path: url.pathname, query: Object.fromEntries(url.searchParams), headers: request.headers };
    requests.push(asked);
    send(response, handler(asked));
  });
  const streams = new WebSocketServer({ server, autoPong: false });
  const sayTo = (socket: WebSocket): Say => {
    return (frame) => socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  };
  streams.on('connection', (socket, request) => {
    opened.push(request.url ?? '');
    socket.on('ping', (data) => deaf || socket.pong(data));
    socket.on('error', () => undefined);
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as unknown;
      heard.push(message);
      talk.hear?.(message, sayTo(socket));
    });
    talk.open?.(sayTo(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stream_url: `ws://127.0.0.1:${port}`,
    requests,
    heard,
    opened,
    answer: (next) => {
      handler = next;
    },
    converse: (next) => {
      talk = next;
    },
    say: (frame) => {
      for (const socket of streams.clients) sayTo(socket)(frame);
    },
    sockets: () => streams.clients.size,
    goDeaf: () => {
      deaf = true;
    },
    breakSockets: () => {
      for (const socket of streams.clients) socket.terminate();
    },
    async [Symbol.asyncDispose]() {
      for (const socket of streams.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, answer: FakeAnswer): void {
  if (answer.hang) return;
  const { status = 200, type = 'application/json', headers = {}, body = {} } = answer;
  response.writeHead(status, { 'content-type': type, ...headers });
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (!answer.cut) return void response.end(text);
  response.write(text.slice(0, Math.ceil(text.length / 2)));
  setImmediate(() => response.destroy());
}
