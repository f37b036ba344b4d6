import type { OrdersContext } from '../context.ts';
import { createLooker } from '../../../platform/looker.ts';
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
  const { clock, log } = context.platform;
  const passed = createPassedOver(clock);

  /**
   * Until there is nothing of this kind; a fault ends this turn, and the next look tries again.
   * @returns whether there may be more.
   */
  async function upTo(most: number, what: string, work: () => Promise<boolean>): Promise<boolean> {
    try {
      for (let done = 0; done < most; done += 1) if (!(await work())) return false;
      return true;
    } catch (err) {
      log.error({ err }, `${what} could not be seen to; the next look tries again`);
      return false;
    }
  }

  return createLooker(context.platform, {
    name: 'orders sweeper',
    look_ms,
    async pass(stopping) {
      const going = async (work: () => Promise<boolean>): Promise<boolean> => !stopping() && (await work());
      const more = [
        await upTo(AT_ONCE_MAX, 'holds that ran out', () => going(() => releaseExpired(context.platform, passed))),
        await upTo(AT_ONCE_MAX, 'a payment', () => going(() => checkDuePayment(context))),
        await upTo(1, 'checkouts', async () => (await expireGroups(context, passed)) === EXPIRED_AT_ONCE_MAX),
      ];
      return more.includes(true);
    },
  });
}
