import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import { accessRevoked } from '../identity/index.ts';
import type { AlertDoors } from './alert-doors.ts';
import { keepToPlan } from './services/keep-to-plan.ts';

/**
 * Brings an account's alerts in line with its plan as soon as an administrator has changed it. What a gap in the signals
 * left out, the job finds.
 */
export function createPlanKeeper(platform: Platform, doors: AlertDoors): Service {
  const { log, signals } = platform;
  const running = new Set<Promise<void>>();
  let stop = (): void => undefined;
  const keep = async (user_id: string): Promise<void> => {
    try {
      await keepToPlan(platform, doors, user_id);
    } catch (err) {
      log.error({ err, user_id }, 'alerts could not follow a change of plan; the job tries it again');
    }
  };
  return {
    name: 'plan-keeper',
    start() {
      stop = signals.on(accessRevoked, ({ user_id, ended }) => {
        if (ended) return;
        const run = keep(user_id).finally(() => running.delete(run));
        running.add(run);
      });
      return Promise.resolve();
    },
    async drain() {
      stop();
      await Promise.all(running);
    },
  };
}
