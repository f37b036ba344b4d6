import underPressure from '@fastify/under-pressure';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../contract/errors.ts';

/** Mean delay of the event loop over a second, above which calls are turned away to let the rest through. */
const EVENT_LOOP_DELAY_MS_MAX = 1000;

/** Turns API calls away with `unavailable` while this process is overloaded. */
export async function guardPressure(
  api: FastifyInstance,
  event_loop_delay_ms_max = EVENT_LOOP_DELAY_MS_MAX,
): Promise<void> {
  if (event_loop_delay_ms_max === Number.POSITIVE_INFINITY) return;
  await api.register(underPressure, {
    maxEventLoopDelay: event_loop_delay_ms_max,
    sampleInterval: 1000,
    pressureHandler: () => {
      throw new AppError('unavailable', { detail: 'Too much is going on at once', retry_after_s: 5 });
    },
  });
}
