import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One message as somebody else's server got it. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly body: string;
}

/** Somebody else's server, on a free port of this machine; OUTBOUND_ALLOW has to name its `host`. */
export interface Receiver extends AsyncDisposable {
  readonly host: string;
  readonly url: string;
  readonly received: readonly Received[];
  /** How it answers from now on: a status, or whatever the function does. */
  answers(how: number | ((response: ServerResponse, request: Received) => void)): void;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer = (response: ServerResponse, _request: Received): void => void response.end('ok');
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const one = { path: request.url ?? '', headers: request.headers, bytes, body: bytes.toString('utf8') };
      received.push(one);
      answer(response, one);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    url: `http://${host}`,
    received,
    answers: (how) => {
      answer = typeof how === 'number' ? (response) => void response.writeHead(how).end(`said ${how}`) : how;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}
