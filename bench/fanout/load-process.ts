import { connect, type Socket } from 'node:net';
import { SOCKET_PATH, SUBPROTOCOL } from '../../contract/live/protocol.ts';
import { INSTRUMENTS } from './bench-source.ts';
import { type FromLoad, type Kind, SYMBOLS_PER_CLIENT } from './messages.ts';

/** Connections that are being made at the same time. */
const CONNECTING_MAX = 100;
/** One address of the loopback network has some 28,000 ports; a few leave room. */
const ADDRESSES = 8;
/** A client has its first rows when it has heard this much. */
const FIRST_ROWS_BYTES = 600;

/** Clients that read and throw away. Each speaks the least its server needs. */
async function load(port: number, clients: number, kind: Kind): Promise<void> {
  const sockets: Socket[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < clients) sockets.push(await join(port, next++, kind));
  };
  await Promise.all(Array.from({ length: CONNECTING_MAX }, worker));
  process.send?.({ tell: 'connected', clients: sockets.length } satisfies FromLoad);
}

function join(port: number, number: number, kind: Kind): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const socket = connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${2 + (number % ADDRESSES)}` });
  let heard = 0;
  socket.on('error', reject);
  socket.on('data', (chunk: Buffer) => {
    heard += chunk.length;
    if (kind !== 'edge' || heard > FIRST_ROWS_BYTES) resolve(socket);
  });
  if (kind === 'bare') socket.write('hello');
  else socket.write(Buffer.concat([handshake(kind), ...(kind === 'edge' ? greeting(number) : [])]));
  return promise;
}

function handshake(kind: Kind): Buffer {
  const lines = [
    `GET ${SOCKET_PATH} HTTP/1.1`,
    'Host: bench',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    ...(kind === 'edge' ? [`Sec-WebSocket-Protocol: ${SUBPROTOCOL}`] : []),
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n`);
}

function greeting(number: number): Buffer[] {
  const symbols = Array.from({ length: SYMBOLS_PER_CLIENT }, (_, at) => {
    const index = (number * 7 + at * 49) % INSTRUMENTS;
    return `S${String(index).padStart(3, '0')}`;
  });
  return [{ type: 'hello' }, { type: 'subscribe', id: 1, symbols }].map((frame) => masked(JSON.stringify(frame)));
}

/** A text frame under the mask 0, which leaves it as it is. */
function masked(text: string): Buffer {
  const head =
    text.length < 126 ? [0x81, 0x80 | text.length] : [0x81, 0x80 | 126, text.length >>> 8, text.length & 0xff];
  return Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), Buffer.from(text)]);
}

const [port = '0', clients = '0', kind = 'edge'] = process.argv.slice(2);
process.on('disconnect', () => process.exit());
await load(Number(port), Number(clients), kind as Kind);
