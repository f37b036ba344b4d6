import type { Socket } from 'node:net';
import { type RawData, WebSocket } from 'ws';
import type { Connection } from './connection.ts';
import type { Sink } from './ports.ts';

/** Who is told what a socket hears. */
export interface SocketOwner {
  heard(web: EdgeSocket, data: RawData, isBinary: boolean): void;
  noticed(web: EdgeSocket): void;
  closed(web: EdgeSocket, code: number): void;
}

/** A socket that knows its connection and owner, so that one set of listeners serves all sockets. */
export class EdgeSocket extends WebSocket {
  connection: Connection | null = null;
  owner: SocketOwner | null = null;

  listen(owner: SocketOwner): void {
    this.owner = owner;
    this.on('message', onMessage);
    this.on('ping', onNotice);
    this.on('pong', onNotice);
    this.on('close', onClose);
  }
}

function onMessage(this: WebSocket, data: RawData, isBinary: boolean): void {
  const web = this as EdgeSocket;
  web.owner?.heard(web, data, isBinary);
}

function onNotice(this: WebSocket): void {
  const web = this as EdgeSocket;
  web.owner?.noticed(web);
}

function onClose(this: WebSocket, code: number): void {
  const web = this as EdgeSocket;
  web.owner?.closed(web, code);
}

const SMALL_MAX = 125;
const MEDIUM_MAX = 0xffff;
/** First byte of a frame that is a whole text message. */
const TEXT_FRAME = 0x81;

/** Header of an unmasked text frame (RFC 6455, 5.2), one character per byte. */
function headerOf(bytes: number): string {
  if (bytes <= SMALL_MAX) return String.fromCharCode(TEXT_FRAME, bytes);
  if (bytes <= MEDIUM_MAX) return String.fromCharCode(TEXT_FRAME, 126, bytes >>> 8, bytes & 0xff);
  const low = [bytes >>> 24, (bytes >>> 16) & 0xff, (bytes >>> 8) & 0xff, bytes & 0xff];
  return String.fromCharCode(TEXT_FRAME, 127, 0, 0, 0, 0, ...low);
}

/**
 * Writes frames straight to the TCP socket: `ws` shakes hands, reads and closes. Header and text go as one string in
 * one write, which the kernel usually takes at once, without a buffer of ours in between.
 */
export class SocketSink implements Sink {
  readonly #socket: Socket;
  readonly #web: EdgeSocket;

  constructor(socket: Socket, web: EdgeSocket) {
    this.#socket = socket;
    this.#web = web;
  }

  writeAscii(text: string): void {
    if (this.#socket.writable) this.#socket.write(headerOf(text.length) + text, 'latin1');
  }

  writeText(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (bytes === text.length) return this.writeAscii(text);
    if (!this.#socket.writable) return;
    this.#socket.cork();
    this.#socket.write(headerOf(bytes), 'latin1');
    this.#socket.write(text, 'utf8');
    this.#socket.uncork();
  }

  buffered(): number {
    return this.#socket.writableLength;
  }

  close(code: number, reason: string): void {
    this.#web.close(code, reason);
  }
}
