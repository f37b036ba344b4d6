import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Route } from '../platform/http/route.ts';
import type { Service } from '../platform/service.ts';

/** What one role adds to a process. */
export interface ProcessPart {
  /** In the order of their start; what several roles need is the same object in each, and starts once. */
  readonly services: readonly Service[];
  readonly routes?: readonly Route[];
  /** Takes over WebSocket handshakes. */
  readonly upgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
}
