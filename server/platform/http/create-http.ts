import type { IncomingMessage, Server } from 'node:http';
import { fastifyCookie } from '@fastify/cookie';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { BODY_BYTES_MAX } from '../../../contract/endpoint.ts';
import { AppError } from '../../../contract/errors.ts';
import { newId } from '../ids.ts';
import type { Service } from '../service.ts';
import { allowOrigin, allowPreflight } from './admission.ts';
import { sendData, sendError, sendRefusal } from './answer.ts';
import { addApiRoutes } from './api-routes.ts';
import { answerClientError } from './client-error.ts';
import type { HttpContext, HttpOptions } from './context.ts';
import { handlerDeadlines } from './deadlines.ts';
import { addDocsPages } from './docs/docs-routes.ts';
import { parseJson } from './input.ts';
import { isUpload, takeUploads, type UploadConfig } from './uploads.ts';
import { type KnownPaths, knownPaths } from './known-paths.ts';
import { finish, listen, upgradedSockets, urlOf } from './listening.ts';
import { observe } from './observe.ts';
import { originRules } from './origin.ts';
import { policyOfPage } from './page-policy.ts';
import { addProgramRoutes } from './program-routes.ts';
import { addPublicFiles } from './public-files.ts';
import { addPublicTexts } from './public-texts.ts';
import { guardPressure } from './pressure.ts';
import { createRateLimit } from './rate-limit.ts';
import { saneRequestId } from './request-info.ts';
import { contentSecurityPolicy, securityHeaders } from './security-headers.ts';
import { guestCookieName } from './session-cookie.ts';
import { type ServeWebApp, webApp } from './web-app.ts';

export interface HttpService extends Service {
  /** Address people can open, once it is started. */
  url(): string;
  readonly server: Server;
}

const HEADER_BYTES_MAX = 16 * 1024;
const REQUEST_MS_MAX = 30_000;
const HANDLER_MS_MAX = 20_000;
/** Longer than the idle time of common balancers, so that it is they who close. */
const KEEP_ALIVE_MS = 65_000;
const CONNECTIONS_MAX = 100_000;
const FORMS = ['application/x-www-form-urlencoded', 'multipart/form-data'];
/** The one address that takes WebSocket handshakes. */
const SOCKET_PATH = '/ws';

/** The HTTP server: everything in the route table, the documents, health, and the web app, on one port. */
export function createHttp(options: HttpOptions): HttpService {
  const { platform } = options;
  const common: CommonHeaders = {};
  const app = createApp(options, common);
  const upgraded = upgradedSockets(app.server);
  let draining = false;
  return {
    name: 'http',
    server: app.server,
    url: () => urlOf(app.server, options.host),
    async start() {
      Object.assign(common, await securityHeaders(platform.config));
      const context: HttpContext = {
        options,
        platform,
        origins: originRules(platform.config),
        guest_cookie: guestCookieName(platform.config),
        rate_limit: createRateLimit(platform.clock, options.requests_per_minute),
        isDraining: () => draining,
      };
      await compose(app, context, common);
      await listen(app, options.host, options.port);
    },
    async drain() {
      if (draining) return;
      draining = true;
      options.on_drain?.();
      await finish(app, upgraded, options.drain_grace_ms ?? 0);
    },
  };
}

/** Headers of every answer, filled in at the start. */
type CommonHeaders = Record<string, string>;

function createApp(options: HttpOptions, common: CommonHeaders): FastifyInstance {
  const hops = options.platform.config.trust_proxy;
  const request_ms = options.request_ms_max ?? REQUEST_MS_MAX;
  const app: FastifyInstance = Fastify({
    logger: false,
    genReqId: (raw) => saneRequestId(raw.headers['x-request-id']) ?? newId(),
    trustProxy: hops === 0 ? false : (_, hop) => hop < hops,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: request_ms,
    // Who takes nothing of an answer for that long holds it in our memory for nothing. WebSockets have their own rule.
    connectionTimeout: 2 * request_ms,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // A request that comes while we drain is still answered, and its connection closed after it.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    http: {
      maxHeaderSize: HEADER_BYTES_MAX,
      headersTimeout: request_ms / 2,
      connectionsCheckingInterval: request_ms / 4,
      // Refused by ourselves, in the envelope.
      requireHostHeader: false,
      shouldUpgradeCallback: (request) => options.upgrade !== undefined && pathOf(request) === SOCKET_PATH,
    },
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: HEADER_BYTES_MAX,
      // Query strings are read where they are checked, and not by every request.
      querystringParser: () => ({}),
    },
    clientErrorHandler: answerClientError,
    frameworkErrors: (_, request, reply) => {
      reply.headers(common).header('x-request-id', request.id);
      void sendRefusal(request, reply, 'malformed_request');
    },
  });
  app.server.maxConnections = options.connections_max ?? CONNECTIONS_MAX;
  // An expectation we do not know is no reason to refuse; Node would, with an empty answer.
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response));
  if (options.upgrade !== undefined) app.server.on('upgrade', options.upgrade);
  return app;
}

