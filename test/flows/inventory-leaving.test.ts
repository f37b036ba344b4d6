import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createImporter } from '../../server/modules/inventory/index.ts';
import { PASSWORD, startApp, type TestApp } from '../support/app.ts';
import { ImportDesk } from '../support/imports.ts';
import { addCard, hire, openVendor } from '../support/vendors.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
});
afterAll(async () => app[Symbol.asyncDispose]());

const erase = { body: { current_password: PASSWORD } };

describe('an account that is the last owner of a shop', () => {
  it('is not erased, and is told of which', async () => {
    const [owner, clerk] = [await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner, 'Corner Cards');
    await hire(owner, clerk, { vendor_id, role: 'manager' });
    const refused = await owner.call('deleteMe', erase);
    expect(refused.status).toBe(409);
    expect(refused.errors[0]).toMatchObject({
      code: 'last_owner_of',
      vendors: [{ id: vendor_id, name: 'Corner Cards' }],
      detail: expect.stringContaining('“Corner Cards”') as string,
    });
    expect((await owner.do('getMe')).email).toBe(owner.email);
    await clerk.do('deleteMe', erase);
  });

  it('goes once somebody else owns it, and the shop stays theirs', async () => {
    const [owner, heir] = [await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner);
    await hire(owner, heir, { vendor_id, role: 'owner' });
    await owner.do('deleteMe', erase);
    expect(await heir.do('listStaff', { params: { vendor_id } })).toMatchObject([{ email: heir.email, role: 'owner' }]);
  });

  it('goes once the shop is closed', async () => {
    const owner = await app.register();
    const { vendor_id } = await openVendor(owner);
    await owner.do('closeVendor', { params: { vendor_id } });
    await owner.do('deleteMe', erase);
  });

  it('stays where the two owners go at once', async () => {
    const rounds = Array.from({ length: 4 }, async () => {
      const [one, two] = [await app.register(), await app.register()];
      const { vendor_id } = await openVendor(one);
      await hire(one, two, { vendor_id, role: 'owner' });
      const gone = await Promise.all([one.call('deleteMe', erase), two.call('deleteMe', erase)]);
      return gone.map(({ code }) => code ?? 'gone').toSorted((a, b) => a.localeCompare(b));
    });
    for (const outcome of await Promise.all(rounds)) expect(outcome).toEqual(['gone', 'last_owner_of']);
  });
});

describe('closing a shop', () => {
  it('stops an import at work, so that nothing comes on sale after it', async () => {
    const owner = await app.register();
    const desk = new ImportDesk(owner, await openVendor(owner, 'Hasty Cards'));
    const importer = createImporter(app.program.platform);
    await importer.start();
    const row = 'Mew,pokemon,NM,5,1,active';
    const { id } = await desk.send(`name,game,condition,price,quantity,status\n${row}\n`);
    await desk.check(id);
    await importer.drain();
    await owner.do('applyImport', { params: desk.one(id) });
    await owner.do('closeVendor', { params: desk.params });
    const next = createImporter(app.program.platform);
    await next.start();
    await next.drain();
    const admin = await app.admin();
    await admin.do('visitVendor', { params: desk.params, body: { reason: 'A look at what was going on' } });
    expect(await admin.do('getImport', { params: desk.one(id) })).toMatchObject({ status: 'cancelled' });
    expect(await admin.do('listCollectibles', { params: desk.params })).toEqual([]);
  });

  it('takes everything off sale on record, ends invitations and staff, and keeps the ledger for an administrator', async () => {
    const [owner, clerk, invited] = [await app.register(), await app.register(), await app.register()];
    const { vendor_id } = await openVendor(owner, 'Closing Cards');
    const params = { vendor_id };
    await hire(owner, clerk, { vendor_id, role: 'clerk' });
    const card = await addCard(owner, vendor_id, { price_minor: 500, status: 'active', quantity: 3 });
    const { token } = await owner.do('inviteStaff', { params, body: { email: invited.email, role: 'owner' } });
    await owner.do('closeVendor', { params });
    for (const person of [owner, clerk]) {
      expect(await person.do('listVendors')).toEqual([]);
      expect((await person.call('getVendor', { params })).code).toBe('vendor_unknown');
    }
    expect((await invited.call('acceptInvitation', { body: { token } })).code).toBe('invitation_invalid');

    const admin = await app.admin();
    await admin.do('visitVendor', { params, body: { reason: 'A look at what stayed' } });
    const part = { params: { vendor_id, id: card.id } };
    expect(await admin.do('getCollectible', part)).toMatchObject({ status: 'paused', on_hand: 3, version: 2 });
    expect((await admin.do('listCollectibleChanges', part))[0]).toMatchObject({
      field: 'status',
      from: 'active',
      to: 'paused',
      actor_id: owner.user_id,
      reason: 'The shop was closed',
    });
  });
});
