import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-values.ts';
import { readCrashAt } from './config-crash.ts';

const MODULE = join(import.meta.dirname, 'platform/crash-point.ts');

/** A process that passes the point `there` three times and says so. */
function passing(at: object | null): { readonly signal: string | null; readonly said: string } {
  const script = `import { armCrashPoint, crashPoint } from ${JSON.stringify(MODULE)};
    import { writeSync } from 'node:fs';
    armCrashPoint(${JSON.stringify(at)});
    for (const pass of [1, 2, 3]) { crashPoint('elsewhere'); writeSync(1, String(pass)); crashPoint('there'); }`;
  const { signal, stdout } = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script]);
  return { signal, said: stdout.toString() };
}

describe('CRASH_AT', () => {
  it('names a place and how often it is passed', () => {
    expect(readCrashAt({})).toBe(null);
    expect(readCrashAt({ CRASH_AT: '' })).toBe(null);
    expect(readCrashAt({ CRASH_AT: 'relay.after_fan_out' })).toEqual({ point: 'relay.after_fan_out', pass: 1 });
    expect(readCrashAt({ CRASH_AT: 'there:12' })).toEqual({ point: 'there', pass: 12 });
  });

  it('is refused where it is wrong, and in production', () => {
    for (const wrong of ['There', 'there:0', 'there:', ':2', 'there it is'])
      expect(() => readCrashAt({ CRASH_AT: wrong })).toThrow(ConfigError);
    expect(() => readCrashAt({ CRASH_AT: 'there', NODE_ENV: 'production' })).toThrow('for tests alone');
  });

  it('kills the process at that passing and at no other, and nothing without it', () => {
    expect(passing({ point: 'there', pass: 2 })).toEqual({ signal: 'SIGKILL', said: '12' });
    expect(passing({ point: 'nowhere', pass: 1 })).toEqual({ signal: null, said: '123' });
    expect(passing(null)).toEqual({ signal: null, said: '123' });
  });
});
