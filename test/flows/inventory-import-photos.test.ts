import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { ImportDesk } from '../support/imports.ts';
import { picture } from '../support/pictures.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import { openVendor } from '../support/vendors.ts';
import { waitFor } from '../support/wait-for.ts';

let elsewhere: Receiver;
let app: TestApp;
let owner: Client;
let desk: ImportDesk;

beforeAll(async () => {
  elsewhere = await startReceiver();
  app = await startApp({
    args: ['--run=api,worker'],
    requests_per_minute: 1_000_000,
    env: { OUTBOUND_ALLOW: elsewhere.host },
  });
  owner = await app.register();
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await elsewhere[Symbol.asyncDispose]();
});
beforeEach(async () => {
  desk = new ImportDesk(owner, await openVendor(owner));
  const bytes = await picture();
  elsewhere.answers((response, { path }) => {
    if (path.includes('missing')) response.writeHead(404).end();
    else response.end(path.includes('page') ? '<html>' : bytes);
  });
});

const file = (...rows: readonly string[]): string =>
  ['sku,name,game,condition,price,quantity,photo_urls', ...rows, ''].join('\n');
const at = (path: string): string => `${elsewhere.url}/${path}`;

async function fetched(id: string) {
  return waitFor('the photos', async () => {
    const now = await owner.do('getImport', { params: desk.one(id) });
    return now.photos.waiting === 0 ? now : null;
  });
}

async function photosOf(sku: string) {
  const found = (await desk.listings()).find((one) => one.sku === sku);
  return (await owner.do('getCollectible', { params: desk.one(found?.id ?? '') })).photos;
}

describe('photos that a spreadsheet names', () => {
  it('are offered in the mapping, fetched after the rows in their order, and what is not there fails no row', async () => {
    const both = `"${at('front.jpg')} ${at('back.jpg')}"`;
    const text = file(
      `A,Mew,pokemon,NM,5,1,${both}`,
      `B,Abra,pokemon,NM,5,1,${at('missing.jpg')}`,
      `C,Muk,pokemon,NM,5,1,"${at('page.jpg')}|http://10.0.0.7/a.jpg"`,
      'D,Onix,pokemon,NM,5,1,',
    );
    const sent = await desk.send(text);
    expect(sent.columns.at(-1)).toMatchObject({ header: 'photo_urls', guess: 'photo_urls' });
    const checked = await desk.check(sent.id);
    expect(checked.photos).toEqual({ waiting: 0, added: 0, known: 0, failed: 0 });
    expect(elsewhere.received).toEqual([]);
    await desk.apply(sent.id);
    const done = await fetched(sent.id);
    expect(done).toMatchObject({
      status: 'applied',
      counts: { created: 4, rejected: 0 },
      photos: { waiting: 0, added: 2, known: 0, failed: 3 },
      errors: [{ code: 'photo_not_fetched', column: 'photo_urls', count: 3 }],
    });
    expect(await photosOf('A')).toHaveLength(2);
    const rows = await desk.rows(sent.id);
    expect(rows.map(({ errors }) => errors.map(({ value }) => value))).toEqual([
      [],
      [at('missing.jpg')],
      expect.arrayContaining([at('page.jpg'), 'http://10.0.0.7/a.jpg']) as string[],
      [],
    ]);
    expect(rows[1]?.errors[0]?.message).toBe('It answered with status 404.');
  });

  it('come no second time with the same file, and leave with the import', async () => {
    const text = file(`A,Mew,pokemon,NM,5,1,${at('front.jpg')}`, `B,Abra,pokemon,NM,5,1,${at('missing.jpg')}`);
    const first = await desk.bring(text);
    await fetched(first.id);
    const [photo] = await photosOf('A');
    const second = await desk.bring(text);
    expect(second.counts).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
    expect((await fetched(second.id)).photos).toEqual({ waiting: 0, added: 0, known: 1, failed: 1 });
    expect(await photosOf('A')).toHaveLength(1);
    const undone = await desk.undo(first.id);
    expect(undone).toMatchObject({ status: 'undone', problem: null, errors: [], photos: { added: 0, failed: 0 } });
    expect(await photosOf('A')).toEqual([]);
    expect((await owner.fetch(photo?.url ?? '')).status).toBe(404);
  });

  it('are gone on with by another worker where one died, each once', async () => {
    const { db } = app.program.platform;
    const bytes = await picture();
    const answers: (() => void)[] = [];
    elsewhere.answers((response) => void answers.push(() => response.end(bytes)));
    const urls = Array.from({ length: 7 }, (_, index) => at(`${index}.jpg`));
    const { id } = await desk.bring(file(`A,Mew,pokemon,NM,5,1,${urls.join(' ')}`));
    await waitFor('the first fetches', () => answers.length === 4);
    // Whoever had them in hand is taken for dead: its claim is another's, which ends in a moment.
    await sql`UPDATE inventory.import_photo_work SET claim = ${randomUUID()}, claimed_until = now()
      WHERE vendor_id = ${desk.vendor_id}`.execute(db);
    const flow = setInterval(() => answers.splice(0).forEach((answer) => answer()), 20);
    try {
      expect((await fetched(id)).photos).toEqual({ waiting: 0, added: 7, known: 0, failed: 0 });
    } finally {
      clearInterval(flow);
    }
    expect(await photosOf('A')).toHaveLength(7);
  });
});
