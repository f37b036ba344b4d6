import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '../../../../platform/clock.ts';
import type { InstrumentRegistry } from '../../instrument-registry.ts';
import { alwaysOpen } from '../../sessions/session-calendar.ts';
import type { FeedSink, Print, Provider } from '../provider.ts';
import { checkRecording, type Recording, readPrints } from './read-prints.ts';
import { ReplayPace } from './replay-pace.ts';

/** Prints handed on at once; other work gets its turn between. */
const BATCH_MAX = 1_000;

export interface ReplayOptions extends Recording {
  /** Recorded seconds in one real second; null: a pace at which something moves every two seconds. */
  readonly speed: number | null;
}

/**
 * Plays a recording once, from its beginning, and ends. Prints keep their recorded times; days roll at midnight UTC, so
 * that the last price of one recorded day is the previous close of the next. Each start begins anew.
 */
export class Replay implements Provider {
  readonly name = 'replay';
  readonly simulated = false;
  readonly delay_ms = 0;
  readonly continues = false;
  readonly recomputes = false;
  readonly calendar = alwaysOpen;
  readonly #registry: InstrumentRegistry;
  readonly #clock: Clock;
  readonly #options: ReplayOptions;

  constructor(registry: InstrumentRegistry, clock: Clock, options: ReplayOptions) {
    this.#registry = registry;
    this.#clock = clock;
    this.#options = options;
  }

  handles(): boolean {
    return true;
  }

  prepare(): Promise<void> {
    return checkRecording(this.#options);
  }

  async stream(sink: FeedSink, signal: AbortSignal): Promise<void> {
    const pace = new ReplayPace(this.#options.speed);
    let batch: Print[] = [];
    const send = (): void => {
      if (batch.length > 0) sink.prints(batch);
      batch = [];
    };
    for await (const row of readPrints(this.#options, this.#registry)) {
      if (signal.aborted) return;
      if ('rejected' in row) {
        sink.rejected(row.rejected, 1);
        continue;
      }
      const due_ms = pace.due({ at_ms: row.print.at_ms, date_only: row.date_only }, this.#clock.ms());
      if (due_ms > this.#clock.ms()) {
        send();
        await this.#until(due_ms, signal);
      } else if (batch.length >= BATCH_MAX) {
        send();
        await nextTurn();
      }
      batch.push(row.print);
    }
    if (!signal.aborted) send();
  }

  dayPoints(): null {
    return null;
  }

  async #until(due_ms: number, signal: AbortSignal): Promise<void> {
    for (let left_ms = due_ms - this.#clock.ms(); left_ms > 0 && !signal.aborted; left_ms = due_ms - this.#clock.ms()) {
      await pause(Math.min(left_ms, 60_000), undefined, { signal }).catch(() => undefined);
    }
  }
}
