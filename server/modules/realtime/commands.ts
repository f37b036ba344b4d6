import type { ClientFrame, LiveErrorCode } from '../../../contract/live/protocol.ts';
import type { Connection } from './connection.ts';
import type { EdgeState } from './edge-state.ts';
import { pumpEvents } from './event-pump.ts';
import { snapshotDue } from './flush.ts';
import { dropList, followList, symbolsOf } from './followed-lists.ts';
import { dropVendor, followVendor } from './followed-vendors.ts';
import { type Sorted, subscribe, unsubscribe } from './following.ts';
import { greet, limitsOf, secondsOf } from './hello.ts';
import { readInbound } from './inbound.ts';

/** What a command costs of the allowance; any other frame costs 1. */
const COMMAND_COST = 10;
/** Commands that may wait behind one that takes time. */
const INBOX_MAX = 32;

type Command = Exclude<ClientFrame, { type: 'pong' | 'ack' }>;
type Show = (connection: Connection) => void;

/** Takes one text frame of a client. @param show sends the rows that became due. */
export function receive(edge: EdgeState, connection: Connection, text: string, show: Show): void {
  if (connection.phase === 'closed') return;
  edge.counted.frames_in += 1;
  edge.counted.bytes_in += text.length;
  const frame = readInbound(text);
  if (frame === 'malformed') return edge.close(connection, 4506);
  const isFree = frame !== 'unknown' && (frame.type === 'pong' || frame.type === 'ack');
  if (!spend(edge, connection, isFree ? 1 : COMMAND_COST) || frame === 'unknown') return;
  // The first frame is a hello, and no other is.
  if ((frame.type === 'hello') !== (connection.phase === 'opened')) return edge.close(connection, 4506);
  if (frame.type === 'pong') connection.unanswered = 0;
  else if (frame.type === 'ack') acknowledge(edge, connection, frame.n);
  else if (connection.inbox === null) void perform(edge, connection, frame, show);
  else if (connection.inbox.push(frame) > INBOX_MAX) tooMany(edge, connection);
}

/** Counts what a client does, pings included; the allowance comes back with time. @returns false when it was closed. */
export function spend(edge: EdgeState, connection: Connection, cost: number): boolean {
  const full = allowanceOf(edge);
  const now_ms = edge.ports.clock.ms();
  const refill = ((now_ms - connection.allowance_at_ms) * full) / 60_000;
  connection.allowance = Math.min(full, connection.allowance + refill) - cost;
  connection.allowance_at_ms = now_ms;
  if (connection.allowance >= 0) return true;
  tooMany(edge, connection);
  return false;
}

export function allowanceOf(edge: EdgeState): number {
  return edge.ports.limits.commands_per_min * COMMAND_COST;
}

function tooMany(edge: EdgeState, connection: Connection): void {
  edge.dismiss(connection, 4004, Math.round(5000 + 10_000 * edge.ports.random()));
}

function acknowledge(edge: EdgeState, connection: Connection, n: number): void {
  if (n > connection.event_sent) return edge.close(connection, 4506);
  connection.event_acked = Math.max(connection.event_acked, n);
  void pumpEvents(edge, connection);
}

/** Does one command, and those that came while it took its time. */
async function perform(edge: EdgeState, connection: Connection, first: Command, show: Show): Promise<void> {
  connection.inbox = [];
  try {
    for (let frame: ClientFrame | undefined = first; frame !== undefined; frame = connection.inbox?.shift()) {
      const work = obey(edge, connection, frame as Command);
      if (work !== undefined) await work;
      if (isClosed(connection)) return;
      show(connection);
    }
  } catch (error) {
    edge.ports.onError(error, `answering ${first.type}`);
    edge.close(connection, 1013);
  } finally {
    connection.inbox = null;
  }
}

function isClosed(connection: Connection): boolean {
  return connection.phase === 'closed';
}

