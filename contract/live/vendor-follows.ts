/** The vendors among what a program wants to follow: wanted, confirmed, unsure after a lost connection, and refused. */
export class VendorFollows {
  readonly #wanted = new Set<string>();
  readonly #held = new Set<string>();
  readonly #unsure = new Set<string>();
  /** `true` when asking again later may help. */
  readonly #refused = new Map<string, boolean>();

  want(id: string, wanted: boolean): void {
    if (wanted) this.#wanted.add(id);
    else this.#wanted.delete(id);
    this.#refused.delete(id);
  }

  /** The connection ended while a command about it was under way. */
  lost(id: string): void {
    this.#unsure.add(id);
  }

  welcomed(resumed: boolean): void {
    this.#refused.clear();
    if (resumed) return;
    this.#held.clear();
    this.#unsure.clear();
  }

  toGiveBack(paused: boolean): string | null {
    for (const id of [...this.#held, ...this.#unsure]) if (paused || !this.#wanted.has(id)) return id;
    return null;
  }

  toAsk(): string | null {
    for (const id of this.#wanted)
      if (!this.#refused.has(id) && (this.#unsure.has(id) || !this.#held.has(id))) return id;
    return null;
  }

  subscribed(id: string): void {
    this.#unsure.delete(id);
    this.#held.add(id);
  }

  unsubscribed(id: string): void {
    this.#unsure.delete(id);
    this.#held.delete(id);
  }

  refused(id: string, mayRetry: boolean): void {
    this.unsubscribed(id);
    this.#refused.set(id, mayRetry);
  }

  /** The server ended it. */
  gone(id: string): void {
    this.refused(id, false);
  }

  retryRefused(): void {
    for (const [id, mayRetry] of this.#refused) if (mayRetry) this.#refused.delete(id);
  }
}
