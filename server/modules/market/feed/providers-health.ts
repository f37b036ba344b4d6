import type { Platform } from '../../../platform/platform.ts';
import type { HealthCheck } from '../../../platform/http/health.ts';
import { readProviderStates } from '../selectors/read-provider-states.ts';

const WELL = new Set(['starting', 'working', 'standby']);

/** The providers' part of /health: names and conditions. What exactly is wrong is for administrators. */
export function providersHealth({ db }: Pick<Platform, 'db'>): HealthCheck {
  return {
    name: 'providers',
    needed: false,
    check: async () => {
      const states = await readProviderStates(db);
      const words = states.map(({ name, condition }) => `${name} is ${condition}`);
      return {
        status: states.every(({ condition }) => WELL.has(condition)) ? 'healthy' : 'degraded',
        detail: words.length === 0 ? 'No feed has run yet' : words.join(', '),
      };
    },
  };
}
