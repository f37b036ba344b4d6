import type { Tx } from './db/transaction.ts';

/**
 * Short messages that ride on a transaction to every process: PostgreSQL sends them when it commits and drops them when
 * it rolls back (NOTIFY). A process that lost its listening connection may have missed some: it is told by `onGap` and
 * looks at the tables again. Never one per tick.
 */
export interface Signals {
  /** Sends with the commit of `tx`. The payload as JSON has at most SIGNAL_BYTES_MAX bytes. */
  send<Payload>(tx: Tx, signal: Signal<Payload>, payload: Payload): Promise<void>;
  /** Called in every process, the sender's included, after the commit. @returns a function that stops it. */
  on<Payload>(signal: Signal<Payload>, handler: (payload: Payload) => void): () => void;
  /** Called after listening was interrupted and is back. @returns a function that stops it. */
  onGap(handler: () => void): () => void;
}

/** PostgreSQL takes payloads below 8000 bytes. */
export const SIGNAL_BYTES_MAX = 7900;

/** A name (letters and dots, at most 60) with the type of its payload; made once, by the module that owns it. */
export interface Signal<Payload> {
  readonly name: string;
  readonly _payload?: Payload;
}

export function signal<Payload>(name: string): Signal<Payload> {
  return { name };
}
