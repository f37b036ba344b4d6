import { type CloseCode, closeCodes, type ServerFrame } from '../../../contract/live/protocol.ts';
import type { Connection } from './connection.ts';
import { KeptSessions } from './kept-sessions.ts';
import type { EdgePorts, Revocation } from './ports.ts';
import { CadenceWheel, CareWheel } from './wheel.ts';

/** A ticket made before a revocation is refused for this long: longer than any ticket lives. */
const REVOCATION_MEMORY_MS = 60_000;
/** Close codes after which a session cannot be resumed. */
const FINAL_CODES: ReadonlySet<number> = new Set([4501, 4503, 4504, 4505, 4506, 4007]);

type RevokedCode = 4001 | 4503;
interface TicketFacts {
  readonly user_id: string;
  readonly session_id: string;
  readonly issued_ms: number;
}

/** Over is over; who goes on with other rights comes back at once and is given what they may have now. */
export function codeOf({ ended }: Pick<Revocation, 'ended'>): RevokedCode {
  return ended ? 4503 : 4001;
}

/** The registers of one edge: who is connected, who is served when, and what was counted since the last report. */
export class EdgeState {
  readonly ports: EdgePorts;
  readonly connections = new Set<Connection>();
  readonly bySession = new Map<string, Connection>();
  readonly byUser = new Map<string, Set<Connection>>();
  readonly byAddress = new Map<string, number>();
  readonly byList = new Map<string, Set<Connection>>();
  readonly byVendor = new Map<string, Set<Connection>>();
  readonly care = new CareWheel();
  readonly kept: KeptSessions;
  readonly #cadences = new Map<number, CadenceWheel>();
  #revocations: (Revocation & { readonly at_ms: number })[] = [];
  /** The newest change of each index, epoch milliseconds. */
  #changed_ms: number[] = [];
  counted = { rows: 0, conflated: 0, frames_out: 0, frames_in: 0, bytes_out: 0, bytes_in: 0 };
  flushes = 0;

  constructor(ports: EdgePorts) {
    this.ports = ports;
    const { resume_window_ms: window_ms, kept_sessions_max: count_max } = ports.limits;
    this.kept = new KeptSessions({ window_ms, count_max });
  }

  get cadences(): ReadonlyMap<number, CadenceWheel> {
    return this.#cadences;
  }

  /** The wheel of a cadence; made when the first connection needs it. */
  cadence(interval_ms: number): CadenceWheel {
    let wheel = this.#cadences.get(interval_ms);
    if (wheel === undefined) {
      wheel = new CadenceWheel(interval_ms);
      this.#cadences.set(interval_ms, wheel);
    }
    return wheel;
  }

  changed(indexes: readonly number[], now_ms: number): void {
    for (const index of indexes) this.#changed_ms[index] = now_ms;
  }

  /** Milliseconds since the newest change of an index. */
  sinceChange_ms(index: number, now_ms: number): number {
    return now_ms - (this.#changed_ms[index] ?? now_ms);
  }

  revoked(revocation: Revocation, now_ms: number): void {
    this.#revocations = this.#revocations.filter(({ at_ms }) => now_ms - at_ms < REVOCATION_MEMORY_MS);
    this.#revocations.push({ ...revocation, at_ms: now_ms });
  }

  /** The code to close with when what vouched for a ticket has changed since the ticket was made; else null. */
  codeOfRevoked(holder: TicketFacts): RevokedCode | null {
    const { user_id, session_id, issued_ms } = holder;
    const concerned = this.#revocations.filter(
      (past) => past.user_id === user_id && issued_ms <= past.at_ms && [null, session_id].includes(past.session_id),
    );
    if (concerned.length === 0) return null;
    return codeOf({ ended: concerned.some(({ ended }) => ended) });
  }

  /** Sends one frame, unless the connection is closed. */
  send(connection: Connection, frame: ServerFrame): void {
    this.sendText(connection, JSON.stringify(frame));
  }

  /** The same, of a frame that is text already. */
  sendText(connection: Connection, text: string): void {
    if (connection.phase === 'closed') return;
    this.counted.frames_out += 1;
    this.counted.bytes_out += text.length;
    connection.sink.writeText(text);
    if (connection.sink.buffered() > this.ports.limits.close_bytes) this.closeSlow(connection);
  }

  closeSlow(connection: Connection): void {
    this.ports.metrics.slow.inc();
    this.close(connection, 4002);
  }

  /** Says goodbye with the time to stay away, then closes. */
  dismiss(connection: Connection, code: CloseCode, retry_ms: number): void {
    this.send(connection, { type: 'bye', code, retry_ms });
    this.close(connection, code);
  }

  close(connection: Connection, code: CloseCode): void {
    if (connection.phase === 'closed') return;
    this.ports.metrics.closes.inc({ code });
    this.forget(connection, code);
    connection.sink.close(code, closeCodes[code]);
  }

  /** Takes a connection out of every register; its session is kept for a while if it may be resumed. */
  forget(connection: Connection, code: number): void {
    if (connection.phase === 'closed') return;
    const { session, user_id } = connection;
    const wasLive = connection.phase === 'live';
    connection.phase = 'closed';
    connection.inbox = null;
    this.connections.delete(connection);
    this.#cadences.get(connection.interval_ms)?.remove(connection);
    const fromAddress = (this.byAddress.get(connection.address) ?? 1) - 1;
    if (fromAddress > 0) this.byAddress.set(connection.address, fromAddress);
    else this.byAddress.delete(connection.address);
    if (user_id !== null) removeFrom(this.byUser, user_id, connection);
    for (const list of connection.lists ?? []) removeFrom(this.byList, list.id, connection);
    for (const { id } of connection.vendors ?? []) removeFrom(this.byVendor, id, connection);
    if (this.bySession.get(session) === connection) this.bySession.delete(session);
    if (wasLive && !FINAL_CODES.has(code)) this.#keep(connection);
  }

  #keep({ session, user_id, explicit, event_acked, ...followed }: Connection): void {
    const lists = (followed.lists ?? []).map(({ id }) => id);
    const vendors = (followed.vendors ?? []).map(({ id }) => id);
    const kept_at_ms = this.ports.clock.ms();
    this.kept.keep(session, { user_id, explicit, lists, vendors, event_acked, kept_at_ms });
  }
}

export function addTo<Key>(register: Map<Key, Set<Connection>>, key: Key, connection: Connection): void {
  const set = register.get(key);
  if (set === undefined) register.set(key, new Set([connection]));
  else set.add(connection);
}

export function removeFrom<Key>(register: Map<Key, Set<Connection>>, key: Key, connection: Connection): void {
  const set = register.get(key);
  set?.delete(connection);
  if (set?.size === 0) register.delete(key);
}
