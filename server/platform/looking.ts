import { setTimeout as pause } from 'node:timers/promises';

/** From the begin of one pass to the next: what comes at the same time is seen at once, and costs one look. */
const GAP_MS = 5;

/**
 * Runs `pass` one at a time: a look asked for while one runs follows it, however often it is asked for, and a pass that
 * found something is followed by another.
 */
export class Looking {
  readonly #pass: () => Promise<boolean>;
  /** @returns how long to leave it, in milliseconds. */
  readonly #failed: (error: unknown) => number;
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  #quiet: NodeJS.Timeout | null = null;

  constructor(pass: () => Promise<boolean>, failed: (error: unknown) => number) {
    this.#pass = pass;
    this.#failed = failed;
  }

  look(): void {
    if (this.#stopped || this.#quiet !== null) return;
    this.#again = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (this.#again) this.look(); // asked for at the last moment
    });
  }

  /** Resolves when what runs has ended; nothing runs after it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#quiet ?? undefined);
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#stopped) {
      const begin = performance.now();
      this.#again = false;
      try {
        if (await this.#pass()) this.#again = true;
        const early_ms = begin + GAP_MS - performance.now();
        if (early_ms > 0) await pause(early_ms);
      } catch (error) {
        this.#again = false;
        this.#rest(this.#failed(error));
        return;
      }
    }
  }

  #rest(ms: number): void {
    if (this.#stopped) return;
    this.#quiet = setTimeout(() => {
      this.#quiet = null;
      this.look();
    }, ms);
  }
}
