import { WebSocket } from 'ws';
import { asProviderError, ProviderError } from './provider-error.ts';
import { backOff, type Timers } from './timers.ts';

const FRAME_BYTES_MAX = 4 * 1024 * 1024;
const HANDSHAKE_MS_MAX = 10_000;
/** The watchdog looks this often. */
const LOOK_MS = 1_000;
/** A connection that held this long was well: the next failure is the first again. */
const HELD_MS = 60_000;
const JITTER = 0.1;
const RECONNECT = { base_ms: 1_000, max_ms: 64_000 };

export interface SocketOptions {
  /** Where to connect; keys that must stand in an address stay out of every message. */
  readonly url: string;
  readonly timers: Timers;
  /** We ping this often; an answer must come within `pong_ms`. */
  readonly ping_ms: number;
  readonly pong_ms: number;
  /** Without any frame for this long the socket is mute and is replaced; a pong is no frame. */
  readonly silence_ms: number;
  /** A connection is replaced after this long, more or less, before it can go bad. */
  readonly life_ms: number;
  /** The connection stands. */
  onOpen(send: Send): void;
  /** One frame, parsed. @throws ProviderError to end the connection; of the kind `refused`, for good. */
  onFrame(frame: unknown, send: Send): void;
  onState(state: 'connecting' | 'open' | 'closed'): void;
  /** The connection broke, or was given up. */
  onFailure(error: ProviderError): void;
  /** Called with every look of the watchdog while open, as to follow what is wanted. */
  onLook?(send: Send): void;
}

export type Send = (message: object) => void;

/**
 * Holds one connection at a time until `signal` aborts: again after failures with growing random pauses, anew when its
 * time is up, and given up when it is mute or half open.
 * @throws ProviderError of the kind `refused`: asking again changes nothing.
 */
export async function holdSocket(options: SocketOptions, signal: AbortSignal): Promise<void> {
  const { timers } = options;
  let attempt = 0;
  while (!signal.aborted) {
    const began_ms = timers.clock.ms();
    options.onState('connecting');
    try {
      await oneConnection(options, signal);
      attempt = 0; // its time was up
    } catch (error) {
      if (signal.aborted) break;
      const failure = asProviderError(error);
      options.onState('closed');
      options.onFailure(failure);
      if (failure.kind === 'refused') throw failure;
      if (timers.clock.ms() - began_ms > HELD_MS) attempt = 0;
      const wait_ms = failure.retry_after_ms ?? backOff(attempt, RECONNECT, timers.random);
      attempt += 1;
      await timers.sleep(wait_ms, signal);
    }
  }
  options.onState('closed');
}

/** Resolves when the connection's time is up or `signal` aborts; rejects when it failed. */
async function oneConnection(options: SocketOptions, signal: AbortSignal): Promise<void> {
  const { timers } = options;
  const socket = new WebSocket(options.url, {
    handshakeTimeout: HANDSHAKE_MS_MAX,
    maxPayload: FRAME_BYTES_MAX,
    perMessageDeflate: false,
    followRedirects: false,
  });
  const ended = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const send: Send = (message) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const heard = { frame_ms: timers.clock.ms(), pong_ms: timers.clock.ms(), pinged_ms: 0, open: false };
  listen(socket, { options, heard, send, reject });
  const watching = watch({ socket, options, heard, send, ended: ended.signal, resolve, reject });
  const stop = (): void => resolve();
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    await promise;
  } finally {
    signal.removeEventListener('abort', stop);
    ended.abort();
    socket.removeAllListeners('close');
    socket.terminate(); // a half-open peer would never answer a close
    await watching;
  }
}

interface Heard {
  frame_ms: number;
  pong_ms: number;
  pinged_ms: number;
  open: boolean;
}

function listen(
  socket: WebSocket,
  {
    options,
    heard,
    send,
    reject,
  }: { options: SocketOptions; heard: Heard; send: Send; reject: (error: ProviderError) => void },
): void {
  const { clock } = options.timers;
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      reject(asProviderError(error));
    }
  };
  socket.on('open', () => {
    heard.open = true;
    heard.frame_ms = clock.ms();
    heard.pong_ms = clock.ms();
    options.onState('open');
    guarded(() => options.onOpen(send));
  });
  socket.on('message', (data: Buffer, is_binary) => {
    heard.frame_ms = clock.ms();
    guarded(() => options.onFrame(parseFrame(data, is_binary), send));
  });
  socket.on('pong', () => {
    heard.pong_ms = clock.ms();
  });
  socket.on('unexpected-response', (_request, { statusCode = 0 }) => {
    const refused = statusCode === 401 || statusCode === 403;
    reject(
      refused
        ? new ProviderError('refused', `Its stream refuses the key or the plan (${statusCode})`)
        : new ProviderError(statusCode === 429 ? 'limited' : 'broken', `Its stream answered ${statusCode}`),
    );
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    reject(new ProviderError('unreachable', `Its stream failed: ${error.code ?? 'the connection broke'}`));
  });
  socket.on('close', (code) => reject(new ProviderError('broken', `Its stream was closed (${code})`)));
}

interface Watch {
  readonly socket: WebSocket;
  readonly options: SocketOptions;
  readonly heard: Heard;
  readonly send: Send;
  readonly ended: AbortSignal;
  resolve(): void;
  reject(error: ProviderError): void;
}

async function watch({ socket, options, heard, send, ended, resolve, reject }: Watch): Promise<void> {
  const { timers, ping_ms, pong_ms, silence_ms } = options;
  const ends_ms = timers.clock.ms() + options.life_ms * (1 - JITTER * timers.random());
  for (;;) {
    await timers.sleep(LOOK_MS, ended);
    if (ended.aborted) return;
    if (!heard.open) continue;
    const now_ms = timers.clock.ms();
    if (now_ms >= ends_ms) return resolve();
    if (now_ms - heard.frame_ms > silence_ms)
      return reject(new ProviderError('late', `Its stream has been mute for ${Math.round(silence_ms / 1000)} s`));
    if (heard.pinged_ms > heard.pong_ms && now_ms - heard.pinged_ms > pong_ms)
      return reject(new ProviderError('late', 'Its stream does not answer pings'));
    if (heard.pinged_ms <= heard.pong_ms && now_ms - Math.max(heard.pinged_ms, heard.pong_ms) >= ping_ms) {
      heard.pinged_ms = now_ms;
      socket.ping();
    }
    options.onLook?.(send);
  }
}

/** A frame that is no JSON ends the connection: what follows could not be trusted either. */
function parseFrame(data: Buffer, is_binary: boolean): unknown {
  if (is_binary) throw new ProviderError('unreadable', 'Its stream sent a binary frame');
  try {
    return JSON.parse(data.toString('utf8')) as unknown;
  } catch {
    throw new ProviderError('unreadable', 'Its stream sent a frame that is no JSON');
  }
}
