import { setTimeout as pause } from 'node:timers/promises';

/** How long an awaited effect may take before the test fails. */
const WAIT_MS_MAX = 120_000;

/**
 * Asks again until the answer is truthy, and returns it. The wait ends with the effect, so nothing sleeps longer than it must.
 * @throws Error naming `what` after WAIT_MS_MAX.
 */
export async function waitFor<Answer>(
  what: string,
  ask: () => Answer | Promise<Answer>,
  limit_ms = WAIT_MS_MAX,
): Promise<NonNullable<Answer>> {
  const end = performance.now() + limit_ms;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`Waited ${limit_ms} ms in vain for ${what}`);
    await pause(10);
  }
}
