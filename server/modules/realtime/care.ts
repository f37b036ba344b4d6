import { HEARTBEAT_JITTER, MISSED_PONGS_MAX } from '../../../contract/live/protocol.ts';
import type { Connection } from './connection.ts';
import type { EdgeState } from './edge-state.ts';
import { digestOfSent, passOver } from './flush.ts';
import { secondsOf } from './hello.ts';

/** Retry time told to a client whose connection has reached its age, so that they do not all return at once. */
const OLD_AGE_RETRY_MS = 5000;
/** How often a client that reads too slowly is looked at. */
const SLOW_LOOK_MS = 1000;

/**
 * Looks after one connection: greeting in time, heartbeat, sign-in, age, patience with a slow reader.
 * @returns milliseconds until the next look, or null when the connection is closed.
 */
export function careFor(edge: EdgeState, connection: Connection, now_ms: number): number | null {
  if (connection.phase === 'closed') return null;
  if (connection.phase !== 'live') return careForGreeting(edge, connection, now_ms);
  const { limits } = edge.ports;
  const buffered = connection.sink.buffered();
  if (buffered > limits.skip_bytes) passOver(edge, connection, buffered, now_ms);
  else if (now_ms >= connection.ends_at_ms)
    edge.dismiss(connection, 1001, Math.round(edge.ports.random() * OLD_AGE_RETRY_MS));
  else if (now_ms >= connection.auth_expires_ms + limits.auth_grace_ms) edge.close(connection, 4001);
  else {
    remindOfSignIn(edge, connection, now_ms);
    if (now_ms >= connection.heartbeat_at_ms) beat(edge, connection, now_ms);
  }
  if (isClosed(connection)) return null;
  if (buffered > limits.skip_bytes) return SLOW_LOOK_MS;
  const signIn_ms = connection.auth_expires_ms + (connection.auth_told ? limits.auth_grace_ms : -limits.auth_notice_ms);
  const next_ms = Math.min(connection.heartbeat_at_ms, connection.ends_at_ms, signIn_ms);
  return Math.max(0, next_ms - now_ms);
}

function isClosed(connection: Connection): boolean {
  return connection.phase === 'closed';
}

function careForGreeting(edge: EdgeState, connection: Connection, now_ms: number): number | null {
  if (now_ms < connection.hello_until_ms) return connection.hello_until_ms - now_ms;
  edge.close(connection, 4006);
  return null;
}

function remindOfSignIn(edge: EdgeState, connection: Connection, now_ms: number): void {
  const expires_at = secondsOf(connection.auth_expires_ms);
  if (connection.auth_told || expires_at === null) return;
  if (now_ms < connection.auth_expires_ms - edge.ports.limits.auth_notice_ms) return;
  connection.auth_told = true;
  edge.send(connection, { type: 'auth_soon', auth_expires_at: expires_at });
}

function beat(edge: EdgeState, connection: Connection, now_ms: number): void {
  if (connection.unanswered >= MISSED_PONGS_MAX) return edge.close(connection, 4003);
  const { source, limits } = edge.ports;
  connection.unanswered += 1;
  const jitter = 1 + HEARTBEAT_JITTER * (2 * edge.ports.random() - 1);
  connection.heartbeat_at_ms = now_ms + limits.heartbeat_ms * jitter;
  edge.send(connection, {
    type: 'heartbeat',
    frame: connection.frame,
    digest: digestOfSent(connection, source),
    feed: source.status(),
    now: now_ms,
  });
}
