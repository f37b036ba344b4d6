import type { Endpoint } from '../../../contract/endpoint.ts';
import type { Envelope, Meta } from '../../../contract/envelope.ts';
import type { ErrorCode, Problem } from '../../../contract/errors.ts';
import { pathOf, type RouteName, routes } from '../../../contract/routes.ts';
import type { BodyInput, ParamsInput, QueryInput, ReplyOf } from '../../../contract/schemas.ts';
import { freshKey } from './fresh-key.ts';

/**
 * The browser's typed client. Only the route table is loaded: the schemas are read as types, so zod stays out of the
 * bundle. It retries nothing; queries decide that.
 */

/** The server refused, or failed and said so. `problems` is never empty. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly problems: readonly Problem[];
  readonly request_id: string | undefined;
  /** Seconds of `Retry-After`, when the answer names them. */
  readonly retry_after_s: number | undefined;

  constructor(facts: Pick<ApiError, 'status' | 'problems' | 'request_id' | 'retry_after_s'>) {
    super(facts.problems[0]?.detail ?? facts.problems[0]?.title ?? `The server answered ${facts.status}`);
    this.status = facts.status;
    this.problems = facts.problems;
    this.request_id = facts.request_id;
    this.retry_after_s = facts.retry_after_s;
  }

  /** Whether one of the problems has this code. */
  has(code: ErrorCode): boolean {
    return this.problems.some((problem) => problem.code === code);
  }
}

/** No answer came: no network, a server that is down, or an answer that is not ours. */
export class OfflineError extends Error {
  override readonly name = 'OfflineError';
  constructor(cause?: unknown) {
    super('No connection to the server. Check the network and try again.', { cause });
  }
}

/** Adds nothing to what it is joined with. */
type Nothing = unknown;
export type CallOptions<N extends RouteName> = {
  readonly query?: QueryInput<N>;
  readonly signal?: AbortSignal | undefined;
  /** The ETag of what is changed, where the route asks which version that is. */
  readonly if_match?: string;
  /** The file, where the route takes one. */
  readonly file?: Blob;
  /** Of one intention, kept while it is tried again; without it every call is one of its own. */
  readonly idempotency_key?: string;
  /** Opens a guest's order, from its link. */
  readonly guest_token?: string | undefined;
} & (ParamsInput<N> extends undefined ? Nothing : { readonly params: ParamsInput<N> }) &
  (BodyInput<N> extends undefined ? Nothing : { readonly body: BodyInput<N> });
/** The options may be left out where the route needs neither parameters nor a body. */
type CallArguments<N extends RouteName> = [ParamsInput<N>, BodyInput<N>] extends [undefined, undefined]
  ? [CallOptions<N>?]
  : [CallOptions<N>];

export interface Answer<N extends RouteName> {
  readonly data: ReplyOf<N>;
  readonly meta: Meta;
  /** With its quotes, as `if_match` wants it. */
  readonly etag: string | null;
}

/**
 * Calls one endpoint of the contract with the browser's cookie.
 * @throws ApiError for a refusal; OfflineError without an answer; AbortError when `signal` fires.
 */
export async function call<N extends RouteName>(name: N, ...[options]: CallArguments<N>): Promise<Answer<N>> {
  const response = await send(name, sendable(options), {});
  return readAnswer<N>(response);
}

/**
 * As `call`, but with the ETag of the answer held so far.
 * @returns null when nothing changed since.
 */
export async function callIfChanged<N extends RouteName>(
  name: N,
  etag: string | null,
  ...[options]: CallArguments<N>
): Promise<Answer<N> | null> {
  const response = await send(name, sendable(options), etag === null ? {} : { 'if-none-match': etag });
  if (response.status === 304) return null;
  return readAnswer<N>(response);
}

/** Calls an endpoint that answers a file. @throws as `call` does. */
export async function callForFile<N extends RouteName>(name: N, ...[options]: CallArguments<N>): Promise<Blob> {
  const response = await send(name, sendable(options), {});
  if (!response.ok) await readAnswer<N>(response);
  return response.blob();
}

/** Address of a route with its query, for links and downloads. */
export function addressOf(
  name: RouteName,
  options: {
    readonly params?: Readonly<Record<string, string>> | undefined;
    readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  } = {},
): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined) search.set(key, String(value));
  }
  const text = search.toString();
  return pathOf(name, options.params) + (text === '' ? '' : `?${text}`);
}

interface Sendable {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string | number | undefined>> | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
  readonly if_match?: string;
  readonly file?: Blob;
  readonly idempotency_key?: string;
  readonly guest_token?: string | undefined;
}

/** What is sent is plain data whatever the route; its types were checked at the call. */
function sendable(options: unknown): Sendable {
  return options ?? {};
}

async function send(name: RouteName, options: Sendable, conditions: Readonly<Record<string, string>>) {
  const endpoint: Endpoint = routes[name];
  const { if_match, file } = options;
  const has_json = options.body !== undefined;
  const body = has_json ? JSON.stringify(options.body) : file;
  try {
    return await fetch(addressOf(name, options), {
      method: endpoint.method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(has_json ? { 'content-type': 'application/json' } : {}),
        ...(file === undefined ? {} : { 'content-type': file.type === '' ? 'application/octet-stream' : file.type }),
        ...(if_match === undefined ? {} : { 'if-match': if_match }),
        ...(endpoint.idempotent === true ? { 'idempotency-key': options.idempotency_key ?? freshKey() } : {}),
        ...(options.guest_token === undefined ? {} : { 'guest-token': options.guest_token }),
        ...conditions,
      },
      ...(body === undefined ? {} : { body }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new OfflineError(error);
  }
}

async function readAnswer<N extends RouteName>(response: Response): Promise<Answer<N>> {
  const envelope = await readEnvelope(response);
  if (response.ok)
    return { data: envelope.data as ReplyOf<N>, meta: envelope.meta, etag: response.headers.get('etag') };
  throw new ApiError({
    status: response.status,
    problems: envelope.errors,
    request_id: envelope.meta.request_id ?? response.headers.get('x-request-id') ?? undefined,
    retry_after_s: secondsOf(response.headers.get('retry-after')),
  });
}

/** A proxy's error page, or a body cut short, is no answer of ours: the person is as good as offline. */
async function readEnvelope(response: Response): Promise<Envelope<unknown>> {
  let body: unknown;
  try {
    body = await response.json();
  } catch (error) {
    throw new OfflineError(error);
  }
  if (!isEnvelope(body) || (!response.ok && body.errors.length === 0)) throw new OfflineError();
  return body;
}

function isEnvelope(body: unknown): body is Envelope<unknown> {
  if (typeof body !== 'object' || body === null) return false;
  const { data, meta, errors } = body as Partial<Record<keyof Envelope<unknown>, unknown>>;
  return data !== undefined && typeof meta === 'object' && meta !== null && Array.isArray(errors);
}

function secondsOf(text: string | null): number | undefined {
  const seconds = Number(text ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}
