import { ConfigError, wrong } from './config-values.ts';
import type { CrashAt } from './platform/crash-point.ts';

/**
 * Reads `CRASH_AT=name` or `CRASH_AT=name:pass`.
 *
 * @throws ConfigError where it is no such name, and wherever NODE_ENV is production: it is for tests alone.
 */
export function readCrashAt(env: Readonly<Record<string, string | undefined>>): CrashAt | null {
  const text = env['CRASH_AT'];
  if (text === undefined || text === '') return null;
  if (env['NODE_ENV'] === 'production')
    throw new ConfigError('CRASH_AT kills the program and is for tests alone: leave it out in production.');
  const [, point, pass = '1'] = /^([a-z]+(?:[._][a-z]+)*)(?::([1-9]\d{0,5}))?$/.exec(text) ?? [];
  if (point === undefined) throw wrong('CRASH_AT', text, 'relay.after_fan_out:3', 'the name of a place, and a count');
  return { point, pass: Number(pass) };
}
