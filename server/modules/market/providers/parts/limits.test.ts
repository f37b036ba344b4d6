import { describe, expect, it } from 'vitest';
import { fakeProvider } from '../../../../../test/support/fake-providers/fake-provider.ts';
import { manualTimers } from '../../../../../test/support/fake-providers/manual-timers.ts';
import { manualClock } from '../../../../platform/clock.ts';
import { CircuitBreaker } from './circuit-breaker.ts';
import { HttpClient } from './http-client.ts';
import { backOff } from './timers.ts';
import { TokenBucket } from './token-bucket.ts';

const START = Date.UTC(2026, 10, 20);
const never = new AbortController().signal;
const timersAt = () => manualTimers(manualClock(START));

describe('a token bucket', () => {
  it('gives a burst at once and then one token after the other, evenly', async () => {
    const timers = timersAt();
    const bucket = new TokenBucket({ per_minute: 60, burst: 3 }, timers);
    const given: number[] = [];
    const taking = (async () => {
      for (let count = 0; count < 6; count += 1) {
        await bucket.take(never);
        given.push(timers.clock.ms() - START);
      }
    })();
    await timers.advance(0);
    await timers.advance(3_000);
    await taking;
    expect(given).toEqual([0, 0, 0, 1_000, 2_000, 3_000]);
  });

  it('believes the provider: fewer left, none until the reset, and a lower limit', () => {
    const timers = timersAt();
    const bucket = new TokenBucket({ per_minute: 600, burst: 100 }, timers);
    bucket.learn({ limit: 60, left: 2, resets_ms: null });
    expect([bucket.tryTake(), bucket.tryTake(), bucket.tryTake()]).toEqual([true, true, false]);
    bucket.learn({ limit: 60, left: 0, resets_ms: START + 30_000 });
    timers.clock.advance(29_000);
    expect(bucket.tryTake()).toBe(false);
    timers.clock.advance(1_000);
    expect(bucket.tryTake()).toBe(true);
  });

  it('waits an hour at most, whatever a provider says, and not at all where the program stops', async () => {
    const timers = timersAt();
    const bucket = new TokenBucket({ per_minute: 60, burst: 1 }, timers);
    bucket.pause(START + 10 ** 12);
    expect(bucket.paused_until_ms).toBe(START + 3_600_000);
    const stop = new AbortController();
    const taking = bucket.take(stop.signal);
    stop.abort();
    await taking;
  });
});

describe('a circuit breaker', () => {
  it('opens after three failures in a row, lets one question through, and stays open twice as long after it fails', () => {
    const timers = timersAt();
    const breaker = new CircuitBreaker(timers);
    for (let count = 0; count < 2; count += 1) breaker.failed();
    expect(breaker.state).toBe('closed');
    breaker.failed();
    expect([breaker.state, breaker.allows()]).toEqual(['open', false]);
    timers.clock.advance(5_000);
    expect([breaker.state, breaker.allows(), breaker.allows()]).toEqual(['half_open', true, false]);
    breaker.failed();
    timers.clock.advance(8_000);
    expect(breaker.state).toBe('open');
    timers.clock.advance(2_000);
    expect(breaker.allows()).toBe(true);
    breaker.succeeded();
    expect([breaker.state, breaker.allows(), breaker.allows()]).toEqual(['closed', true, true]);
  });

  it('forgets a question that came to no outcome', () => {
    const timers = timersAt();
    const breaker = new CircuitBreaker(timers);
    for (let count = 0; count < 3; count += 1) breaker.failed();
    timers.clock.advance(60_000);
    expect(breaker.allows()).toBe(true);
    breaker.forget();
    expect(breaker.allows()).toBe(true);
  });
});

describe('a pause before the next attempt', () => {
  it('is anything up to a bound that doubles, and ends at the maximum', () => {
    const bounds = { base_ms: 1_000, max_ms: 64_000 };
    const longest = [0, 1, 2, 6, 7, 1_000].map((attempt) => backOff(attempt, bounds, () => 1));
    expect(longest).toEqual([1_000, 2_000, 4_000, 64_000, 64_000, 64_000]);
    expect(backOff(5, bounds, () => 0)).toBe(0);
  });
});

describe('a question to a provider', () => {
  async function client(more: { readonly bytes_max?: number } = {}) {
    const fake = await fakeProvider();
    const timers = timersAt();
    const bucket = new TokenBucket({ per_minute: 600, burst: 100 }, timers);
    const breaker = new CircuitBreaker(timers);
    const http = new HttpClient({ base_url: fake.url, bucket, breaker, timers, timeout_ms: 150, ...more });
    return { fake, timers, bucket, ask: () => http.json('/x', { a: 1, b: undefined }, never) };
  }

  it.each([
    ['text/html; charset=utf-8', 'unreadable', 'Its answer is text/html instead of JSON'],
    ['', 'unreadable', 'Its answer is of no type instead of JSON'],
    ['application/jsonp', 'unreadable', 'Its answer is application/jsonp instead of JSON'],
  ])('takes %j for no JSON, even where the body is', async (type, kind, message) => {
    const { fake, ask } = await client();
    await using _ = fake;
    fake.answer(() => ({ type, body: '{}' }));
    await expect(ask()).rejects.toMatchObject({ kind, message });
  });

  it('is answered by JSON of every type that says so', async () => {
    const { fake, ask } = await client();
    await using _ = fake;
    for (const type of ['application/json', 'application/json; charset=utf-8', 'application/problem+json']) {
      fake.answer(() => ({ type, body: { fine: true } }));
      expect(await ask()).toEqual({ fine: true });
    }
    expect(fake.requests[0]?.query).toEqual({ a: '1' });
  });

  it.each([
    [{ status: 302, headers: { location: 'http://169.254.169.254/' } }, 'broken'],
    [{ status: 500 }, 'broken'],
    [{ status: 404 }, 'broken'],
    [{ status: 401 }, 'refused'],
    [{ hang: true as const }, 'late'],
    [{ body: { long: 'enough' }, cut: true as const }, 'unreachable'],
    [{ body: 'x'.repeat(2_000) }, 'unreadable'],
  ])('with the answer %o fails as %s', async (answer, kind) => {
    const { fake, ask } = await client({ bytes_max: 1_000 });
    await using _ = fake;
    fake.answer(() => answer);
    await expect(ask()).rejects.toMatchObject({ name: 'ProviderError', kind });
    expect(fake.requests).toHaveLength(1);
  });

  it.each([
    ['7', 7_000],
    [new Date(START + 9_000).toUTCString(), 9_000],
    ['soon', 10_000],
  ])('waits as long as a limit says: Retry-After %s', async (text, wait_ms) => {
    const { fake, bucket, ask } = await client();
    await using _ = fake;
    fake.answer(() => ({ status: 429, headers: { 'retry-after': text } }));
    await expect(ask()).rejects.toMatchObject({ kind: 'limited', retry_after_ms: wait_ms });
    expect(bucket.paused_until_ms).toBe(START + wait_ms);
  });
});
