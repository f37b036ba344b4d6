import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FOLLOWED_VENDORS_MAX, type ServerFrame, type VendorChangedFrame } from '../../contract/live/protocol.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { PlainSocket } from '../support/live-server.ts';
import { addCard, hire, openVendor, type TestVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

let app: TestApp;
let owner: Client & { readonly user_id: string; readonly email: string };
let shop: TestVendor;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api,realtime'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  shop = await openVendor(owner);
});
afterAll(async () => app[Symbol.asyncDispose]());

/** A socket that says hello as this person, or as a visitor. */
async function connect(person: Client | null): Promise<PlainSocket> {
  const ticket = person === null ? {} : { ticket: (await person.do('createTicket', {})).ticket };
  const socket = new PlainSocket(app, { origin: app.url });
  await socket.say({ type: 'hello', ...ticket });
  await waitFor('the welcome', () => socket.heard('welcome'));
  return socket;
}

/** @returns the answer to a subscription. */
async function follow(socket: PlainSocket, vendor: string, id = 1): Promise<ServerFrame> {
  await socket.say({ type: 'subscribe', id, vendor });
  const isAnswer = (frame: ServerFrame) => (frame.type === 'subscribed' || frame.type === 'error') && frame.id === id;
  await waitFor('the answer', () => socket.frames.some(isAnswer));
  return socket.frames.find(isAnswer) as ServerFrame;
}

const changes = (socket: PlainSocket): VendorChangedFrame[] =>
  socket.frames.filter((frame): frame is VendorChangedFrame => frame.type === 'vendor_changed');
