import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHOTOS_MAX } from '../../contract/inventory-photos.ts';
import { PHOTO_BYTES_MAX } from '../../contract/inventory-terms.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { sendPhoto } from '../support/photos.ts';
import { bomb, picture } from '../support/pictures.ts';
import { startReceiver } from '../support/receiver.ts';
import { addCard, hire, openVendor, type TestVendor } from '../support/vendors.ts';

let app: TestApp;
let owner: Client;
let shop: TestVendor;
let data_dir = '';

beforeAll(async () => {
  data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-photos-'));
  app = await startApp({ args: ['--run=api'], env: { DATA_DIR: data_dir }, requests_per_minute: 1_000_000 });
  owner = await app.register();
  shop = await openVendor(owner);
});
afterAll(async () => {
  await app[Symbol.asyncDispose]();
  await rm(data_dir, { recursive: true });
});

async function listing(): Promise<{ readonly vendor_id: string; readonly id: string }> {
  const { id } = await addCard(owner, shop.vendor_id);
  return { vendor_id: shop.vendor_id, id };
}

async function filesOnDisk(): Promise<string[]> {
  const entries = await readdir(join(data_dir, 'photos'), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

describe('photos of a collectible', () => {
  it('are added at the end, shown with it, and the first of them in lists', async () => {
    const params = await listing();
    const before = await owner.call('getCollectible', { params });
    await sendPhoto(owner, params, { bytes: await picture({ width: 400, height: 300 }) });
    const { status, photos } = await sendPhoto(owner, params, {
      bytes: await picture({ as: 'png' }),
      type: 'image/png',
    });
    expect(status).toBe(201);
    expect(photos).toMatchObject([
      { width: 400, height: 300 },
      { width: 40, height: 20 },
    ]);
    const after = await owner.call('getCollectible', { params });
    expect(after.data.photos).toEqual(photos);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    // An edit of somebody who has not seen the photos is no conflict.
    const edit = { params, body: { note: 'x' }, headers: { 'if-match': before.headers.get('etag') ?? '' } };
    expect((await owner.call('updateCollectible', edit)).status).toBe(200);
    const listed = await owner.do('listCollectibles', { params, query: { limit: 100 } });
    expect(listed.find(({ id }) => id === params.id)?.thumb_url).toBe(photos[0]?.thumb_url);
  });

  it('are shown at their address to everybody, for ever, and as pictures alone', async () => {
    const params = await listing();
    const { photos } = await sendPhoto(owner, params, { bytes: await picture({ width: 400, height: 300 }) });
    const [photo] = photos;
    expect(photo?.url).toMatch(/^\/photos\/[0-9a-f]{32}\.webp$/);
    for (const [address, width] of [
      [photo?.url ?? '', 400],
      [photo?.thumb_url ?? '', 240],
    ] as const) {
      const answer = await app.visitor().fetch(address);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('image/webp');
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await sharp(Buffer.from(await answer.arrayBuffer())).metadata()).toMatchObject({ format: 'webp', width });
    }
  });

  it.each(['00000000000000000000000000000000.webp', 'x.webp', '..%2f..%2fpackage.json', '.webp', ''])(
    'are not there under another name: /photos/%s',
    async (file) => {
      const answer = await app.visitor().fetch(`/photos/${file}`, { headers: { accept: 'text/html' } });
      expect([answer.status, ((await answer.json()) as { errors: { code: string }[] }).errors[0]?.code]).toEqual([
        404,
        'route_unknown',
      ]);
    },
  );

  it('are put into another order: all of them, each once', async () => {
    const params = await listing();
    await sendPhoto(owner, params);
    await sendPhoto(owner, params);
    const { photos } = await sendPhoto(owner, params);
    const ids = photos.map(({ id }) => id);
    const turned = await owner.do('orderPhotos', { params, body: { photo_ids: ids.toReversed() } });
    expect(turned.map(({ id }) => id)).toEqual(ids.toReversed());
    const [first = ''] = ids;
    for (const photo_ids of [[first], [first, first, ids[1] ?? '']])
      expect((await owner.call('orderPhotos', { params, body: { photo_ids } })).code).toBe('input_invalid');
    const other = await listing();
    const foreign = await owner.call('orderPhotos', { params: other, body: { photo_ids: [first] } });
    expect(foreign.code).toBe('photo_unknown');
    const left = await owner.do('removePhoto', { params: { ...params, photo_id: ids[1] ?? '' } });
    expect(left.map(({ id }) => id)).toEqual([ids[2], ids[0]]);
    expect((await sendPhoto(owner, params)).photos.map(({ id }) => id).slice(0, 2)).toEqual([ids[2], ids[0]]);
  });

  it('are gone with their files when they are removed', async () => {
    const params = await listing();
    const { photos } = await sendPhoto(owner, params);
    const [photo] = photos;
    await owner.do('removePhoto', { params: { ...params, photo_id: photo?.id ?? '' } });
    expect((await app.visitor().fetch(photo?.url ?? '')).status).toBe(404);
    expect((await app.visitor().fetch(photo?.thumb_url ?? '')).status).toBe(404);
    const again = await owner.call('removePhoto', { params: { ...params, photo_id: photo?.id ?? '' } });
    expect(again.code).toBe('photo_unknown');
  });

  it(`are ${PHOTOS_MAX} at most, however many are sent at once`, async () => {
    const params = await listing();
    const before = (await filesOnDisk()).length;
    const bytes = await picture();
    for (let number = 0; number < PHOTOS_MAX - 2; number += 1) await sendPhoto(owner, params, { bytes });
    const answers = await Promise.all([1, 2, 3, 4].map(() => sendPhoto(owner, params, { bytes })));
    const codes = answers.map(({ code }) => code);
    expect([codes.filter((code) => code === null), codes.filter((code) => code === 'photo_limit')]).toEqual([
      [null, null],
      ['photo_limit', 'photo_limit'],
    ]);
    expect((await filesOnDisk()).length - before).toBe(2 * PHOTOS_MAX);
  });

  it('are added by a clerk and not by a viewer', async () => {
    const params = await listing();
    const clerk = await app.register();
    const viewer = await app.register();
    await hire(owner, clerk, { ...shop, role: 'clerk' });
    await hire(owner, viewer, { ...shop, role: 'viewer' });
    expect((await sendPhoto(clerk, params)).status).toBe(201);
    expect((await sendPhoto(viewer, params)).code).toBe('vendor_role_needed');
  });
});

describe('a file that is sent', () => {
  it.each<[string, () => Buffer | Promise<Buffer>, string, string]>([
    ['a page that calls itself a picture', () => Buffer.from('<script>1</script>'), 'image/jpeg', 'photo_unreadable'],
    ['a picture too large to unpack', () => bomb(12_000, 12_000), 'image/png', 'photo_unreadable'],
    [
      'half a picture',
      async () => (await picture({ width: 900, height: 900 })).subarray(0, 3000),
      'image/jpeg',
      'photo_unreadable',
    ],
    ['a GIF under another type', () => picture({ as: 'gif' }), 'image/png', 'photo_unreadable'],
    ['a type that is not taken', () => picture({ as: 'gif' }), 'image/gif', 'media_type_unsupported'],
    ['SVG', () => Buffer.from('<svg/>'), 'image/svg+xml', 'media_type_unsupported'],
    ['more bytes than are taken', () => Buffer.alloc(PHOTO_BYTES_MAX + 1), 'image/jpeg', 'body_too_large'],
  ])('is refused and leaves nothing: %s', async (_, make, type, code) => {
    const params = await listing();
    const before = await filesOnDisk();
    const refused = await sendPhoto(owner, params, { bytes: await make(), type });
    expect(refused.code).toBe(code);
    expect(await filesOnDisk()).toEqual(before);
    expect((await owner.do('getCollectible', { params })).photos).toEqual([]);
  });

  it('is what its bytes say, whatever it was called', async () => {
    const { status } = await sendPhoto(owner, await listing(), {
      bytes: await picture({ as: 'webp' }),
      type: 'image/png',
    });
    expect(status).toBe(201);
  });
});

describe('a photo by its address', () => {
  it.each([
    'https://127.0.0.1/a.jpg',
    'https://localhost/a.jpg',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/a.jpg',
    'https://10.0.0.7:8443/a.jpg',
    'https://user:word@images.example.org/a.jpg',
  ])('is not fetched from %s', async (url) => {
    const params = await listing();
    const { code, errors } = await owner.call('fetchPhoto', { params, body: { url } });
    expect(code).toBe('photo_not_fetched');
    expect(errors[0]).toHaveProperty('reason');
  });

  it('is asked for over https alone, and of nobody before it is known that it may be added', async () => {
    await using elsewhere = await startReceiver();
    const params = await listing();
    expect((await owner.call('fetchPhoto', { params, body: { url: `${elsewhere.url}/a.jpg` } })).code).toBe(
      'input_invalid',
    );
    const stranger = await app.register();
    const url = `https://${elsewhere.host}/a.jpg`;
    expect((await stranger.call('fetchPhoto', { params, body: { url } })).code).toBe('vendor_unknown');
    expect(elsewhere.received).toEqual([]);
  });
});