/** @returns a promise only where the command has to wait for something. */
function obey(edge: EdgeState, connection: Connection, frame: Command): Promise<void> | undefined {
  switch (frame.type) {
    case 'hello':
      connection.phase = 'greeting';
      return greet(edge, connection, frame).then(() => void pumpEvents(edge, connection));
    case 'subscribe': {
      if ('watchlist' in frame) return subscribeList(edge, connection, frame);
      if ('vendor' in frame) return subscribeVendor(edge, connection, frame);
      const rejected = subscribe(edge, connection, frame.symbols);
      edge.send(connection, { type: 'subscribed', id: frame.id, rejected: Object.fromEntries(rejected) });
      return undefined;
    }
    case 'unsubscribe':
      if ('watchlist' in frame) dropList(edge, connection, frame.watchlist);
      else if ('vendor' in frame) dropVendor(edge, connection, frame.vendor);
      else unsubscribe(edge, connection, frame.symbols);
      edge.send(connection, { type: 'unsubscribed', id: frame.id });
      return undefined;
    case 'resync':
      edge.ports.metrics.resyncs.inc();
      snapshotDue(connection);
      return undefined;
    case 'auth':
      return authenticate(edge, connection, frame.ticket);
    default:
      return frame satisfies never;
  }
}

const ERROR_TEXTS: Readonly<Record<LiveErrorCode, string>> = {
  sign_in_required: 'Visitors can follow symbols only: say hello with a ticket to follow more.',
  watchlist_unknown: 'No such watchlist, or it is not yours.',
  watchlist_limit: 'This connection follows as many watchlists as it can: give one back first.',
  vendor_unknown: 'No such vendor.',
  vendor_limit: 'This connection follows as many vendors as it can: give one back first.',
  unavailable: 'That cannot be read now: ask again later.',
};

async function subscribeList(
  edge: EdgeState,
  connection: Connection,
  { id, watchlist }: { readonly id: number; readonly watchlist: string },
): Promise<void> {
  let answer: Sorted | LiveErrorCode;
  try {
    answer = await followList(edge, connection, watchlist);
  } catch (error) {
    edge.ports.onError(error, 'reading a watchlist');
    dropList(edge, connection, watchlist);
    answer = 'unavailable';
  }
  if (typeof answer === 'string')
    return edge.send(connection, { type: 'error', id, code: answer, detail: ERROR_TEXTS[answer] });
  const rejected = Object.fromEntries(answer.rejected);
  edge.send(connection, { type: 'subscribed', id, watchlist, symbols: symbolsOf(edge, answer.taken), rejected });
}

async function subscribeVendor(
  edge: EdgeState,
  connection: Connection,
  { id, vendor }: { readonly id: number; readonly vendor: string },
): Promise<void> {
  const refusal = await followVendor(edge, connection, vendor).catch((error: unknown): LiveErrorCode => {
    edge.ports.onError(error, 'asking who may follow a vendor');
    dropVendor(edge, connection, vendor);
    return 'unavailable';
  });
  if (refusal === null) edge.send(connection, { type: 'subscribed', id, vendor, rejected: {} });
  else edge.send(connection, { type: 'error', id, code: refusal, detail: ERROR_TEXTS[refusal] });
}

/** A new ticket of the same user prolongs the connection; one of another user, or another tier, needs a new connection. */
async function authenticate(edge: EdgeState, connection: Connection, ticket: string): Promise<void> {
  const grant = await edge.ports.takeTicket(ticket, connection.origin);
  if (isClosed(connection)) return;
  const actor = grant?.actor;
  if (grant === null || actor?.kind !== 'member' || actor.user_id !== connection.user_id)
    return edge.close(connection, 4501);
  const code = edge.codeOfRevoked({ ...actor, issued_ms: grant.issued_ms });
  if (code !== null) return edge.close(connection, code);
  if (actor.tier !== connection.actor.tier) return edge.close(connection, 4001);
  connection.actor = actor;
  connection.auth_expires_ms = actor.expires_at_ms;
  connection.auth_told = false;
  edge.care.schedule(connection, 0);
  edge.send(connection, {
    type: 'limits',
    limits: limitsOf(edge, connection),
    interval_ms: connection.interval_ms,
    auth_expires_at: secondsOf(actor.expires_at_ms),
  });
}
