import { createLooker } from '../../../platform/looker.ts';
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
  const { log } = context.platform;
  return createLooker(context.platform, {
    name: 'refund runner',
    look_ms,
    async pass(stopping) {
      const lane = async (): Promise<boolean> => {
        try {
          for (let done = 0; done < AT_ONCE_MAX; done += 1)
            if (stopping() || !(await giveBackNext(context))) return false;
          return true;
        } catch (err) {
          log.error({ err }, 'a refund could not be worked off; it is tried again when its lease ends');
          return false;
        }
      };
      return (await Promise.all(Array.from({ length: LANES }, lane))).includes(true);
    },
  });
}
