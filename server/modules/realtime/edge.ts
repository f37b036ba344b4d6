import { careFor } from './care.ts';
import { allowanceOf, receive, spend } from './commands.ts';
import { Connection } from './connection.ts';
import { codeOf, EdgeState } from './edge-state.ts';
import { pumpEvents } from './event-pump.ts';
import { flush, RowPieces } from './flush.ts';
import { ListChanges } from './followed-lists.ts';
import { staffChanged, vendorChanged, vendorsMayHaveChanged } from './followed-vendors.ts';
import type { EdgePorts, Revocation, Sink } from './ports.ts';
import { TICK_MS } from './wheel.ts';

/** Ticks made up for after the process was held up; what is older is served in the next turn anyway. */
const CATCH_UP_TICKS_MAX = 100;
/** Counters and old sessions are looked at every so many ticks. */
const REPORT_TICKS = 20;
/** Clients that come back after a drain, in a second, over all edges. */
const RETURNS_PER_S = 1000;

/**
 * The realtime edge without its sockets: it is told what clients say and that time has passed, and writes frames to
 * sinks. It knows symbols, versions and rows, but nothing of what they mean.
 */
export class Edge {
  readonly #ports: EdgePorts;
  readonly #state: EdgeState;
  readonly #pieces: RowPieces;
  readonly #lists: ListChanges;
  readonly #stops: (() => void)[];
  #ticks = 0;
  #started_ms: number;
  #reported = { rows: 0, conflated: 0, frames_out: 0, frames_in: 0, bytes_out: 0, bytes_in: 0 };

