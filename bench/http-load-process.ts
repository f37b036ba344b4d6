import { connect, type Socket } from 'node:net';

/** A process of its own that asks for one thing over and over, so that its work is not counted as the server's. */
export interface LoadOrder {
  readonly port: number;
  /** The whole request as it goes over the wire, kept alive. */
  readonly request: string;
  readonly connections: number;
  readonly requests: number;
}

process.on('message', (order: LoadOrder) => void serve(order));

async function serve(order: LoadOrder): Promise<void> {
  process.send?.(await run(order));
}

async function run(order: LoadOrder): Promise<{ readonly bytes: number }> {
  let left = order.requests;
  const take = (): boolean => left-- > 0;
  const counts = await Promise.all(Array.from({ length: order.connections }, async () => converse(order, take)));
  return { bytes: counts.reduce((sum, count) => sum + count, 0) };
}

/** One connection: the next request goes out when the whole answer to the last is in. @returns bytes received */
async function converse({ port, request }: LoadOrder, take: () => boolean): Promise<number> {
  const socket = connect(port, '127.0.0.1');
  let bytes = 0;
  while (take()) {
    socket.write(request);
    bytes += await answer(socket);
  }
  socket.destroy();
  return bytes;
}

async function answer(socket: Socket): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let text = '';
  const onData = (chunk: Buffer): void => {
    text += chunk.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end === -1) return;
    const length = Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1]);
    if (text.length < end + 4 + length) return;
    socket.off('data', onData).off('error', reject);
    if (text.startsWith('HTTP/1.1 200 ')) resolve(text.length);
    else reject(new Error(`not answered: ${text.slice(0, 500)}`));
  };
  socket.on('data', onData).once('error', reject);
  return promise;
}
