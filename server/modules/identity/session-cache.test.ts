import { describe, expect, it } from 'vitest';
import { manualClock } from '../../platform/clock.ts';
import type { Signals } from '../../platform/signals.ts';
import type { LiveSession } from './session.ts';
import { createSessionCache, SESSION_AGE_MS } from './session-cache.ts';
import type { AccessRevoked } from './signals.ts';

function session(session_id: string, user_id: string): LiveSession {
  const at = new Date(0);
  const account = { user_id, tier: 'standard', role: 'user', is_demo: false } as const;
  return { ...account, session_id, kind: 'browser', last_used_at: at, expires_at: at };
}

/** A cache with hands on what it hears. */
function heard(kept_max?: number) {
  const handlers: ((payload: AccessRevoked) => void)[] = [];
  const gaps: (() => void)[] = [];
  const signals = {
    on: (_: unknown, handler: (payload: AccessRevoked) => void) => handlers.push(handler),
    onGap: (handler: () => void) => gaps.push(handler),
  } as unknown as Signals;
  const clock = manualClock(0);
  const cache = createSessionCache(clock, signals, kept_max);
  let loads = 0;
  return {
    cache,
    clock,
    revoke: (message: Partial<AccessRevoked>) => {
      for (const handler of handlers) handler({ user_id: 'grace', session_id: null, ended: true, ...message });
    },
    gap: () => {
      for (const handler of gaps) handler();
    },
    ask: (key: string, answer: LiveSession | null = session(key, 'grace')) =>
      cache.get(key, async () => {
        loads += 1;
        return answer;
      }),
    loads: () => loads,
  };
}

describe('sessions looked up lately', () => {
  it('are asked for once, and again after two seconds', async () => {
    const { ask, clock, loads } = heard();
    await ask('laptop');
    clock.advance(SESSION_AGE_MS - 1);
    expect(await ask('laptop')).toMatchObject({ session_id: 'laptop' });
    expect(loads()).toBe(1);
    clock.advance(1);
    await ask('laptop');
    expect(loads()).toBe(2);
    expect(SESSION_AGE_MS).toBeLessThanOrEqual(2000);
  });

  it('are asked for again where the clock was put back meanwhile', async () => {
    const { ask, clock, loads } = heard();
    clock.set(3_600_000);
    await ask('laptop');
    clock.set(0);
    await ask('laptop');
    expect(loads()).toBe(2);
  });

  it('are forgotten when one session is revoked, that one alone', async () => {
    const { ask, revoke, loads } = heard();
    await ask('laptop');
    await ask('phone');
    revoke({ session_id: 'phone' });
    expect(await ask('phone', null)).toBeNull();
    await ask('laptop');
    expect(loads()).toBe(3);
  });

  it('are forgotten when the whole account is revoked, and all when signals may have been missed', async () => {
    const { ask, revoke, gap, cache } = heard();
    await ask('laptop');
    await ask('phone');
    await ask('other', session('other', 'ada'));
    revoke({});
    expect(cache.size()).toBe(1);
    gap();
    expect(cache.size()).toBe(0);
  });

  it('are not kept when they were revoked while the database answered', async () => {
    const { cache, revoke, loads, ask } = heard();
    const answer = Promise.withResolvers<LiveSession>();
    const asked = cache.get('phone', () => answer.promise);
    revoke({ session_id: 'phone' });
    answer.resolve(session('phone', 'grace'));
    await asked;
    expect(await ask('phone', null)).toBeNull();
    expect(loads()).toBe(1);
  });

  it('never fill the memory', async () => {
    const { ask, cache } = heard(10);
    for (let count = 0; count < 1000; count += 1) await ask(`session ${count}`);
    expect(cache.size()).toBe(10);
  });
});
