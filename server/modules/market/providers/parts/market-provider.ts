import type { Instrument } from '../../instrument.ts';
import type { SessionCalendar } from '../../sessions/session-calendar.ts';
import type { FeedSink, Provider } from '../provider.ts';
import type { ProviderState } from '../provider-state.ts';
import type { Asked, AskedInstruments } from './asked-instruments.ts';
import { asProviderError } from './provider-error.ts';
import type { ProviderHealth } from './provider-health.ts';
import type { Timers } from './timers.ts';

/** What is shown must be this fresh: polls are this far apart, and a failed source is replaced within it. */
export const CADENCE_MS = 5_000;

/** What every provider of real prices has in common: it is asked for what is wanted of it, and its health is known. */
export abstract class MarketProvider implements Provider {
  abstract readonly name: string;
  abstract readonly delay_ms: number;
  abstract readonly health: ProviderHealth;
  readonly simulated = false;
  readonly continues = true;
  readonly recomputes = false;
  readonly calendar: SessionCalendar;
  protected readonly timers: Timers;
  protected readonly asked: AskedInstruments;
  /** Asked with each round: a better provider may serve an instrument at the moment. */
  wanted: (index: number) => boolean = () => true;

  constructor(parts: {
    readonly timers: Timers;
    readonly calendar: SessionCalendar;
    readonly asked: AskedInstruments;
  }) {
    this.timers = parts.timers;
    this.calendar = parts.calendar;
    this.asked = parts.asked;
  }

  /** What the provider says about one symbol in its own words, for checking a key. @throws ProviderError */
  abstract probe(symbol: string, signal: AbortSignal): Promise<unknown>;

  abstract stream(sink: FeedSink, signal: AbortSignal): Promise<void>;

  handles({ index }: Instrument): boolean {
    return this.asked.has(index);
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  dayPoints(): null {
    return null;
  }

  states(): readonly ProviderState[] {
    return [this.health.state()];
  }

  /** After a failure another may have told of the same instruments: everything is to be told anew. */
  protected abstract forgetTold(): void;

  /** What is to be asked for now, largest first. */
  protected wantedNow(): readonly Asked[] {
    const wanted = this.asked.list().filter(({ instrument }) => this.wanted(instrument.index));
    this.health.instruments = wanted.length;
    if (wanted.length === 0) this.health.rests();
    return wanted;
  }

  /**
   * Runs `round` once in `every_ms` until `signal` aborts or the provider has stopped. A failed round is noted, and the
   * next one comes in its time: the breaker keeps it from asking in vain.
   */
  protected async poll(round: () => Promise<void>, every_ms: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.timers;
    while (!signal.aborted && !this.health.stopped) {
      const began_ms = clock.ms();
      try {
        await round();
      } catch (error) {
        if (signal.aborted) return;
        this.health.failed(asProviderError(error));
        this.forgetTold();
      }
      await this.timers.sleep(Math.max(0, began_ms + every_ms - clock.ms()), signal);
    }
    // Stopped: the other sources go on, and this one is not tried again before a restart.
    if (!signal.aborted)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  }
}
