import { connect } from 'node:net';
import { SOCKET_PATH, SUBPROTOCOL } from '../../contract/live/protocol.ts';
import type { LiveServer } from './live-server.ts';

/**
 * Opens a socket by hand and sends bytes.
 * @returns code of the close frame that the server answered; null when it hung up without one.
 */
export async function sendRaw(server: LiveServer, bytes: Uint8Array): Promise<number | null> {
  const socket = connect(server.address);
  const handshake = [
    `GET ${SOCKET_PATH} HTTP/1.1`,
    `Host: ${server.address.host}:${server.address.port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Protocol: ${SUBPROTOCOL}`,
  ];
  socket.write(`${handshake.join('\r\n')}\r\n\r\n`);
  socket.write(bytes);
  let heard = Buffer.alloc(0);
  return new Promise((resolve) => {
    socket.on('data', (chunk) => {
      heard = Buffer.concat([heard, chunk as Buffer]);
      const code = closeCodeIn(heard.subarray(heard.indexOf('\r\n\r\n') + 4));
      if (code !== null) socket.destroy();
      if (code !== null) resolve(code);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(null));
  });
}

/** Code of the close frame among frames that a server sent. */
function closeCodeIn(bytes: Buffer): number | null {
  for (let at = 0; at + 4 <= bytes.length; ) {
    const length = bytes[at + 1] ?? 0;
    const [skip, size] = length === 126 ? [4, bytes.readUInt16BE(at + 2)] : [2, length];
    if (bytes[at] === 0x88) return bytes.readUInt16BE(at + skip);
    at += skip + size;
  }
  return null;
}
