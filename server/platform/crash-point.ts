import type { Logger } from './log.ts';

/** Where to die, and at which passing of that place, counted from 1. */
export interface CrashAt {
  readonly point: string;
  readonly pass: number;
}

/** Null in every start that was not asked to die. */
let armed: { readonly point: string; left: number } | null = null;

/**
 * Asks this process to kill itself at a named place (`CRASH_AT=name` or `name:3` for the third time it is passed), so
 * that a test can show what a death there leaves behind. Called once, by whoever starts the process.
 */
export function armCrashPoint(at: CrashAt | null, log?: Logger): void {
  armed = at === null ? null : { point: at.point, left: at.pass };
  if (at !== null) log?.warn({ crash_at: at }, 'this process will kill itself, as CRASH_AT says');
}

/**
 * A place where a death would matter: before or after a commit, between an effect and the note of it. Costs one
 * comparison where nothing is armed; where this place is, the process ends here by SIGKILL, with nothing tidied up.
 *
 * @param point lower-case words, `part.place`: `relay.after_fan_out`.
 */
export function crashPoint(point: string): void {
  if (armed === null || armed.point !== point) return;
  armed.left -= 1;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
}
