import { EVENT_REPLAY_MAX } from '../../../contract/live/protocol.ts';
import type { Connection } from './connection.ts';
import type { EdgeState } from './edge-state.ts';

/**
 * Sends a user's events out of the database, in order and without a hole, as far as EVENT_REPLAY_MAX beyond what the
 * client has acknowledged. Events are never left out: a client that cannot take them is closed and resumes later.
 */
export async function pumpEvents(edge: EdgeState, connection: Connection): Promise<void> {
  const { user_id } = connection;
  if (user_id === null || connection.phase !== 'live') return;
  if (connection.pumping !== 'idle') {
    connection.pumping = 'again';
    return;
  }
  try {
    do {
      connection.pumping = 'running';
      await sendNew(edge, connection, user_id);
    } while ((connection.pumping as Connection['pumping']) === 'again');
  } catch (error) {
    edge.ports.onError(error, 'reading user events');
    edge.close(connection, 1013);
  } finally {
    connection.pumping = 'idle';
  }
}

async function sendNew(edge: EdgeState, connection: Connection, user_id: string): Promise<void> {
  const { limits, metrics } = edge.ports;
  for (;;) {
    const room = EVENT_REPLAY_MAX - (connection.event_sent - connection.event_acked);
    if (room <= 0 || connection.phase !== 'live') return;
    const events = await edge.ports.eventsAfter(user_id, connection.event_sent, room);
    for (const { n, topic, data } of events) {
      if (connection.phase !== 'live') return;
      // The rows in between were deleted meanwhile: the next resume tells the client so.
      if (n !== connection.event_sent + 1) return edge.close(connection, 1011);
      if (connection.sink.buffered() > limits.skip_bytes) return edge.closeSlow(connection);
      edge.sendText(connection, `{"type":"event","n":${n},"topic":${JSON.stringify(topic)},"data":${data}}`);
      connection.event_sent = n;
      metrics.events.inc();
    }
    if (events.length < room) return;
  }
}
