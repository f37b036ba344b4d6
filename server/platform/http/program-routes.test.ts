import { describe, expect, it } from 'vitest';
import { startHttp } from '../../../test/support/http.ts';
import type { HealthCheck } from './health.ts';
import { route } from './route.ts';

const part = (name: string, needed: boolean, check: HealthCheck['check']): HealthCheck => ({ name, needed, check });
const well: HealthCheck['check'] = async () => ({ status: 'healthy' });
const down: HealthCheck['check'] = async () => Promise.reject(new Error('secret reason'));

async function health(
  checks: readonly HealthCheck[],
): Promise<{ status: string; parts: object[]; ready: number; text: string }> {
  await using http = await startHttp({ health: checks });
  const response = await fetch(`${http.url}/health`);
  expect(response.status).toBe(200);
  const text = await response.text();
  const { data } = JSON.parse(text) as { data: { status: string; parts: object[] } };
  return { ...data, text, ready: (await fetch(`${http.url}/readyz`)).status };
}

describe('health', () => {
  it('is always answered, part by part, and only a needed part takes readiness away', async () => {
    expect(await health([part('database', true, well)])).toMatchObject({
      status: 'healthy',
      ready: 200,
      parts: [{ name: 'database', status: 'healthy', latency_ms: expect.any(Number) }],
    });
    expect(await health([part('database', true, well), part('feed', false, down)])).toMatchObject({
      status: 'degraded',
      ready: 200,
    });
    const unhealthy = await health([part('database', true, down)]);
    expect(unhealthy).toMatchObject({ status: 'unhealthy', ready: 503 });
    expect(unhealthy.text).not.toContain('secret');
  });

  it('asks each part at most once a second, however many ask', async () => {
    let asked = 0;
    await using http = await startHttp({
      health: [
        part('database', true, async () => {
          asked += 1;
          return { status: 'healthy' };
        }),
      ],
    });
    await Promise.all(Array.from({ length: 20 }, async () => fetch(`${http.url}/health`)));
    expect(asked).toBeLessThanOrEqual(2);
  });
});

describe('a program', () => {
  it('finds every route, the documents and the health at /api', async () => {
    await using http = await startHttp({
      documents: { openapi: { openapi: '3.1.0' }, asyncapi: { asyncapi: '3.0.0' } },
    });
    const { data } = (await (await fetch(`${http.url}/api`)).json()) as {
      data: Record<string, string> & { routes: object[] };
    };
    expect(data.routes).toContainEqual(expect.objectContaining({ method: 'GET', path: '/api/v1/stocks/{symbol}' }));
    for (const path of [
      data['docs'],
      data['errors'],
      data['socket'],
      data['openapi'],
      data['asyncapi'],
      data['health'],
    ])
      expect((await fetch(http.url + path)).status, path).toBe(200);
  });

  it('measures every request by method, route and status, and by nothing that names a person', async () => {
    await using http = await startHttp({ routes: [route('listTiers', async () => ({ data: [] }))] });
    await fetch(`${http.url}/api/v1/tiers?secret=1`);
    await fetch(`${http.url}/some/secret`);
    const text = await (await fetch(`${http.url}/metrics`)).text();
    expect(text).toContain(
      'http_server_request_duration_seconds_count{method="GET",route="/api/v1/tiers",status="422"} 1',
    );
    expect(text).toContain('http_server_request_duration_seconds_count{method="GET",route="unknown",status="404"} 1');
    expect(text).not.toContain('secret');
  });

  it('of a stranger gets no metrics', async () => {
    await using http = await startHttp({ env: { TRUST_PROXY: '1' } });
    const response = await fetch(`${http.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.5' } });
    expect(response.status).toBe(403);
  });

  it('behind a proxy nobody told us of gets no metrics either, whatever address it claims', async () => {
    await using http = await startHttp();
    const statusWith = async (headers: Record<string, string>) =>
      (await fetch(`${http.url}/metrics`, { headers })).status;
    expect(await statusWith({})).toBe(200);
    for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
      expect(await statusWith({ [name]: '127.0.0.1' }), name).toBe(403);
    await using trusting = await startHttp({ env: { TRUST_PROXY: '1' } });
    const nonsense = await fetch(`${trusting.url}/metrics`, { headers: { 'x-forwarded-for': 'nonsense' } });
    expect(nonsense.status).toBe(403);
  });
});
