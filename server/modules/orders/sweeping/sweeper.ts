import type { OrdersContext } from '../context.ts';
import type { Service } from '../../../platform/service.ts';
import { checkDuePayment } from './services/check-due.ts';
import { createPassedOver } from './passed-over.ts';
import { EXPIRED_AT_ONCE_MAX, expireGroups } from './services/expire-groups.ts';
import { releaseExpired } from './services/release-expired.ts';

/** What becomes due by time alone is seen this late at most. */
const LOOK_MS = 1_000;
/** Pieces of work of one kind before the others have their turn. */
const AT_ONCE_MAX = 50;

/**
 * Does what time asks of baskets and checkouts, in any number of processes, each piece by one of them: holds that ran out
 * are freed, payments nobody knows the end of are asked about, checkouts that were not paid in time are ended.
 */
export function createSweeper(context: OrdersContext, { look_ms = LOOK_MS } = {}): Service {
  const { clock, log, signals } = context.platform;
  const passed = createPassedOver(clock);
  const stops: (() => void)[] = [];
  const state = { stopped: false };
  let looking: Promise<void> | null = null;
  let again = false;

  async function sweepAll(): Promise<void> {
    again = false;
    await upTo(AT_ONCE_MAX, 'holds that ran out', () => releaseExpired(context.platform, passed));
    await upTo(AT_ONCE_MAX, 'a payment', () => checkDuePayment(context));
    await upTo(1, 'checkouts', async () => {
      if ((await expireGroups(context, passed)) === EXPIRED_AT_ONCE_MAX) again = true;
      return false;
    });
  }

  /** Until there is nothing more of this kind; a fault ends this turn, and the next look tries again. */
  async function upTo(most: number, what: string, work: () => Promise<boolean>): Promise<void> {
    try {
      for (let done = 0; done < most && !state.stopped; done += 1) if (!(await work())) return;
      again = true;
    } catch (err) {
      log.error({ err }, `${what} could not be seen to; the next look tries again`);
    }
  }

  const look = (): void => {
    if (state.stopped) return;
    looking ??= sweepAll().finally(() => {
      looking = null;
      if (again) look();
    });
  };

  return {
    name: 'orders sweeper',
    async start() {
      state.stopped = false;
      const timer = setInterval(look, look_ms);
      stops.push(signals.onGap(look), () => clearInterval(timer));
      look();
    },
    async drain() {
      state.stopped = true;
      for (const stop of stops.splice(0)) stop();
      await looking;
    },
  };
}
