import { setTimeout as pause } from 'node:timers/promises';

/** A pause that can be ended early; waking before the pause begins lets it be over at once. */
export class Wake {
  #woken = false;
  #pausing: AbortController | null = null;

  wake(): void {
    this.#woken = true;
    this.#pausing?.abort();
  }

  async pause(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#woken) {
      this.#pausing = new AbortController();
      const over = AbortSignal.any([signal, this.#pausing.signal]);
      await pause(ms, undefined, { signal: over }).catch(() => undefined);
      this.#pausing = null;
    }
    this.#woken = false;
  }
}