  constructor(ports: EdgePorts) {
    this.#ports = ports;
    this.#state = new EdgeState(ports);
    this.#pieces = new RowPieces(ports.source);
    this.#lists = new ListChanges(this.#state, this.#show);
    this.#started_ms = ports.clock.ms();
    this.#stops = [
      ports.source.onChange((indexes) => this.#state.changed(indexes, ports.clock.ms())),
      ports.source.onEpoch(() => this.#pieces.clear()),
      ports.collections.onChange((id) => void this.#lists.changed(id)),
      ports.vendors.onChange((change) => vendorChanged(this.#state, change)),
      ports.vendors.onStaff((id) => void staffChanged(this.#state, id)),
    ];
  }

  get size(): number {
    return this.#state.connections.size;
  }

  /** A socket was opened. @returns null when its address has too many; the sink is closed then. */
  open(sink: Sink, from: { readonly address: string; readonly origin: string | null }): Connection | null {
    const { limits, clock } = this.#ports;
    const fromAddress = this.#state.byAddress.get(from.address) ?? 0;
    if (fromAddress >= limits.per_address_max) {
      this.#ports.metrics.closes.inc({ code: 4504 });
      sink.close(4504, 'too many connections');
      return null;
    }
    const connection = new Connection(sink, from, {
      now_ms: clock.ms(),
      hello_ms: limits.hello_ms,
      allowance: allowanceOf(this.#state),
    });
    this.#state.byAddress.set(from.address, fromAddress + 1);
    this.#state.connections.add(connection);
    this.#state.care.schedule(connection, limits.hello_ms);
    return connection;
  }

  receive(connection: Connection, text: string): void {
    receive(this.#state, connection, text, this.#show);
  }

  /** A ping or pong of the WebSocket layer: free, but not without end. */
  noticed(connection: Connection): void {
    if (connection.phase !== 'closed') spend(this.#state, connection, 1);
  }

  /** The client sent something that is not a text frame. */
  malformed(connection: Connection): void {
    this.#state.close(connection, 4506);
  }

  /** The socket is gone. */
  lost(connection: Connection, code: number): void {
    this.#state.forget(connection, code);
  }

  /** Serves every slot that has come due since the last call. To be called every TICK_MS or oftener. */
  tick(): void {
    const now_ms = this.#ports.clock.ms();
    const target = Math.floor((now_ms - this.#started_ms) / TICK_MS);
    if (target - this.#ticks > CATCH_UP_TICKS_MAX) this.#ticks = target - CATCH_UP_TICKS_MAX;
    while (this.#ticks < target) {
      this.#ticks += 1;
      this.#ports.metrics.lag.observe((now_ms - this.#started_ms - this.#ticks * TICK_MS) / 1000);
      this.#serve(now_ms);
    }
  }

  #serve(now_ms: number): void {
    const feed = this.#ports.source.status();
    for (const wheel of this.#state.cadences.values()) {
      const slot = wheel.at(this.#ticks);
      // From the end, since a connection that is closed leaves its slot and the last one takes its place.
      for (let at = slot.length - 1; at >= 0; at--) {
        const connection = slot[at];
        if (connection === undefined) continue;
        if (connection.feed_status !== feed.status) {
          connection.feed_status = feed.status;
          this.#state.send(connection, { type: 'feed', feed });
        }
        flush(this.#state, this.#pieces, connection, now_ms);
      }
    }
    for (const connection of this.#state.care.turn()) {
      const next_ms = careFor(this.#state, connection, now_ms);
      if (next_ms !== null) this.#state.care.schedule(connection, next_ms);
    }
    if (this.#ticks % REPORT_TICKS === 0) this.#report(now_ms);
  }

  /** Sends at once what became due by a command: the first row does not wait for the slot. */
  readonly #show = (connection: Connection): void => {
    if (connection.phase === 'live') flush(this.#state, this.#pieces, connection, this.#ports.clock.ms());
  };

  /** Closes every connection that the revoked sign-in vouches for: for good, or to come back with other rights. */
  revoke(revocation: Revocation): void {
    this.#state.revoked(revocation, this.#ports.clock.ms());
    for (const connection of this.#state.byUser.get(revocation.user_id) ?? []) {
      const { actor } = connection;
      const concerned =
        revocation.session_id === null || (actor.kind === 'member' && actor.session_id === revocation.session_id);
      if (concerned) this.#state.close(connection, codeOf(revocation));
    }
  }

  /** New events of a user are committed. */
  announceEvents(user_id: string): void {
    for (const connection of this.#state.byUser.get(user_id) ?? []) void pumpEvents(this.#state, connection);
  }

  /** Signals may have been missed: members show anew that they are signed in, events and lists are read again. */
  async signalsMissed(): Promise<void> {
    const { clock, limits } = this.#ports;
    for (const user_id of this.#state.byUser.keys()) this.announceEvents(user_id);
    for (const connection of this.#state.connections) {
      if (connection.actor.kind === 'visitor') continue;
      const spread_ms = this.#ports.random() * limits.auth_grace_ms;
      connection.auth_expires_ms = Math.min(connection.auth_expires_ms, clock.ms() + spread_ms);
      connection.auth_told = false;
      this.#state.care.schedule(connection, 0);
    }
    await Promise.all([this.#lists.allMayHaveChanged(), vendorsMayHaveChanged(this.#state)]);
  }

  /** Sends everybody away, with return times spread so that the other edges are not stormed. */
  async drain(): Promise<void> {
    for (const stop of this.#stops) stop();
    const spread_ms = Math.max(1000, (this.size / RETURNS_PER_S) * 1000);
    let done = 0;
    for (const connection of this.#state.connections) {
      this.#state.dismiss(connection, 4005, Math.round(this.#ports.random() * spread_ms));
      if (++done % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    this.#report(this.#ports.clock.ms());
  }

  #report(now_ms: number): void {
    const { metrics } = this.#ports;
    const { counted } = this.#state;
    const since = this.#reported;
    metrics.rows.inc(counted.rows - since.rows);
    metrics.conflated.inc(counted.conflated - since.conflated);
    metrics.frames.inc({ direction: 'out' }, counted.frames_out - since.frames_out);
    metrics.frames.inc({ direction: 'in' }, counted.frames_in - since.frames_in);
    metrics.bytes.inc({ direction: 'out' }, counted.bytes_out - since.bytes_out);
    metrics.bytes.inc({ direction: 'in' }, counted.bytes_in - since.bytes_in);
    metrics.connections.set(this.size);
    this.#reported = { ...counted };
    this.#state.kept.forgetOld(now_ms);
  }
}
