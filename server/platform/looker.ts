import { Looking } from './looking.ts';
import type { Platform } from './platform.ts';
import type { Service } from './service.ts';
import type { Signal } from './signals.ts';

export interface Looks {
  readonly name: string;
  /** What becomes due by time alone is seen this late at most; a look that failed is made again then. */
  readonly look_ms: number;
  /** Heard when there is something new. */
  readonly due?: Signal<null>;
  /**
   * Looks once, and does what it finds, or starts it.
   * @param stopping whether to come to an end.
   * @returns whether there is more: it is looked at in the next pass, at once.
   */
  pass(stopping: () => boolean): Promise<boolean>;
  /** Waits for what passes have started; nothing more is. */
  finish?(): Promise<unknown>;
}

export interface Looker extends Service {
  look(): void;
}

/** Looks when it starts, when it is told, after a gap in the signals, and every `look_ms`; one pass at a time. */
export function createLooker({ log, signals }: Platform, looks: Looks): Looker {
  const { name, look_ms, due } = looks;
  const stops: (() => void)[] = [];
  let stopping = false;
  let looking: Looking | null = null;
  const look = (): void => looking?.look();
  const failed = (err: unknown): number => {
    log.error({ err, of: name }, 'a look failed and is made again');
    return look_ms;
  };
  return {
    name,
    look,
    start() {
      stopping = false;
      looking = new Looking(() => looks.pass(() => stopping), failed);
      const timer = setInterval(look, look_ms);
      stops.push(() => clearInterval(timer), signals.onGap(look));
      if (due !== undefined) stops.push(signals.on(due, look));
      look();
      return Promise.resolve();
    },
    async drain() {
      stopping = true;
      for (const stop of stops.splice(0)) stop();
      await looking?.stop();
      await looks.finish?.();
    },
  };
}
