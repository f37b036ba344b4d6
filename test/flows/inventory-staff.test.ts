import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  isAtLeast,
  type VendorRole,
  type VendorRoute,
  vendorRights,
  vendorRoles,
} from '../../contract/inventory.rights.ts';
import { VENDORS_OWNED_MAX } from '../../contract/inventory-vendors.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { type Ids, ownCall } from '../support/vendor-attacks.ts';
import { hire, openVendor } from '../support/vendors.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
});
afterAll(async () => app[Symbol.asyncDispose]());

describe('a vendor', () => {
  it('is opened by anyone, up to a number, also when they ask at once', async () => {
    const person = await app.register();
    const asked = await Promise.all(
      Array.from({ length: VENDORS_OWNED_MAX + 3 }, (_, index) =>
        person.call('createVendor', { body: { name: `Shop ${index}`, currency: 'EUR' } }),
      ),
    );
    expect(asked.filter((answer) => answer.status === 201)).toHaveLength(VENDORS_OWNED_MAX);
    expect(asked.filter((answer) => answer.code === 'vendor_limit')).toHaveLength(3);
    const mine = await person.do('listVendors');
    expect(mine).toHaveLength(VENDORS_OWNED_MAX);
    expect(mine[0]).toMatchObject({ currency: 'EUR', role: 'owner' });
  });

  it('is no one’s own for the demo account', async () => {
    const visitor = app.visitor();
    await visitor.do('signInDemo');
    expect((await visitor.call('createVendor', { body: { name: 'Mine' } })).code).toBe('demo_protected');
  });
});

describe('an invitation', () => {
  it('lets one address join once, by a link that is shown once', async () => {
    const [owner, clerk, other] = [await app.register(), await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner);
    const params = { vendor_id };
    const body = { email: clerk.email.toUpperCase(), role: 'clerk' } as const;
    const first = await owner.do('inviteStaff', { params, body });
    const { token, link } = await owner.do('inviteStaff', { params, body });
    expect(link).toMatch(new RegExp(`/invitations/${token}$`));
    expect(await owner.do('listInvitations', { params })).toHaveLength(1);
    expect(JSON.stringify(await owner.do('listInvitations', { params }))).not.toContain(token);

    const accept = async (client: Client, one: string) =>
      (await client.call('acceptInvitation', { body: { token: one } })).code;
    expect(await accept(clerk, first.token)).toBe('invitation_invalid');
    expect(await accept(other, token)).toBe('invitation_for_another');
    const answers = await Promise.all([accept(clerk, token), accept(clerk, token), accept(clerk, token)]);
    expect(answers.filter((code) => code === null)).toHaveLength(1);
    expect(await accept(clerk, token)).toBe('invitation_invalid');
    expect((await clerk.do('listVendors')).map((one) => one.role)).toEqual(['clerk']);
    expect((await owner.call('inviteStaff', { params, body })).code).toBe('staff_exists');
    const staff = await owner.do('listStaff', { params });
    expect(staff.map(({ email, role }) => [email, role])).toEqual([
      [owner.email, 'owner'],
      [clerk.email, 'clerk'],
    ]);
  });

  it('runs out after a week, and is worthless once it is revoked', async () => {
    const [owner, one, two] = [await app.register(), await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner);
    const invite = (email: string) =>
      owner.do('inviteStaff', { params: { vendor_id }, body: { email, role: 'viewer' } });
    const [first, second] = [await invite(one.email), await invite(two.email)];
    await owner.do('revokeInvitation', { params: { vendor_id, id: first.id } });
    expect((await one.call('acceptInvitation', { body: { token: first.token } })).code).toBe('invitation_invalid');
    const { expires_at, created_at } = second;
    expect(Date.parse(expires_at) - Date.parse(created_at)).toBe(7 * 86_400_000);
    await sql`UPDATE inventory.invitations SET expires_at = now() - interval '1 second' WHERE id = ${second.id}`.execute(
      app.program.platform.db,
    );
    expect((await two.call('acceptInvitation', { body: { token: second.token } })).code).toBe('invitation_invalid');
  });
});

