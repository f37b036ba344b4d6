import type { Clock } from '../../platform/clock.ts';
import type { Signals } from '../../platform/signals.ts';
import type { LiveSession } from './session.ts';
import { accessRevoked } from './signals.ts';

/**
 * Sessions looked up lately, so that a burst of calls asks the database once. An entry goes when its session or account
 * is revoked in any process, when signals may have been missed, and in any case after SESSION_AGE_MS.
 */
export interface SessionCache {
  /** @param load asks the database; its answer is kept only when nothing was revoked meanwhile. */
  get(key: string, load: () => Promise<LiveSession | null>): Promise<LiveSession | null>;
  /** Forgets an account's sessions at once: this process has just changed them, and the signal takes a moment to come back. */
  forget(user_id: string): void;
  size(): number;
  /** Stops listening. */
  close(): void;
}

/** Even if a signal is lost without anyone noticing, an ended session is of no use after this long. */
export const SESSION_AGE_MS = 2000;
const SESSIONS_KEPT_MAX = 10_000;

export function createSessionCache(clock: Clock, signals: Signals, kept_max = SESSIONS_KEPT_MAX): SessionCache {
  const entries = new Map<string, { readonly session: LiveSession; readonly until_ms: number }>();
  let revocations = 0;

  const stops = [
    signals.on(accessRevoked, ({ user_id, session_id }) => {
      revocations += 1;
      for (const [key, { session }] of entries) {
        const concerned = session_id === null ? session.user_id === user_id : session.session_id === session_id;
        if (concerned) entries.delete(key);
      }
    }),
    signals.onGap(() => {
      revocations += 1;
      entries.clear();
    }),
  ];

  function keep(key: string, session: LiveSession): void {
    entries.delete(key);
    entries.set(key, { session, until_ms: clock.ms() + SESSION_AGE_MS });
    if (entries.size > kept_max) entries.delete(entries.keys().next().value ?? key);
  }

  return {
    async get(key, load) {
      const kept = entries.get(key);
      const left_ms = (kept?.until_ms ?? 0) - clock.ms();
      // More is left than there ever was where the clock was put back.
      if (kept !== undefined && left_ms > 0 && left_ms <= SESSION_AGE_MS) return kept.session;
      const before = revocations;
      const session = await load();
      if (session === null) entries.delete(key);
      else if (revocations === before) keep(key, session);
      return session;
    },
    forget(user_id) {
      revocations += 1;
      for (const [key, { session }] of entries) if (session.user_id === user_id) entries.delete(key);
    },
    size: () => entries.size,
    close: () => {
      for (const stop of stops) stop();
    },
  };
}
