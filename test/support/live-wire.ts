import type { SocketEvent, SocketLike } from '../../contract/live/client.ts';
import type { Sink } from '../../server/modules/realtime/ports.ts';

type Listener = (event: SocketEvent) => void;
export type Fault = 'drop' | 'repeat';

/**
 * A connection in memory: what the edge writes waits in a queue until it is carried to the client, so that a test can
 * lose it, repeat it, hold it back or cut it in between.
 */
export class Wire implements SocketLike {
  readonly #listeners = new Map<string, Listener[]>();
  #queue: string[] = [];
  #bytes = 0;
  #ending: number | null = null;
  /** Held back: the client does not read. */
  paused = false;
  /** What is done to the frames with a number that come next. */
  readonly faults: Fault[] = [];
  clientClosed = false;
  edgeClosed: number | null = null;
  /** Most bytes that ever waited. */
  bytesMax = 0;
  readonly fromClient: (text: string) => void;
  readonly onGone: (code: number) => void;

  constructor(fromClient: (text: string) => void, onGone: (code: number) => void) {
    this.fromClient = fromClient;
    this.onGone = onGone;
  }

  // The client's end.
  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }
  send(text: string): void {
    if (!this.clientClosed && this.edgeClosed === null) this.fromClient(text);
  }
  close(code = 1000): void {
    if (this.clientClosed) return;
    this.clientClosed = true;
    this.#queue = [];
    if (this.edgeClosed === null) this.onGone(code);
  }

  // The edge's end.
  writeAscii(text: string): void {
    // oxlint-disable-next-line no-control-regex -- all of ASCII is meant
    if (!/^[\u0000-\u007f]*$/.test(text)) throw new Error('Not ASCII');
    this.writeText(text);
  }
  writeText(text: string): void {
    if (this.edgeClosed !== null) throw new Error(`A frame after the close with ${this.edgeClosed}: ${text}`);
    if (this.clientClosed) return;
    this.#queue.push(text);
    this.#bytes += text.length;
    this.bytesMax = Math.max(this.bytesMax, this.#bytes);
  }
  buffered(): number {
    return this.#bytes;
  }
  /** The edge closes; what it wrote before still arrives. */
  end(code: number): void {
    if (this.edgeClosed !== null) throw new Error('Closed twice');
    this.edgeClosed = code;
    this.#ending = code;
  }
  get asSink(): Sink {
    return {
      writeAscii: (text) => this.writeAscii(text),
      writeText: (text) => this.writeText(text),
      buffered: () => this.buffered(),
      close: (code) => this.end(code),
    };
  }

  open(): void {
    this.#emit('open', {});
  }

  /** Carries what waits to the client. @returns whether anything was carried. */
  carry(): boolean {
    if (this.paused || this.clientClosed) return false;
    const frames = this.#queue;
    this.#queue = [];
    this.#bytes = 0;
    for (const text of frames) this.#deliver(text);
    if (this.#ending !== null) this.#finish(this.#ending);
    return frames.length > 0;
  }

  #deliver(text: string): void {
    const fault = /^\{"type":"(?:snapshot|quotes)"/.test(text) ? this.faults.shift() : undefined;
    if (fault === 'drop') return;
    this.#emit('message', { data: text });
    if (fault === 'repeat') this.#emit('message', { data: text });
  }

  /** The network goes away: both ends notice at once. */
  cut(): void {
    if (this.clientClosed) return;
    const edgeKnew = this.edgeClosed !== null;
    this.#finish(1006);
    if (!edgeKnew) this.onGone(1006);
  }

  #finish(code: number): void {
    this.#ending = null;
    this.clientClosed = true;
    this.#queue = [];
    this.#bytes = 0;
    this.#emit('close', { code });
  }

  #emit(type: string, event: Omit<SocketEvent, 'type'>): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ type, ...event });
  }
}
