import type { Tier } from '../../../contract/tiers.ts';
import { tiers } from '../../../contract/tiers.ts';
import {
  AUTH_GRACE_MS,
  AUTH_NOTICE_MS,
  COMMANDS_PER_MINUTE_MAX,
  HEARTBEAT_MS,
  HELLO_TIMEOUT_MS,
  RESUME_WINDOW_MS,
} from '../../../contract/live/protocol.ts';

/** What one edge process allows. Tests and measurements hand in others. */
export interface EdgeLimits {
  readonly connections_max: number;
  readonly per_user_max: number;
  readonly per_address_max: number;
  readonly commands_per_min: number;
  /** Handshakes a second that are let in on average, and at once. */
  readonly admissions_per_s: number;
  readonly admissions_burst: number;
  /** Handshakes of one address in ten seconds. */
  readonly admissions_per_address_max: number;
  readonly hello_ms: number;
  readonly heartbeat_ms: number;
  readonly resume_window_ms: number;
  readonly kept_sessions_max: number;
  readonly auth_notice_ms: number;
  readonly auth_grace_ms: number;
  readonly life_ms: number;
  /** Above this many unsent bytes a flush is left out … */
  readonly skip_bytes: number;
  /** … and after this long, or above the second bound at any moment, the connection is closed. */
  readonly slow_ms: number;
  readonly close_bytes: number;
  interval_ms(tier: Tier): number;
  symbols_max(tier: Tier): number;
}

export const edgeLimits: EdgeLimits = {
  connections_max: 18_000,
  per_user_max: 5,
  per_address_max: 100,
  commands_per_min: COMMANDS_PER_MINUTE_MAX,
  admissions_per_s: 1000,
  admissions_burst: 2000,
  admissions_per_address_max: 200,
  hello_ms: HELLO_TIMEOUT_MS,
  heartbeat_ms: HEARTBEAT_MS,
  resume_window_ms: RESUME_WINDOW_MS,
  kept_sessions_max: 50_000,
  auth_notice_ms: AUTH_NOTICE_MS,
  auth_grace_ms: AUTH_GRACE_MS,
  life_ms: 4 * 3_600_000,
  skip_bytes: 64 * 1024,
  slow_ms: 30_000,
  close_bytes: 1024 * 1024,
  interval_ms: (tier) => tiers[tier].live_interval_ms,
  symbols_max: (tier) => tiers[tier].live_symbols_max,
};