async function compose(app: FastifyInstance, context: HttpContext, common: CommonHeaders): Promise<void> {
  const { options, platform } = context;
  const paths = knownPaths();
  // Registering loads its parser, which is called where cookies are read. In a scope of its own, so that its hooks do
  // not run for every request.
  await app.register(async (scope) => {
    await scope.register(fastifyCookie, { hook: false });
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (request: FastifyRequest, body: Buffer) => {
    // Taken as the bytes that came where the contract says so: a signature is of those.
    if (isUpload(request)) return body;
    const { upload } = request.routeOptions.config as UploadConfig;
    if (request.headers['content-encoding'] !== undefined || upload !== undefined)
      throw new AppError('media_type_unsupported');
    return parseJson(body);
  });
  // Only where the contract says so: elsewhere a form, which any page of any origin can send, is refused.
  app.addContentTypeParser(FORMS, { parseAs: 'buffer' }, async (request: FastifyRequest) => {
    const { form_ignored = false } = request.routeOptions.config as { readonly form_ignored?: boolean };
    if (!form_ignored) throw new AppError('media_type_unsupported');
    return undefined;
  });
  takeUploads(app);
  app.decorateRequest('caller');
  app.addHook('onRoute', ({ url, method }) => {
    for (const one of [method].flat()) paths.add(url, one);
  });
  const { heads } = options;
  const serveWebApp = await webApp(app, options.web_dir, {
    ...(heads && { heads }),
    public_url: platform.config.public_url,
    policyOf: policyOfPage(contentSecurityPolicy(platform.config), options.page_policies ?? []),
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(common).header('x-request-id', request.id).header('vary', 'Origin');
    allowOrigin(context, request.headers.origin, reply);
    if (request.headers.host === undefined && request.raw.httpVersion === '1.1')
      void sendRefusal(request, reply, 'malformed_request', { detail: 'The Host header is missing' });
    else if (request.is404) answerUnrouted(paths, serveWebApp, request, reply);
    else done();
  });
  const deadlines = handlerDeadlines(app, options.handler_ms_max ?? HANDLER_MS_MAX);
  observe(app, platform);
  app.setErrorHandler((error, request, reply) => sendError(context, request, reply, error));
  app.setNotFoundHandler((request, reply) => sendRefusal(request, reply, 'route_unknown'));
  addProgramRoutes(app, context);
  addPublicFiles(app, options.files ?? []);
  addPublicTexts(app, options.texts ?? []);
  addDocsPages(app, platform.config.public_url);
  await app.register(async (api) => {
    await guardPressure(api, options.event_loop_delay_ms_max);
    addApiRoutes(api, context, deadlines);
  });
}

/** Answers before any body is read: the web app's files and pages, OPTIONS, a wrong method, an unknown address. */
function answerUnrouted(
  paths: KnownPaths,
  serveWebApp: ServeWebApp,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const methods = paths.methodsOf(pathOf(request.raw));
  if (methods.length === 0) {
    if (!serveWebApp(request, reply)) void sendRefusal(request, reply, 'route_unknown');
    return;
  }
  reply.header('allow', methods.join(', '));
  if (request.method !== 'OPTIONS') {
    void sendRefusal(request, reply, 'method_not_allowed', { allow: methods });
    return;
  }
  allowPreflight(methods, reply);
  void sendData(request, reply, { methods });
}

function pathOf(request: IncomingMessage): string {
  return request.url?.split('?', 1)[0] ?? '/';
}
