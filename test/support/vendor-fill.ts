import { randomUUID } from 'node:crypto';
import type { Platform } from '../../server/platform/platform.ts';
import type { Client } from './client.ts';
import { type Ids, idsOf } from './vendor-attacks.ts';
import { ImportDesk } from './imports.ts';
import { fillOrders } from './order-fill.ts';
import { sendPhoto } from './photos.ts';
import { addCard, openVendor } from './vendors.ts';

/** A vendor with two of everything that has pages. An importer has to be at work. */
export async function fillVendor(platform: Platform, client: Client & { readonly user_id: string }): Promise<Ids> {
  const { vendor_id, location_id } = await openVendor(client);
  const params = { vendor_id };
  const second = await client.do('createLocation', { params, body: { name: 'Back room' } });
  const listings = [];
  for (const title of ['Zyxomma', 'Zyxnoid']) {
    const made = await addCard(client, vendor_id, { title, quantity: 1, price_minor: 100 });
    await client.do('updateCollectible', {
      params: { vendor_id, id: made.id },
      body: { price_minor: 200 },
      headers: { 'if-match': '*' },
    });
    listings.push(made);
  }
  const invited = { email: `${randomUUID()}@example.org`, role: 'clerk' } as const;
  const invitation = await client.do('inviteStaff', { params, body: invited });
  await client.do('startCount', { params, body: { location_id } });
  const count = await client.do('startCount', { params, body: { location_id } });
  const listing = listings[0]?.id ?? '';
  await client.do('enterCounts', {
    params: { vendor_id, id: count.id },
    body: { entries: [{ listing_id: listing, counted: 5 }] },
  });
  const { photos } = await sendPhoto(client, { vendor_id, id: listing });
  const bulk_edit = await editTwice(client, { vendor_id, listing });
  const imported = await importTwice(new ImportDesk(client, { vendor_id, location_id }));
  const sold = await fillOrders(platform, client, vendor_id);
  const places = { location: location_id, second_location: second.id };
  const ids = { vendor_id, listing, bulk_edit, ...sold, ...imported, ...places, photo: photos[0]?.id ?? '' };
  const view = await client.do('createView', { params, body: { name: 'Zyx', query: 'status=draft' } });
  return idsOf(client, { view: view.id, ...ids, count: count.id, invitation: invitation.id, user: client.user_id });
}

/** @returns the second of two bulk edits. */
async function editTwice(
  client: Client,
  { vendor_id, listing }: { readonly vendor_id: string; readonly listing: string },
): Promise<string> {
  const start = (shelf: string) =>
    client.do('startBulkEdit', {
      params: { vendor_id },
      body: { selection: { ids: [listing] }, change: { shelf }, expected_count: 1 },
    });
  await start('Box 1');
  return (await start('Box 2')).id;
}

/** @returns the second of two imports of two rows each, and a mapping kept of it. */
async function importTwice(desk: ImportDesk): Promise<{ readonly import: string; readonly mapping: string }> {
  const text = 'name,game,condition\nZyxomma,pokemon,NM\nZyxnoid,pokemon,MP\n';
  await desk.send(text);
  const { id } = await desk.bring(text);
  const body = { name: 'My till', import_id: id };
  const mapping = await desk.client.do('saveImportMapping', { params: desk.params, body });
  return { import: id, mapping: mapping.id };
}