describe('staff', () => {
  it('may do what the table of rights says for their role, and no more', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    // Of nothing that is there, so that what is allowed is refused as unknown and changes nothing.
    const parts = [
      'listing',
      'location',
      'second_location',
      'count',
      'invitation',
      'user',
      'import',
      'mapping',
      'photo',
      'bulk_edit',
      'view',
      'order',
      'line',
      'sold_listing',
      'shipment',
      'return',
      'shipping_method',
      'discount',
      'subscription',
      'delivery',
    ] as const;
    const each = Object.fromEntries(parts.map((part) => [part, randomUUID()])) as Ids['each'];
    for (const role of vendorRoles) {
      const person = await app.register();
      await hire(owner, person, { vendor_id, role });
      for (const [name, needed] of Object.entries(vendorRights) as [VendorRoute, VendorRole][]) {
        const { method, address, body, endpoint } = ownCall(name, { vendor_id, each, cursors: {} });
        const [type] = endpoint.upload ?? [];
        const sent = type === undefined ? body && JSON.stringify(body) : 'a file';
        const response = await person.fetch(address, {
          method,
          headers: {
            'if-match': '*',
            'idempotency-key': randomUUID(),
            ...(type === undefined ? {} : { 'content-type': type }),
          },
          ...(sent === undefined ? {} : { body: sent as string }),
        });
        const text = await response.text();
        const [problem] = text.startsWith('{') ? (JSON.parse(text) as { errors: object[] }).errors : [];
        const who = `${name} as ${role}`;
        // Another's place is an owner's to take, see below.
        const asked = name === 'removeStaff' ? 'owner' : needed;
        if (isAtLeast(role, asked))
          expect([200, 201, 404, 409, 422], `${who}: ${response.status}`).toContain(response.status);
        else expect(problem, who).toMatchObject({ code: 'vendor_role_needed', status: 403, role, needed: asked });
      }
    }
  });

  it('lose their rights with their role at once', async () => {
    const [owner, clerk] = [await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner);
    await hire(owner, clerk, { vendor_id, role: 'clerk' });
    const place = (person: { readonly user_id: string }) => ({ vendor_id, user_id: person.user_id });
    expect((await clerk.call('removeStaff', { params: place(owner) })).code).toBe('vendor_role_needed');
    await owner.do('updateStaff', { params: place(clerk), body: { role: 'viewer' } });
    expect((await clerk.call('createLocation', { params: { vendor_id }, body: { name: 'x' } })).code).toBe(
      'vendor_role_needed',
    );
    await clerk.do('removeStaff', { params: place(clerk) });
    expect((await clerk.call('getVendor', { params: { vendor_id } })).code).toBe('vendor_unknown');
  });

  it('leave the last owner where they are, also when two owners go at once', async () => {
    const [owner, second] = [await app.register(), await app.register()];
    const rounds = Array.from({ length: 8 }, async () => {
      const { vendor_id } = await openVendor(owner);
      await hire(owner, second, { vendor_id, role: 'owner' });
      const [one, two] = await Promise.all([
        owner.call('removeStaff', { params: { vendor_id, user_id: owner.user_id } }),
        second.call('updateStaff', { params: { vendor_id, user_id: second.user_id }, body: { role: 'manager' } }),
      ]);
      return [one.code ?? 'done', two.code ?? 'done'].toSorted((a, b) => a.localeCompare(b));
    });
    for (const outcome of await Promise.all(rounds)) expect(outcome).toEqual(['done', 'last_owner']);
  });
});

describe('an administrator', () => {
  it('sees the names of all vendors, and one of them for an hour, on record and without a pen', async () => {
    const owner = await app.register();
    const admin = await app.admin();
    const { vendor_id } = await openVendor(owner, 'Watched Cards');
    const params = { vendor_id };
    expect((await owner.call('listAllVendors')).code).toBe('forbidden');
    expect((await admin.do('listAllVendors')).map((one) => one.name)).toContain('Watched Cards');
    expect((await admin.call('getVendor', { params })).code).toBe('vendor_unknown');
    const reason = 'Asked for help with a count';
    await admin.do('visitVendor', { params, body: { reason } });
    expect(await admin.do('getVendor', { params })).toMatchObject({ role: 'admin' });
    expect(await admin.do('listCollectibles', { params })).toEqual([]);
    expect((await admin.call('updateVendor', { params, body: { name: 'Ours' } })).code).toBe('vendor_role_needed');
    const [event] = await admin.do('listAudit', { query: { subject: vendor_id } });
    expect(event).toMatchObject({ action: 'vendor.visited', subject_id: vendor_id, detail: { reason } });
    const nowhere = { vendor_id: owner.user_id };
    expect((await admin.call('visitVendor', { params: nowhere, body: { reason } })).code).toBe('vendor_unknown');
    expect(await admin.do('listAudit', { query: { subject: owner.user_id } })).toEqual([]);
  });
});
