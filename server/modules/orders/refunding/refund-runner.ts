import type { Service } from '../../../platform/service.ts';
import type { OrdersContext } from '../context.ts';
import { giveBackNext } from './services/give-back.ts';

/** What becomes due is seen this late at most. */
const LOOK_MS = 500;
/** Refunds that one process has under way: a provider that hangs keeps the others of that many. */
const LANES = 4;
/** Refunds of one lane before the next look. */
const AT_ONCE_MAX = 100;

/** Gives money back that was asked for, in any number of processes, each refund by one of them at a time. */
export function createRefundRunner(
  context: OrdersContext,
  { look_ms = LOOK_MS }: { readonly look_ms?: number } = {},
): Service {
  const { log, signals } = context.platform;
  const stops: (() => void)[] = [];
  let looking: Promise<void> | null = null;
  let stopped = false;
  const next = (): Promise<boolean> => (stopped ? Promise.resolve(false) : giveBackNext(context));
  const lane = async (): Promise<void> => {
    try {
      for (let done = 0; done < AT_ONCE_MAX; done += 1) if (!(await next())) return;
    } catch (err) {
      log.error({ err }, 'a refund could not be worked off; it is tried again when its lease ends');
    }
  };
  const pass = async (): Promise<void> => {
    await Promise.all(Array.from({ length: LANES }, lane));
    looking = null;
  };
  const look = (): void => {
    if (stopped) return;
    looking ??= pass();
  };
  return {
    name: 'refund runner',
    start() {
      stopped = false;
      const timer = setInterval(look, look_ms);
      stops.push(() => clearInterval(timer), signals.onGap(look));
      look();
      return Promise.resolve();
    },
    async drain() {
      stopped = true;
      for (const stop of stops.splice(0)) stop();
      await looking;
    },
  };
}
