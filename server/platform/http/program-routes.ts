import { BlockList, isIP, isIPv6 } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { API_BASE } from '../../../contract/endpoint.ts';
import { routes } from '../../../contract/routes.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { JSON_TYPE, sendData, sendRefusal } from './answer.ts';
import type { HttpContext } from './context.ts';
import { createHealth } from './health.ts';

/** Addresses for programs and operators, outside the contract table: index, documents, health, metrics. */
export function addProgramRoutes(app: FastifyInstance, context: HttpContext): void {
  addIndex(app);
  addDocuments(app, context);
  addHealth(app, context);
  addMetrics(app, context);
}

function addIndex(app: FastifyInstance): void {
  const index = {
    name: 'Omni-Stock',
    version: packageJson.version,
    base: API_BASE,
    docs: '/docs',
    errors: '/docs/errors',
    socket: '/docs/socket',
    openapi: '/openapi.json',
    asyncapi: '/asyncapi.json',
    health: '/health',
    routes: Object.values(routes).map(({ method, path, access, summary }) => ({
      method,
      path: API_BASE + path,
      access,
      summary,
    })),
  };
  for (const path of ['/api', API_BASE]) app.get(path, (request, reply) => sendData(request, reply, index));
}

function addDocuments(app: FastifyInstance, { options }: HttpContext): void {
  const documents = { '/openapi.json': options.documents.openapi, '/asyncapi.json': options.documents.asyncapi };
  for (const [path, document] of Object.entries(documents)) {
    const text = JSON.stringify(document);
    app.get(path, (_, reply) => reply.header('content-type', JSON_TYPE).header('cache-control', 'no-cache').send(text));
  }
}

function addHealth(app: FastifyInstance, context: HttpContext): void {
  const { clock } = context.platform;
  const started_ms = clock.ms();
  const health = createHealth(clock, context.options.health);
  const uptime_s = (): number => Math.floor((clock.ms() - started_ms) / 1000);
  app.get('/health', async (request, reply) => {
    const { status, parts } = await health.report();
    return sendData(request, reply, { status, version: packageJson.version, uptime_s: uptime_s(), parts });
  });
  app.get('/livez', (request, reply) => sendData(request, reply, { status: 'alive' }));
  app.get('/startupz', (request, reply) => sendData(request, reply, { status: 'started' }));
  app.get('/readyz', async (request, reply) => {
    if (context.isDraining()) return sendRefusal(request, reply, 'unavailable', { detail: 'This process is stopping' });
    const { missing } = await health.report();
    if (missing.length === 0) return sendData(request, reply, { status: 'ready' });
    return sendRefusal(request, reply, 'unavailable', { detail: 'A needed part is down', parts: missing });
  });
}

/** What proxies tell about the caller they stand in for. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'];

/**
 * Metrics tell operators much and strangers nothing they should know: they are for nearby addresses. A call that was
 * passed on by a proxy we were not told of comes from anywhere, however near the proxy is.
 */
function addMetrics(app: FastifyInstance, { platform }: HttpContext): void {
  const { config } = platform;
  const nearby = new BlockList();
  for (const [network, bits] of [
    ['127.0.0.0', 8],
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
  ] as const)
    nearby.addSubnet(network, bits, 'ipv4');
  nearby.addAddress('::1', 'ipv6');
  nearby.addSubnet('fc00::', 7, 'ipv6');
  app.get('/metrics', async (request, reply) => {
    const passedOn = config.trust_proxy === 0 && FORWARDED.some((name) => request.headers[name] !== undefined);
    if (passedOn || isIP(request.ip) === 0 || !nearby.check(request.ip, isIPv6(request.ip) ? 'ipv6' : 'ipv4'))
      return sendRefusal(request, reply, 'forbidden');
    const text = await platform.metrics.registry.metrics();
    return reply
      .header('content-type', platform.metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(text);
  });
}
