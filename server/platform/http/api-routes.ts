import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { fastifyCookie } from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { API_BASE, BODY_BYTES_MAX, type Endpoint } from '../../../contract/endpoint.ts';
import type { Meta } from '../../../contract/envelope.ts';
import { AppError } from '../../../contract/errors.ts';
import { routes as contractRoutes } from '../../../contract/routes.ts';
import { type SchemaName, schemas } from '../../../contract/schemas.ts';
import { envelopeOf, JSON_TYPE } from './answer.ts';
import { admit } from './admission.ts';
import type { HttpContext } from './context.ts';
import type { Deadlines } from './deadlines.ts';
import { parseInput, parseQuery } from './input.ts';
import { type CheckReply, replyCheck } from './reply-check.ts';
import type { Cookie, Reply, Route } from './route.ts';
import { isSecure } from './session-cookie.ts';
import { readIdempotency } from './read-idempotency.ts';
import { uploadGate } from './uploads.ts';

type AnyReply = Reply<never> & { readonly data?: unknown };
type AnyHandler = (call: object) => Promise<AnyReply>;

/** Serves each route: admission, input, handler, envelope. */
export function addApiRoutes(app: FastifyInstance, context: HttpContext, deadlines: Deadlines): void {
  const named = new Set<string>();
  for (const route of context.options.routes) {
    assert(!named.has(route.name), `the route ${route.name} has two handlers`);
    named.add(route.name);
    addRoute(app, context, { route, deadlines });
  }
}

function addRoute(
  app: FastifyInstance,
  context: HttpContext,
  { route, deadlines }: { readonly route: Route; readonly deadlines: Deadlines },
): void {
  const endpoint: Endpoint = contractRoutes[route.name];
  // What `route` bound together fits together; the table's row cannot say so for all rows at once.
  const handler = route.handler as unknown as AnyHandler;
  const read = inputOf(endpoint);
  const check: CheckReply = context.options.check_replies === true ? replyCheck(route.name, endpoint) : () => undefined;
  const send = sender(context, endpoint);
  const gate = uploadGate(endpoint);
  app.route({
    method: endpoint.method,
    url: API_BASE + endpoint.path.replace(/\{(\w+)\}/g, ':$1'),
    bodyLimit: endpoint.body_bytes_max ?? BODY_BYTES_MAX,
    config: { form_ignored: endpoint.form_ignored ?? false, ...(endpoint.upload && { upload: endpoint.upload }) },
    onRequest: async (request, reply) => {
      await admit(context, endpoint, request, reply);
      gate(request, reply);
    },
    handler: async (request, reply) => {
      deadlines.begin(reply);
      if (endpoint.idempotent === true) request.caller.info.idempotency = readIdempotency(request);
      const answer = await handler(read(request));
      deadlines.met(reply);
      // Too late: the caller was told to come again.
      if (reply.sent) return reply;
      check(answer);
      return send(request, reply, answer);
    },
  });
}

const nothing = z.strictObject({});
/** Some clients send `{}` with every POST. */
const emptyBody = nothing.optional();

/** What a handler is called with. */
function inputOf(endpoint: Endpoint): (request: FastifyRequest) => object {
  const schemaOf = (name: string | undefined, without: z.ZodType): z.ZodType =>
    name === undefined ? without : schemas[name as SchemaName];
  const params = endpoint.params === undefined ? null : schemaOf(endpoint.params, nothing);
  const query = schemaOf(endpoint.query, nothing);
  const body = schemaOf(endpoint.body, emptyBody);
  const takesBody = endpoint.method !== 'GET' && endpoint.upload === undefined;
  const readQuery = (url: string): unknown =>
    endpoint.query === undefined && !url.includes('?') ? {} : parseInput('query', query, parseQuery(url));
  return (request) => ({
    actor: request.caller.actor,
    params: params === null ? undefined : parseInput('params', params, request.params),
    query: readQuery(request.raw.url ?? ''),
    body: takesBody ? parseInput('body', body, request.body) : undefined,
    upload: endpoint.upload === undefined ? undefined : uploaded(request.body),
    request: request.caller.info,
  });
}

/** @throws AppError `media_type_unsupported` where no file was sent. */
function uploaded(body: unknown): Buffer {
  if (!Buffer.isBuffer(body) || body.length === 0)
    throw new AppError('media_type_unsupported', { detail: 'No file was sent' });
  return body;
}

type Send = (request: FastifyRequest, reply: FastifyReply, answer: AnyReply) => FastifyReply;

function sender(context: HttpContext, endpoint: Endpoint): Send {
  const secure = isSecure(context.platform.config);
  const isPublic = endpoint.access === 'public' && endpoint.etag === true && endpoint.guest !== true;
  return (request, reply, answer) => {
    for (const cookie of answer.cookies ?? []) reply.header('set-cookie', cookieText(cookie, secure));
    const isVisitor = request.caller.actor.kind === 'visitor';
    reply.header('cache-control', answer.cache_control ?? (isPublic && isVisitor ? 'no-cache' : 'no-store'));
    if (answer.file !== undefined) return sendFile(reply, endpoint, answer.file);
    const data_json = answer.data_json ?? JSON.stringify(answer.data ?? null);
    if (endpoint.etag === true) {
      const tag = `"${answer.etag ?? digestOf(data_json, answer.meta)}"`;
      reply.header('etag', tag);
      if (isMatch(request.headers['if-none-match'], tag)) return reply.code(304).send();
    } else if (answer.etag !== undefined) reply.header('etag', `"${answer.etag}"`);
    return reply
      .code(endpoint.status)
      .header('content-type', JSON_TYPE)
      .send(envelopeOf(data_json, request.id, answer.meta));
  };
}

function digestOf(data_json: string, meta: Meta | undefined): string {
  return hash('sha1', meta === undefined ? data_json : data_json + JSON.stringify(meta), 'base64url');
}

/** Weak comparison (RFC 9110, 8.8.3.2): the request id in `meta` differs each time, the data does not. */
function isMatch(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((part) => part.trim().replace(/^W\//, '') === tag || part.trim() === '*');
}

function sendFile(reply: FastifyReply, endpoint: Endpoint, file: NonNullable<AnyReply['file']>): FastifyReply {
  assert(endpoint.file !== undefined, 'a route that answers a file says so in the contract');
  const plain = file.name.replace(/[^A-Za-z0-9._ -]/g, '_');
  const encoded = encodeURIComponent(file.name.toWellFormed()).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return reply
    .code(endpoint.status)
    .header('content-type', endpoint.file === 'text/csv' ? `${endpoint.file}; charset=utf-8` : endpoint.file)
    .header('content-disposition', `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`)
    .send(contentOf(file));
}

function contentOf({ text, bytes }: NonNullable<AnyReply['file']>): string | Uint8Array | Readable {
  if (bytes !== undefined) return bytes;
  return typeof text === 'string' ? text : Readable.from(text ?? []);
}

function cookieText({ name, value, max_age_s }: Cookie, secure: boolean): string {
  return fastifyCookie.serialize(name, value, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure,
    maxAge: value === '' ? 0 : max_age_s,
  });
}
