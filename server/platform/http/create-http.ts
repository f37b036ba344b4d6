import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { BODY_BYTES_MAX } from '../../../contract/endpoint.ts';
import { AppError } from '../../../contract/errors.ts';
import { ConfigError } from '../../config.ts';
import { newId } from '../ids.ts';
import type { Service } from '../service.ts';
import { allowPreflight } from './admission.ts';
import { sendData, sendError, sendRefusal } from './answer.ts';
import { addApiRoutes } from './api-routes.ts';
import { answerClientError } from './client-error.ts';
import type { HttpContext, HttpOptions } from './context.ts';
import { addDocsPages } from './docs/docs-routes.ts';
import { parseJson } from './input.ts';
import { type KnownPaths, knownPaths } from './known-paths.ts';
import { observe } from './observe.ts';
import { originRules } from './origin.ts';
import { addProgramRoutes } from './program-routes.ts';
import { guardPressure } from './pressure.ts';
import { createRateLimit } from './rate-limit.ts';
import { saneRequestId } from './request-info.ts';
import { securityHeaders } from './security-headers.ts';
import { type ServeWebApp, webApp } from './web-app.ts';

export interface HttpService extends Service {
  /** Address people can open, once it is started. */
  url(): string;
  readonly server: Server;
}

const HEADER_BYTES_MAX = 16 * 1024;
const REQUEST_MS_MAX = 30_000;
const HEADERS_MS_MAX = 15_000;
const HANDLER_MS_MAX = 20_000;
/** Longer than the idle time of common balancers, so that it is they who close. */
const KEEP_ALIVE_MS = 65_000;
const CONNECTIONS_MAX = 100_000;
/** Requests under way when draining begins may take this long; Kubernetes kills after 30 s. */
const DRAIN_MS_MAX = 15_000;

/** The HTTP server: everything in the route table, the documents, health, and the web app, on one port. */
export function createHttp(options: HttpOptions): HttpService {
  const { platform } = options;
  const app = createApp(options);
  let draining = false;
  return {
    name: 'http',
    server: app.server,
    url: () => urlOf(app.server, options.host),
    async start() {
      const security_headers = await securityHeaders(platform.config);
      const context: HttpContext = {
        options,
        platform,
        origins: originRules(platform.config),
        rate_limit: createRateLimit(platform.clock, options.requests_per_minute),
        security_headers,
        isDraining: () => draining,
      };
      await compose(app, context);
      await listen(app, options);
    },
    async drain() {
      if (draining) return;
      draining = true;
      options.on_drain?.();
      await finish(app, options.drain_grace_ms ?? 0);
    },
  };
}

function createApp({ platform, connections_max }: HttpOptions): FastifyInstance {
  const hops = platform.config.trust_proxy;
  const app: FastifyInstance = Fastify({
    logger: false,
    genReqId: (raw) => saneRequestId(raw.headers['x-request-id']) ?? newId(),
    trustProxy: hops === 0 ? false : (_, hop) => hop < hops,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    handlerTimeout: HANDLER_MS_MAX,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // A request that comes while we drain is still answered, and its connection closed after it.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    http: { maxHeaderSize: HEADER_BYTES_MAX, headersTimeout: HEADERS_MS_MAX },
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: HEADER_BYTES_MAX,
      // Query strings are read where they are checked, and not by every request.
      querystringParser: () => ({}),
    },
    clientErrorHandler: answerClientError,
    frameworkErrors: (_, request, reply) => {
      void sendRefusal(request, reply, 'malformed_request');
    },
  });
  app.server.maxConnections = connections_max ?? CONNECTIONS_MAX;
  return app;
}

async function compose(app: FastifyInstance, context: HttpContext): Promise<void> {
  const { options, platform, security_headers } = context;
  const paths = knownPaths();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    if (request.headers['content-encoding'] !== undefined) throw new AppError('media_type_unsupported');
    return parseJson(body);
  });
  app.decorateRequest('caller');
  app.addHook('onRoute', ({ url, method }) => {
    for (const one of [method].flat()) paths.add(url, one);
  });
  const serveWebApp = await webApp(app, options.web_dir);
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(security_headers).header('x-request-id', request.id);
    if (request.is404) answerUnrouted(context, paths, serveWebApp, request, reply);
    else done();
  });
  observe(app, platform);
  app.setErrorHandler((error, request, reply) => sendError(context, request, reply, error));
  app.setNotFoundHandler((request, reply) => sendRefusal(request, reply, 'route_unknown'));
  addProgramRoutes(app, context);
  addDocsPages(app, context);
  await app.register(async (api) => {
    await guardPressure(api);
    addApiRoutes(api, context);
  });
  if (options.upgrade !== undefined) app.server.on('upgrade', options.upgrade);
}

/** Answers before any body is read: the web app's files and pages, OPTIONS, a wrong method, an unknown address. */
function answerUnrouted(
  context: HttpContext,
  paths: KnownPaths,
  serveWebApp: ServeWebApp,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const path = request.raw.url?.split('?', 1)[0] ?? '/';
  const methods = paths.methodsOf(path);
  if (methods.length === 0) {
    if (!serveWebApp(request, reply)) void sendRefusal(request, reply, 'route_unknown');
    return;
  }
  reply.header('allow', methods.join(', '));
  if (request.method !== 'OPTIONS') {
    void sendRefusal(request, reply, 'method_not_allowed', { allow: methods });
    return;
  }
  allowPreflight(context, methods, request, reply);
  void sendData(request, reply, { methods });
}

/** @throws ConfigError when the port is taken or not ours to take. */
async function listen(app: FastifyInstance, { host, port }: HttpOptions): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new ConfigError(
        `PORT ${port} is taken by another program; choose another one, for example PORT=${port + 1} npm start.`,
      );
    if (code === 'EACCES')
      throw new ConfigError(
        `PORT ${port} may not be used by this account; choose one above 1023, for example PORT=3000.`,
      );
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new ConfigError(`HOST ${host} is not an address of this computer. Example: HOST=127.0.0.1`);
    throw error;
  }
}

function urlOf(server: Server, host: string): string {
  const { port } = server.address() as AddressInfo;
  const name = ['0.0.0.0', '::', ''].includes(host) ? 'localhost' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}

/** Lets balancers notice, then stops listening, finishes requests, and cuts what takes too long. */
async function finish(app: FastifyInstance, grace_ms: number): Promise<void> {
  if (!app.server.listening) return;
  await pause(grace_ms);
  const cut = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS_MAX);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
