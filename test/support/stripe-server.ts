import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Stripe } from 'stripe';
import { type Charge, type Intent, type Refund, StripeBooks } from './stripe-books.ts';
import { answerBrowser, isBrowser } from './stripe-browser-calls.ts';
import { type Form, integerOf, invalid, only, parseForm, StripeRefusal, textOf } from './stripe-requests.ts';

/** Keys of the only account. */
export const STRIPE_KEYS = {
  secret: 'sk_test_omnistock',
  publishable: 'pk_test_omnistock',
  webhook: 'whsec_omnistock',
} as const;
const KEY_LENGTH_MAX = 255;
const PAGE_MAX = 100;

/** What befalls the next request to a path: its answer or the request itself is lost, or Stripe fails. */
export type StripeFault = 'answer lost' | 'request lost' | 'closed' | 409 | 429 | 500;

/** A server on a free port of this machine that speaks Stripe's protocol, and refuses what Stripe refuses. */
export interface StripeServer extends AsyncDisposable {
  readonly port: number;
  readonly books: StripeBooks;
  /** Every request with its idempotency key. */
  readonly requests: readonly { readonly path: string; readonly key: string | null; readonly replayed: boolean }[];
  /** Events in the order in which they happened, as their webhooks say them. */
  readonly events: readonly string[];
  /** @param path end of method and path, for instance `/confirm` or `POST /v1/refunds`. */
  breakNext(path: string, fault: StripeFault): void;
  /** Stripe forgets idempotency keys after a day. */
  forgetKeys(): void;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Header of a webhook as Stripe signs it. */
export function signStripe(
  body: string,
  { at_ms, secret = STRIPE_KEYS.webhook }: { at_ms: number; secret?: string },
): string {
  const t = Math.floor(at_ms / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
}

export async function startStripe(): Promise<StripeServer> {
  const events: string[] = [];
  const requests: { path: string; key: string | null; replayed: boolean }[] = [];
  const faults: { path: string; fault: StripeFault }[] = [];
  const stored = new Map<string, { readonly request: string; answer: Answer | null }>();
  const books = new StripeBooks((type, object) => {
    const plain = withoutCharges(object);
    events.push(
      JSON.stringify({ id: `evt_${randomBytes(12).toString('hex')}`, object: 'event', type, data: { object: plain } }),
    );
  });

  function handle(request: IncomingMessage, text: string, response: ServerResponse): void {
    const { pathname: path, search } = new URL(request.url ?? '/', 'http://stripe');
    const key = (request.headers['idempotency-key'] as string | undefined) ?? null;
    const call = `${request.method} ${path}`;
    const index = faults.findIndex((one) => call.endsWith(one.path));
    const [fault] = index < 0 ? [] : faults.splice(index, 1).map((one) => one.fault);
    const seen = { path: call, key, replayed: false };
    requests.push(seen);
    if (fault === 'request lost') return;
    if (fault === 'closed') return void request.socket.destroy();
    const { answer, replayed } = answered(() => {
      const asked = parseForm(request.method === 'GET' ? search.slice(1) : text);
      if (isBrowser(request, asked))
        return { answer: answerBrowser(books, { call, form: asked, key: STRIPE_KEYS.publishable }) };
      checkHeaders(request, key);
      if (fault === 409)
        throw new StripeRefusal(409, { type: 'idempotency_error', code: 'idempotency_key_in_use', message: 'In use' });
      if (fault === 429) throw invalid('Too many requests', { code: 'lock_timeout' }, 429);
      if (request.method === 'GET') return { answer: run(books, request, { path, form: parseForm(search.slice(1)) }) };
      return runOnce(stored, key ?? '', `${path}?${text}`, () =>
        fault === 500
          ? { status: 500, body: '{"error":{"type":"api_error","message":"An unknown error occurred"}}' }
          : run(books, request, { path, form: parseForm(text) }),
      );
    });
    seen.replayed = replayed;
    if (fault === 'answer lost') return;
    response.writeHead(answer.status, {
      'content-type': 'application/json',
      'request-id': `req_${randomBytes(7).toString('hex')}`,
      ...(key !== null && { 'idempotency-key': key }),
      ...(replayed && { 'idempotent-replayed': 'true' }),
    });
    response.end(answer.body);
  }

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => handle(request, Buffer.concat(parts).toString(), response));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    books,
    requests,
    events,
    breakNext: (path, fault) => void faults.push({ path, fault }),
    forgetKeys: () => stored.clear(),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function answered(work: () => { answer: Answer; replayed?: boolean }): { answer: Answer; replayed: boolean } {
  try {
    return { replayed: false, ...work() };
  } catch (error) {
    if (!(error instanceof StripeRefusal)) throw error;
    return { answer: refusal(error), replayed: false };
  }
}

function refusal({ status, error }: StripeRefusal): Answer {
  return { status, body: JSON.stringify({ error }) };
}

/** Runs a request once for its key, and answers the same again; another request with that key is refused. */
function runOnce(
  stored: Map<string, { readonly request: string; answer: Answer | null }>,
  key: string,
  request: string,
  work: () => Answer,
): { answer: Answer; replayed: boolean } {
  const before = stored.get(key);
  if (before !== undefined && before.request !== request)
    throw new StripeRefusal(400, {
      type: 'idempotency_error',
      message: 'Keys for idempotent requests can only be used with the same parameters they were first used with.',
    });
  if (before?.answer) return { answer: before.answer, replayed: true };
  let answer: Answer;
  try {
    answer = work();
  } catch (error) {
    if (!(error instanceof StripeRefusal) || !error.stored) throw error;
    answer = refusal(error);
  }
  stored.set(key, { request, answer });
  return { answer, replayed: false };
}

function checkHeaders({ headers, method }: IncomingMessage, key: string | null): void {
  if (headers.authorization !== `Bearer ${STRIPE_KEYS.secret}`)
    throw invalid('Invalid API Key provided: sk_test_****', {}, 401);
  if (headers['stripe-version'] !== Stripe.API_VERSION)
    throw invalid(`Invalid Stripe API version: ${String(headers['stripe-version'])}`);
  if (method !== 'POST') return;
  if (headers['content-type'] !== 'application/x-www-form-urlencoded')
    throw invalid('Invalid request: the body must be form-encoded');
  if (key === null || key.startsWith('stripe-node-retry')) throw invalid('This account asks for a key of your own');
  if (key.length > KEY_LENGTH_MAX) throw invalid('Idempotency keys are 255 characters at most');
}

function run(books: StripeBooks, { method }: IncomingMessage, { path, form }: { path: string; form: Form }): Answer {
  const [, resource, id = '', verb] = /^\/v1\/(payment_intents|refunds)(?:\/(\w+)(?:\/(\w+))?)?$/.exec(path) ?? [];
  const shown = (intent: Intent): Answer => ({
    status: 200,
    body: JSON.stringify(form['expand'] === undefined ? withoutCharges(intent) : intent),
  });
  const call = `${method} ${resource ?? ''}${verb === undefined ? (id === '' ? '' : '/id') : `/id/${verb}`}`;
  switch (call) {
    case 'POST payment_intents':
      return shown(books.create(form));
    case 'POST payment_intents/id/confirm':
      return shown(books.confirm(id, form));
    case 'POST payment_intents/id/capture':
      return shown(books.capture(id, form));
    case 'POST payment_intents/id/cancel':
      return shown(books.cancel(id, form));
    case 'GET payment_intents/id':
      return id === 'search' ? search(books, form) : shown(books.intent(id));
    case 'POST refunds':
      return { status: 200, body: JSON.stringify(books.refund(form)) };
    case 'GET refunds':
      return listRefunds(books, form);
    case 'GET refunds/id': {
      const found = books.refunds.find((refund) => refund.id === id);
      if (found === undefined) throw invalid(`No such refund: '${id}'`, { code: 'resource_missing' }, 404);
      return { status: 200, body: JSON.stringify(found) };
    }
    default:
      throw invalid(`Unrecognized request URL (${method}: ${path}).`, {}, 404);
  }
}

function search(books: StripeBooks, form: Form): Answer {
  only(form, ['query', 'limit']);
  const [, name = '', value] = /^metadata\['(\w+)'\]:'([\w-]+)'$/.exec(textOf(form, 'query')) ?? [];
  const data = [...books.intents.values()].filter(({ metadata }) => metadata[name] === value);
  return {
    status: 200,
    body: JSON.stringify({ object: 'search_result', data: data.map(withoutCharges), has_more: false }),
  };
}

function listRefunds(books: StripeBooks, form: Form): Answer {
  only(form, ['payment_intent', 'limit', 'starting_after']);
  const limit = form['limit'] === undefined ? 10 : integerOf(form, 'limit');
  if (limit > PAGE_MAX) throw invalid('Limit is 100 at most', { param: 'limit' });
  const all = books.refunds.filter(({ payment_intent }) => payment_intent === form['payment_intent']).toReversed();
  const from = all.findIndex(({ id }) => id === form['starting_after']) + 1;
  const data = all.slice(from, from + limit);
  return {
    status: 200,
    body: JSON.stringify({ object: 'list', data, has_more: from + limit < all.length, url: '/v1/refunds' }),
  };
}

/** Objects inside others are their ids, unless they are asked for. */
function withoutCharges(object: Intent | Charge | Refund): object {
  return object.object === 'payment_intent' ? { ...object, latest_charge: object.latest_charge?.id ?? null } : object;
}
