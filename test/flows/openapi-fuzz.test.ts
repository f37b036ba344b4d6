import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { type HostileCall, hostileCalls } from '../support/hostile.ts';
import { breachesOf, type Operation, operations } from '../support/spec.ts';
import { type Ids, isOfVendor, ownCall } from '../support/vendor-attacks.ts';
import { addCard, openVendor } from '../support/vendors.ts';

const RUNS = 20;
/** The same calls every time, so that a failure comes from a change; another number looks elsewhere. */
const SEED = 20_261_121;
/** End the session they are called with, so each gets an account to lose. */
const ENDING = new Set(['register', 'signIn', 'signInDemo', 'signOut', 'useSetupLink', 'deleteMe']);

let app: TestApp;
let callers: Readonly<Record<string, Caller>>;
/** What deletes comes last, when the others have had something to call. */
const order = operations.toSorted((a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'));

beforeAll(async () => {
  app = await startApp({ env: { TRUST_PROXY: '1' }, requests_per_minute: 1_000_000 });
  callers = {
    visitor: { client: app.visitor(), known: {}, ids: null },
    member: await withBelongings(await app.register()),
    admin: await withBelongings(await app.admin()),
  };
});
afterAll(async () => app[Symbol.asyncDispose]());

describe('whatever is sent', () => {
  describe.each(['visitor', 'member', 'admin'])('by a %s', (who) => {
    it.each(order.map((operation) => [operation.id, operation] as const))(
      'to %s is answered in the envelope, as the document says, and never with a fault',
      async (id, operation) => {
        const { client, known, ids } = await callerFor(who, id);
        const [aimed, parameters] = ids === null ? [operation, known] : aimedAt(operation, known, ids);
        const property = fc.asyncProperty(hostileCalls(aimed, parameters), async (call) => {
          const answer = await send(operation, call, client);
          expect(answer.status, answer.text).toBeLessThan(500);
          expect(breachesOf(operation, answer)).toEqual([]);
        });
        await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: true });
      },
    );
  });
});

interface Caller {
  readonly client: Client;
  /** Parameters that lead to something of the caller's own. */
  readonly known: Readonly<Record<string, string>>;
  /** What their vendor has; null without one. */
  readonly ids: Ids | null;
}

async function withBelongings(client: Client): Promise<Caller> {
  const { id } = await client.do('createWatchlist', { body: { name: 'Fuzzed', symbols: ['AAPL', 'MSFT'] } });
  const { vendor_id, location_id } = await openVendor(client);
  const second = await client.do('createLocation', { params: { vendor_id }, body: { name: 'Back room' } });
  const card = await addCard(client, vendor_id, { quantity: 1000 });
  const count = await client.do('startCount', { params: { vendor_id }, body: { location_id } });
  const places = { location: location_id, second_location: second.id };
  const own = { listing: card.id, ...places, count: count.id };
  // Of these they have none.
  const none = {
    invitation: count.id,
    user: card.id,
    bulk_edit: card.id,
    import: card.id,
    mapping: card.id,
    photo: card.id,
    view: card.id,
    order: card.id,
    line: card.id,
    sold_listing: card.id,
    shipment: card.id,
    return: card.id,
    shipping_method: card.id,
    discount: card.id,
    subscription: card.id,
    delivery: card.id,
  };
  const each = { ...own, ...none };
  return { client, known: { id, symbol: 'AAPL' }, ids: { vendor_id, each, cursors: {} } };
}

/** Below a vendor, ids in the path and in the example lead to what the caller's own vendor has. */
function aimedAt(
  operation: Operation,
  known: Caller['known'],
  ids: Ids,
): readonly [Operation, Readonly<Record<string, string>>] {
  if (!isOfVendor(operation.id)) return [operation, known];
  const { params, body } = ownCall(operation.id, ids);
  return [{ ...operation, example: body ?? operation.example }, params];
}

async function callerFor(who: string, operation: string): Promise<Caller> {
  const caller = callers[who];
  if (caller === undefined) throw new Error(`nobody is ${who}`);
  return who !== 'visitor' && ENDING.has(operation) ? { client: await app.register(), known: {}, ids: null } : caller;
}

let turn = 0;

async function send(
  operation: Operation,
  call: HostileCall,
  client: Client,
): Promise<{ status: number; type: string; text: string }> {
  const path = operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(call.params[name] ?? 'x'));
  const query = call.query.map(
    ([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`,
  );
  turn += 1;
  const response = await fetch(`${app.url}${path}${query.length === 0 ? '' : `?${query.join('&')}`}`, {
    method: operation.method,
    headers: {
      origin: app.url,
      // Each call comes from an address of its own, so that limits of sign-in do not hide what lies behind them.
      'x-forwarded-for': `10.${turn >> 16}.${(turn >> 8) & 255}.${turn & 255}`,
      ...(call.type === null ? {} : { 'content-type': call.type }),
      ...(client.cookies.size === 0 ? {} : { cookie: [...client.cookies].map((pair) => pair.join('=')).join('; ') }),
    },
    ...(call.body === null ? {} : { body: Buffer.from(call.body) }),
  });
  return { status: response.status, type: response.headers.get('content-type') ?? '', text: await response.text() };
}
