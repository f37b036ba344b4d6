import type { Actor } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import type { EdgeLimits } from './limits.ts';
import type { EdgeMetrics } from './metrics.ts';
import type { Collections, LiveSource, Vendors } from './source.ts';

/** Where frames of one connection go: a socket, or a test's memory. */
export interface Sink {
  /** Sends one text frame that is all ASCII. */
  writeAscii(text: string): void;
  /** Sends one text frame. */
  writeText(text: string): void;
  /** Bytes taken but not yet handed to the operating system. */
  buffered(): number;
  /** Sends the close frame behind what is buffered, and lets go. */
  close(code: number, reason: string): void;
}

/** What a ticket grants to the connection that shows it. */
export interface Grant {
  readonly actor: Actor;
  /** When the ticket was made, epoch milliseconds. */
  readonly issued_ms: number;
}

export interface UserEvent {
  readonly n: number;
  readonly topic: string;
  /** JSON text. */
  readonly data: string;
}

/** What vouches for connections of a user has changed: one session, or all of them. */
export interface Revocation {
  readonly user_id: string;
  readonly session_id: string | null;
  /** True when it is over; false when the account goes on with another tier or role. */
  readonly ended: boolean;
}

/** What the edge needs from outside. */
export interface EdgePorts {
  readonly clock: Clock;
  /** From 0 to below 1. */
  random(): number;
  /** A name nobody can guess. */
  newSession(): string;
  readonly source: LiveSource;
  readonly collections: Collections;
  readonly vendors: Vendors;
  readonly limits: EdgeLimits;
  readonly metrics: EdgeMetrics;
  /** Spends a ticket; null when it is unknown, spent, too old, or another origin's. */
  takeTicket(ticket: string, origin: string | null): Promise<Grant | null>;
  /** Number of the user's last event; 0 without any. */
  lastEvent(user_id: string): Promise<number>;
  /** Events after `n` in order, at most `limit`. */
  eventsAfter(user_id: string, n: number, limit: number): Promise<readonly UserEvent[]>;
  onError(error: unknown, doing: string): void;
}
