import { STEP_MS } from './bridge.ts';

/** Instruments do not move all at once: each has one of these slots in a step. */
export const SLOTS = 32;
export const SLOT_MS = STEP_MS / SLOTS;

/** How far into a step an instrument's prints come, in milliseconds. @param key the instrument's own. */
export function phaseOf(key: number): number {
  return ((key >>> 8) % SLOTS) * SLOT_MS;
}
