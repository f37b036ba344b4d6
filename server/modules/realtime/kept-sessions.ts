/** What is remembered of a connection that ended, so that its client can go on where it was. */
export interface KeptSession {
  readonly user_id: string | null;
  readonly explicit: readonly number[];
  readonly lists: readonly string[];
  readonly vendors: readonly string[];
  readonly event_acked: number;
  readonly kept_at_ms: number;
}

/** Sessions without a socket, oldest first, for a while and up to a number. */
export class KeptSessions {
  readonly #sessions = new Map<string, KeptSession>();
  readonly #bounds: { readonly window_ms: number; readonly count_max: number };

  constructor(bounds: { readonly window_ms: number; readonly count_max: number }) {
    this.#bounds = bounds;
  }

  keep(session: string, kept: KeptSession): void {
    this.#sessions.delete(session);
    this.#sessions.set(session, kept);
    if (this.#sessions.size <= this.#bounds.count_max) return;
    for (const oldest of this.#sessions.keys()) {
      this.#sessions.delete(oldest);
      break;
    }
  }

  /** Hands a session back, once, to the user whose it is. */
  take(session: string, user_id: string | null, now_ms: number): KeptSession | null {
    const kept = this.#sessions.get(session);
    if (kept === undefined || kept.user_id !== user_id) return null;
    this.#sessions.delete(session);
    return now_ms - kept.kept_at_ms <= this.#bounds.window_ms ? kept : null;
  }

  forgetOld(now_ms: number): void {
    for (const [session, kept] of this.#sessions) {
      if (now_ms - kept.kept_at_ms <= this.#bounds.window_ms) return;
      this.#sessions.delete(session);
    }
  }
}