describe('a live list', () => {
  it('hears of what a colleague adds, edits and moves: what, and who', async () => {
    const colleague = await app.register();
    await hire(owner, colleague, { vendor_id: shop.vendor_id, role: 'clerk' });
    using socket = await connect(owner);
    expect(await follow(socket, shop.vendor_id)).toEqual({
      type: 'subscribed',
      id: 1,
      vendor: shop.vendor_id,
      rejected: {},
    });
    const made = await addCard(colleague, shop.vendor_id, { quantity: 2 });
    await waitFor('the new listing', () => changes(socket).length > 0);
    expect(changes(socket)).toEqual([
      {
        type: 'vendor_changed',
        vendor: shop.vendor_id,
        listings: [made.id],
        orders: [],
        by: colleague.user_id,
        at: expect.any(Number) as number,
      },
    ]);

    const params = { vendor_id: shop.vendor_id, id: made.id };
    await colleague.do('updateCollectible', { params, body: { note: 'seen' }, headers: { 'if-match': '*' } });
    await waitFor('the edit', () => changes(socket).length === 2);
    await owner.do('receiveStock', {
      params: { vendor_id: shop.vendor_id },
      headers: { 'idempotency-key': randomUUID() },
      body: { listing_id: made.id, location_id: shop.location_id, quantity: 1 },
    });
    await waitFor('the movement', () => changes(socket).length === 3);
    expect(changes(socket)[2]).toMatchObject({ listings: [made.id], by: owner.user_id });

    await socket.say({ type: 'unsubscribe', id: 5, vendor: shop.vendor_id });
    await waitFor('the answer', () => socket.heard('unsubscribed'));
    await addCard(colleague, shop.vendor_id);
    using second = await connect(owner);
    await follow(second, shop.vendor_id);
    await addCard(colleague, shop.vendor_id);
    await waitFor('the change on the other socket', () => changes(second).length === 1);
    expect(changes(socket)).toHaveLength(3);
  });

  it('hears of many at once without a name, and of nothing that was rolled back', async () => {
    using socket = await connect(owner);
    await follow(socket, shop.vendor_id);
    const { db } = app.program.platform;
    const write = (count: number, outcome: 'commit' | 'rollback') =>
      db
        .transaction()
        .execute(async (tx) => {
          await sql`SELECT set_config('role', 'omni_vendor', true), set_config('omni.vendor_id', ${shop.vendor_id}, true),
            set_config('omni.user_id', ${owner.user_id}, true)`.execute(tx);
          await sql`INSERT INTO inventory.listings (id, vendor_id, kind, sku, title, condition, currency, status, details,
              created_at, updated_at)
            SELECT gen_random_uuid(), ${shop.vendor_id}, 'other', gen_random_uuid(), 'Many', 'NM', 'USD', 'draft', '{}',
              now(), now() FROM generate_series(1, ${count}::int)`.execute(tx);
          if (outcome === 'rollback') throw new Error('as asked');
        })
        .catch(() => undefined);
    await write(3, 'rollback');
    await write(101, 'commit');
    await write(100, 'commit');
    await waitFor('both', () => changes(socket).length === 2);
    expect(changes(socket).map(({ listings, by }) => [listings?.length ?? null, by])).toEqual([
      [null, owner.user_id],
      [100, owner.user_id],
    ]);
  });

  it('reads again after changes may have been missed', async () => {
    using socket = await connect(owner);
    await follow(socket, shop.vendor_id);
    await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE '% signals'`.execute(app.program.platform.db);
    await waitFor('the call to read again', () => changes(socket).length === 1);
    expect(changes(socket)[0]).toMatchObject({ listings: null, by: null });
  });

  it('goes on in a resumed session, which is told to read again', async () => {
    const first = await connect(owner);
    await follow(first, shop.vendor_id);
    const { session, epoch } = first.heard('welcome') ?? { session: '', epoch: '' };
    first.web.terminate();
    const { ticket } = await owner.do('createTicket', {});
    using second = new PlainSocket(app, { origin: app.url });
    await second.say({ type: 'hello', ticket, resume: { session, epoch } });
    await waitFor('the call to read again', () => changes(second).length === 1);
    expect(second.heard('welcome')?.resumed).toBe(true);
    const made = await addCard(owner, shop.vendor_id);
    await waitFor('the next change', () => changes(second).length === 2);
    expect(changes(second)[1]?.listings).toEqual([made.id]);
  });
});

describe('who may not see a vendor', () => {
  it('is told of another’s vendor what is told of one that is not there', async () => {
    const stranger = await app.register();
    using socket = await connect(stranger);
    const foreign = await follow(socket, shop.vendor_id, 1);
    expect(foreign).toMatchObject({ type: 'error', code: 'vendor_unknown' });
    for (const [index, id] of [randomUUID(), 'no id at all', shop.vendor_id.toUpperCase()].entries())
      expect(await follow(socket, id, 2 + index)).toEqual({ ...foreign, id: 2 + index });
    await addCard(owner, shop.vendor_id);
    await follow(socket, shop.vendor_id, 9); // behind whatever the change might have sent
    expect(changes(socket)).toEqual([]);
  });

  it('is asked to sign in as a visitor', async () => {
    using socket = await connect(null);
    expect(await follow(socket, shop.vendor_id)).toMatchObject({ type: 'error', code: 'sign_in_required' });
  });

  it('as an administrator says why first, and hears until the visit ends', async () => {
    const admin = await app.admin();
    using socket = await connect(admin);
    expect(await follow(socket, shop.vendor_id)).toMatchObject({ type: 'error', code: 'vendor_unknown' });
    await admin.do('visitVendor', { params: { vendor_id: shop.vendor_id }, body: { reason: 'A report' } });
    expect(await follow(socket, shop.vendor_id, 2)).toMatchObject({ type: 'subscribed' });
    await addCard(owner, shop.vendor_id);
    await waitFor('the change', () => changes(socket).length === 1);
    await sql`UPDATE inventory.visits SET expires_at = now() - interval '1 minute'`.execute(app.program.platform.db);
    await sql`SELECT pg_notify('omni_stock_signals', ${`inventory.staff_changed {"vendor_id":"${shop.vendor_id}"}`})`.execute(
      app.program.platform.db,
    );
    await waitFor('the end', () => socket.heard('vendor_gone'));
  });

  it('any more hears nothing of what comes after, not even at the same moment', async () => {
    const leaver = await app.register();
    await hire(owner, leaver, { vendor_id: shop.vendor_id, role: 'viewer' });
    using socket = await connect(leaver);
    await follow(socket, shop.vendor_id);
    const params = { vendor_id: shop.vendor_id };
    await owner.do('removeStaff', { params: { ...params, user_id: leaver.user_id } });
    await addCard(owner, shop.vendor_id);
    await waitFor('the end', () => socket.heard('vendor_gone'));
    await addCard(owner, shop.vendor_id);
    expect(await follow(socket, shop.vendor_id, 2)).toMatchObject({ code: 'vendor_unknown' });
    expect(changes(socket)).toEqual([]);
  });

  it(`follows ${FOLLOWED_VENDORS_MAX} at once and no more`, async () => {
    const admin = await app.admin();
    using socket = await connect(admin);
    const vendors: string[] = [];
    for (let count = 0; count <= FOLLOWED_VENDORS_MAX; count++) {
      const { vendor_id } = await openVendor(await app.register());
      await admin.do('visitVendor', { params: { vendor_id }, body: { reason: 'Looking' } });
      vendors.push(vendor_id);
    }
    const answers: ServerFrame[] = [];
    for (const [index, vendor] of vendors.entries()) answers.push(await follow(socket, vendor, index + 1));
    expect(answers.filter((one) => one.type === 'subscribed')).toHaveLength(FOLLOWED_VENDORS_MAX);
    expect(answers.at(-1)).toMatchObject({ type: 'error', code: 'vendor_limit' });
  });
});
