import type { LiveStatus } from '../../../../contract/live/client.ts';
import type { FeedStatus } from '../../../../contract/live/protocol.ts';

/** How prices reach this page now, as the connection pill says it. */
export interface Connection {
  /**
   * `live`: over the socket. `polling`: no socket gets through, but the same prices come over REST. `reconnecting`:
   * neither, the next attempt is at `retry_at_ms`. `offline`: no network, or several attempts failed. `paused`: by the
   * person. `stopped`: the server ended it for good; `reason` says why.
   */
  readonly phase: 'connecting' | 'live' | 'polling' | 'reconnecting' | 'offline' | 'paused' | 'stopped';
  /** When the next attempt is made, by `performance.now()`; null when none is planned. */
  readonly retry_at_ms: number | null;
  /** Prices come at most this often; null while that is unknown. */
  readonly interval_ms: number | null;
  readonly feed: FeedStatus['status'] | null;
  readonly reason: string | null;
}

export interface Around {
  readonly paused: boolean;
  readonly onLine: boolean;
  /** REST answered since the socket was lost. */
  readonly polling: boolean;
}

/** Sums up the socket's state and what is around it: a pause covers all, then no network, then the way prices come. */
export function connectionOf(status: LiveStatus, around: Around): Connection {
  return {
    phase: phaseOf(status, around),
    retry_at_ms: status.retry_at_ms,
    interval_ms: status.interval_ms,
    feed: status.feed?.status ?? null,
    reason: status.reason,
  };
}

function phaseOf(status: LiveStatus, around: Around): Connection['phase'] {
  if (around.paused) return 'paused';
  if (!around.onLine) return 'offline';
  if (status.phase === 'live' || status.phase === 'connecting') return status.phase;
  return around.polling ? 'polling' : status.phase;
}
