import { createLooker } from '../../../platform/looker.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Service } from '../../../platform/service.ts';
import { mendTimes } from './services/mend-times.ts';

const LOOK_MS = 1_000;
/** A clock that is corrected by less goes on as if nothing had been. */
const BACK_MS_MIN = 2_000;
/** Looks after which times are put right though this clock was never wrong: another machine's may have been. */
const LOOKS = 300;

/** Notices that the clock was put back, and puts right what was to happen by it; at the start, too. */
export function createTimeMender(platform: Platform, { look_ms = LOOK_MS } = {}): Service {
  const { clock, log } = platform;
  let last_ms = clock.ms();
  let looks = 0;
  return createLooker(platform, {
    name: 'orders time mender',
    look_ms,
    async pass() {
      const back_ms = last_ms - clock.ms();
      last_ms = clock.ms();
      const is_back = back_ms >= BACK_MS_MIN;
      if (is_back) log.warn({ back_ms }, 'the clock of this machine was put back');
      looks = is_back ? 0 : looks;
      if (looks % LOOKS === 0) {
        const mended = await mendTimes(platform);
        if (mended > 0) log.warn({ mended }, 'times that lay too far ahead were put right');
      }
      looks += 1;
      return false;
    },
  });
}
