import type { Instrument } from '../../market/index.ts';

/** Pauses alerts of instruments that are not traded any more. */
export class Delisted {
  readonly #pause: (instrument_ids: readonly string[]) => Promise<void>;
  readonly #asked = new Set<string>();

  constructor(pause: (instrument_ids: readonly string[]) => Promise<void>) {
    this.#pause = pause;
  }

  /** @returns whether one of them is not traded. */
  hear(changed: readonly Instrument[]): boolean {
    for (const { id, status } of changed) {
      if (status === 'inactive') this.#asked.add(id);
      else this.#asked.delete(id);
    }
    return this.#asked.size > 0;
  }

  async work(): Promise<void> {
    if (this.#asked.size === 0) return;
    const ids = [...this.#asked];
    await this.#pause(ids);
    for (const id of ids) this.#asked.delete(id);
  }
}
