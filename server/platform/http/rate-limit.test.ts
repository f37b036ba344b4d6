import { describe, expect, it } from 'vitest';
import type { AccountTier } from '../../../contract/tiers.ts';
import { type Actor, visitor } from '../actor.ts';
import { systemClock } from '../clock.ts';
import { createRateLimit, networkOf } from './rate-limit.ts';

const member = (user_id: string, is_demo = false, tier: AccountTier = 'standard'): Actor => ({
  kind: 'member',
  user_id,
  tier,
  role: 'user',
  is_demo,
  session_id: 'session',
  via: 'cookie',
  expires_at_ms: Number.MAX_SAFE_INTEGER,
});

describe('the allowance', () => {
  it('gives each caller exactly its quota in a minute and then refuses', async () => {
    const limit = createRateLimit(systemClock, () => 5);
    const answers = await Promise.all(Array.from({ length: 8 }, async () => limit.count(visitor, '192.0.2.1')));
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, true, true, true, false, false, false]);
    expect(answers[0]?.headers).toEqual({ 'RateLimit-Policy': '"address";q=5;w=60', RateLimit: '"address";r=4;t=60' });
    expect(answers[7]?.headers.RateLimit).toBe('"address";r=0;t=60');
    expect((await limit.count(visitor, '192.0.2.2')).ok).toBe(true);
  });

  it('belongs to the member, wherever it calls from, and to the tier', async () => {
    const limit = createRateLimit(systemClock);
    await limit.count(member('ada'), '192.0.2.1');
    const second = await limit.count(member('ada'), '198.51.100.7');
    expect(second.headers).toEqual({ 'RateLimit-Policy': '"user";q=300;w=60', RateLimit: '"user";r=298;t=60' });
    expect((await limit.count(visitor, '192.0.2.1')).headers.RateLimit).toBe('"address";r=299;t=60');
    expect((await limit.count(member('eve', false, 'premium'), '192.0.2.1')).headers.RateLimit).toBe(
      '"user";r=1199;t=60',
    );
  });

  it('of the demo account is counted by address, so that nobody locks out all the others', async () => {
    const limit = createRateLimit(systemClock, () => 1);
    await limit.count(member('demo', true), '192.0.2.1');
    expect((await limit.count(member('demo', true), '192.0.2.1')).ok).toBe(false);
    expect((await limit.count(member('demo', true), '192.0.2.2')).ok).toBe(true);
  });

  it('of a visitor is not used up by the demo at the same address, or leaving the demo would end at a closed door', async () => {
    const limit = createRateLimit(systemClock);
    for (let index = 0; index < 100; index += 1) await limit.count(member('demo', true), '192.0.2.1');
    expect((await limit.count(visitor, '192.0.2.1')).headers.RateLimit).toBe('"address";r=299;t=60');
  });

  it('of a member is not used up by strangers from however many addresses', async () => {
    const limit = createRateLimit(systemClock, () => 3);
    for (let index = 0; index < 60_000; index += 1)
      await limit.count(visitor, `2001:db8:${(index >> 8).toString(16)}:${(index & 255).toString(16)}::1`);
    const answers = [];
    for (let index = 0; index < 100; index += 1) answers.push(await limit.count(member(`user${index}`), '192.0.2.1'));
    expect(answers.every((answer) => answer.ok)).toBe(true);
  });

  it('still holds when more addresses came than are counted one by one', async () => {
    const limit = createRateLimit(systemClock, () => 3);
    for (let index = 0; index < 50_000; index += 1)
      await limit.count(visitor, `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`);
    const answers = [];
    for (let index = 0; index < 4; index += 1) answers.push(await limit.count(visitor, '203.0.113.9'));
    expect(answers.map((answer) => answer.ok)).toEqual([true, true, true, false]);
  });
});

describe('the network of an address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
