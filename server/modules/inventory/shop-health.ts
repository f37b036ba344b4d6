import type { HealthCheck } from '../../platform/http/health.ts';
import type { Platform } from '../../platform/platform.ts';
import { countSetAside } from './selectors/count-set-aside.ts';

/** The shop keeper's part of /health: listings that cannot be looked at degrade it; the others go on. */
export function shopHealth(platform: Platform): HealthCheck {
  return {
    name: 'shop keeper',
    needed: false,
    async check() {
      const count = await countSetAside(platform);
      if (count === 0) return { status: 'healthy' };
      const who = count === 1 ? '1 listing is' : `${count} listings are`;
      return { status: 'degraded', detail: `${who} set aside and tried again later; the log says why.` };
    },
  };
}
