import {
  EVENT_REPLAY_MAX,
  type HelloFrame,
  INBOUND_FRAME_BYTES_MAX,
  type WelcomeFrame,
} from '../../../contract/live/protocol.ts';
import type { Connection } from './connection.ts';
import { addTo, type EdgeState } from './edge-state.ts';
import { snapshotDue } from './flush.ts';
import { followList, symbolsOf } from './followed-lists.ts';
import { followVendorsAgain } from './followed-vendors.ts';
import { recompute } from './following.ts';
import type { KeptSession } from './kept-sessions.ts';

/** Seconds are what the field counts; a far end has none. */
export function secondsOf(ms: number): number | null {
  return Number.isFinite(ms) ? Math.floor(ms / 1000) : null;
}

/** Checks a hello and welcomes the client, or closes with the reason. */
export async function greet(edge: EdgeState, connection: Connection, frame: HelloFrame): Promise<void> {
  if (!(await admit(edge, connection, frame.ticket))) return;
  const kept = frame.resume === undefined ? null : takeOver(edge, connection, frame.resume.session);
  if (hasTooMany(edge, connection)) return edge.close(connection, 4504);
  connection.session = kept === null ? edge.ports.newSession() : (frame.resume?.session ?? '');
  edge.bySession.set(connection.session, connection);
  const eventsReplay = await standAtEvent(edge, connection, frame.resume?.event ?? kept?.event_acked);
  const resumed = kept !== null && eventsReplay && (await restore(edge, connection, kept));
  // Sign-out may have come while the database was asked.
  if (connection.phase !== 'greeting') return;
  start(edge, connection);
  edge.send(connection, welcomeOf(edge, connection, resumed));
  if (!resumed) return;
  for (const id of kept.lists) {
    const list = connection.lists?.find((list) => list.id === id);
    const symbols = list === undefined ? null : symbolsOf(edge, list.members);
    edge.send(connection, { type: 'watchlist', watchlist: id, symbols });
  }
  snapshotDue(connection);
  await followVendorsAgain(edge, connection, kept.vendors);
}

/** Spends the ticket and enters the user's register, inside its limit. */
async function admit(edge: EdgeState, connection: Connection, ticket: string | undefined): Promise<boolean> {
  if (ticket === undefined) return true;
  const grant = await edge.ports.takeTicket(ticket, connection.origin);
  if (connection.phase !== 'greeting') return false;
  if (grant === null) {
    edge.close(connection, 4501);
    return false;
  }
  const { actor, issued_ms } = grant;
  if (actor.kind === 'visitor') return true;
  const code = edge.codeOfRevoked({ ...actor, issued_ms });
  if (code !== null) {
    edge.close(connection, code);
    return false;
  }
  connection.actor = actor;
  connection.auth_expires_ms = actor.expires_at_ms;
  addTo(edge.byUser, actor.user_id, connection);
  return true;
}

/** The state of the session to resume: kept, or taken from a socket that still holds it, which ends. */
function takeOver(edge: EdgeState, connection: Connection, session: string): KeptSession | null {
  const { user_id } = connection;
  const holder = edge.bySession.get(session);
  if (holder === undefined || holder.user_id !== user_id || holder === connection)
    return edge.kept.take(session, user_id, edge.ports.clock.ms());
  const kept: KeptSession = {
    user_id,
    explicit: holder.explicit,
    lists: (holder.lists ?? []).map(({ id }) => id),
    vendors: (holder.vendors ?? []).map(({ id }) => id),
    event_acked: holder.event_acked,
    kept_at_ms: edge.ports.clock.ms(),
  };
  edge.close(holder, 4007);
  return kept;
}

/** Everybody is in the demo account at once: there the limit of the address holds alone, or a few could shut out the rest. */
function hasTooMany(edge: EdgeState, { actor }: Connection): boolean {
  if (actor.kind === 'visitor' || actor.is_demo) return false;
  return (edge.byUser.get(actor.user_id)?.size ?? 0) > edge.ports.limits.per_user_max;
}

/** @returns false when the events after `asked` cannot be replayed, so that the client has to list them. */
async function standAtEvent(edge: EdgeState, connection: Connection, asked: number | undefined): Promise<boolean> {
  const { user_id } = connection;
  const last = user_id === null ? 0 : await edge.ports.lastEvent(user_id);
  const position = asked ?? last;
  const replay = position === last || (user_id !== null && (await canReplay(edge, user_id, position, last)));
  connection.event_sent = replay ? position : last;
  connection.event_acked = connection.event_sent;
  return replay;
}

/** Not too many, not of another counter than ours, and none of them deleted with age. */
async function canReplay(edge: EdgeState, user_id: string, position: number, last: number): Promise<boolean> {
  if (position > last || last - position > EVENT_REPLAY_MAX) return false;
  const [first] = await edge.ports.eventsAfter(user_id, position, 1);
  return first?.n === position + 1;
}

/** @returns false when the tier has no room for all of it any more: the client subscribes anew and is told what does not fit. */
async function restore(edge: EdgeState, connection: Connection, kept: KeptSession): Promise<boolean> {
  connection.explicit = kept.explicit;
  recompute(edge.ports.source, connection, []);
  let fits = connection.indexes.length <= edge.ports.limits.symbols_max(connection.actor.tier);
  for (const id of kept.lists) {
    const answer = await followList(edge, connection, id);
    if (typeof answer !== 'string') fits &&= ![...answer.rejected.values()].includes('symbol_limit');
  }
  if (fits) return true;
  connection.explicit = [];
  for (const { id } of connection.lists ?? []) edge.byList.get(id)?.delete(connection);
  connection.lists = null;
  recompute(edge.ports.source, connection, []);
  return false;
}

/** From here on it is served: a place in the wheel of its cadence, the first heartbeat, and an end. */
function start(edge: EdgeState, connection: Connection): void {
  const { limits, clock, source } = edge.ports;
  const random = () => edge.ports.random();
  const now_ms = clock.ms();
  connection.phase = 'live';
  connection.epoch = source.epoch();
  connection.feed_status = source.status().status;
  connection.interval_ms = limits.interval_ms(connection.actor.tier);
  connection.heartbeat_at_ms = now_ms + limits.heartbeat_ms * random();
  connection.ends_at_ms = now_ms + limits.life_ms * (0.8 + 0.4 * random());
  edge.care.schedule(connection, 0);
  edge.cadence(connection.interval_ms).add(connection, Math.floor(random() * 2 ** 30));
}

function welcomeOf(edge: EdgeState, connection: Connection, resumed: boolean): WelcomeFrame {
  const { limits, source, clock } = edge.ports;
  return {
    type: 'welcome',
    session: connection.session,
    epoch: connection.epoch,
    resumed,
    event: connection.event_sent,
    heartbeat_ms: limits.heartbeat_ms,
    interval_ms: connection.interval_ms,
    auth_expires_at: secondsOf(connection.auth_expires_ms),
    now: clock.ms(),
    limits: limitsOf(edge, connection),
    feed: source.status(),
  };
}

export function limitsOf(edge: EdgeState, { actor }: Connection): WelcomeFrame['limits'] {
  const { limits } = edge.ports;
  return {
    symbols: limits.symbols_max(actor.tier),
    commands_per_min: limits.commands_per_min,
    frame_bytes: INBOUND_FRAME_BYTES_MAX,
  };
}
