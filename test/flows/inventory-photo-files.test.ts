import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweepPhotos } from '../../server/modules/inventory/photos/services/sweep-photos.ts';
import { openPhotoStore, type PhotoStore } from '../../server/modules/inventory/photos/store/photo-store.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import { sendPhoto } from '../support/photos.ts';
import { S3_KEYS, type S3Server, startS3 } from '../support/s3.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';

const HOUR_MS = 60 * 60 * 1000;
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

const store = (): PhotoStore => openPhotoStore(app.program.platform.config);
const sweep = () => sweepPhotos(app.program.platform, store(), new AbortController().signal);

async function listing(): Promise<{ readonly vendor_id: string; readonly id: string }> {
  const { id } = await addCard(owner, shop.vendor_id);
  return { vendor_id: shop.vendor_id, id };
}

describe('the sweep of photos', () => {
  it('removes files that no row names once they are old, counts files that are missing, and leaves the rest', async () => {
    const kept = await sendPhoto(owner, await listing());
    const lost = await sendPhoto(owner, await listing());
    const nameOf = (url = ''): string => /([0-9a-f]{32})/.exec(url)?.[1] ?? '';
    await mkdir(join(data_dir, 'photos', 'ab'), { recursive: true });
    const orphan = (name: string): string => join(data_dir, 'photos', 'ab', name);
    const old = new Date(Date.now() - 2 * HOUR_MS);
    for (const name of [
      `ab${'1'.repeat(30)}.webp`,
      `ab${'1'.repeat(30)}.thumb.webp`,
      `ab${'2'.repeat(30)}.webp`,
      'half.part',
    ])
      await writeFile(orphan(name), 'x');
    for (const name of [`ab${'1'.repeat(30)}.webp`, `ab${'1'.repeat(30)}.thumb.webp`, 'half.part'])
      await utimes(orphan(name), old, old);
    await store().remove(nameOf(lost.photos[0]?.url), 'full');
    expect(await sweep()).toEqual({ removed: 1, missing: 0 }); // what is new may not be whole yet
    const later = {
      ...app.program.platform,
      clock: { ...app.program.platform.clock, ms: () => Date.now() + 2 * HOUR_MS },
    };
    expect(await sweepPhotos(later, store(), new AbortController().signal)).toEqual({ removed: 1, missing: 1 });
    expect(await readdir(join(data_dir, 'photos', 'ab'))).not.toContain('half.part');
    expect((await app.visitor().fetch(kept.photos[0]?.url ?? '')).status).toBe(200);
  });
});

describe('photos in a bucket', () => {
  let s3: S3Server;
  let there: TestApp;

  beforeAll(async () => {
    s3 = await startS3();
    const env = {
      PHOTOS_S3_URL: s3.url,
      PHOTOS_S3_REGION: S3_KEYS.region,
      PHOTOS_S3_ACCESS_KEY: S3_KEYS.access,
      PHOTOS_S3_SECRET_KEY: S3_KEYS.secret,
    };
    there = await startApp({ args: ['--run=api'], env, requests_per_minute: 1_000_000 });
  });
  afterAll(async () => {
    await there[Symbol.asyncDispose]();
    await s3[Symbol.asyncDispose]();
  });

  it('are written, shown, swept and removed with signatures that hold', async () => {
    const person = await there.register();
    const { vendor_id } = await openVendor(person);
    const params = { vendor_id, id: (await addCard(person, vendor_id)).id };
    await sendPhoto(person, params);
    const { photos } = await sendPhoto(person, params);
    expect(s3.objects.size).toBe(4);
    expect((await there.visitor().fetch(photos[0]?.url ?? '')).status).toBe(200);
    expect((await there.visitor().fetch(`/photos/${'0'.repeat(32)}.webp`)).status).toBe(404);
    const orphan = `${'f'.repeat(32)}.webp`;
    s3.objects.set(orphan, { bytes: Buffer.alloc(1), written_at: new Date(Date.now() - 2 * HOUR_MS) });
    const { platform } = there.program;
    const bucket = openPhotoStore(platform.config);
    expect(await sweepPhotos(platform, bucket, new AbortController().signal)).toEqual({ removed: 1, missing: 0 });
    await person.do('removePhoto', { params: { ...params, photo_id: photos[0]?.id ?? '' } });
    expect(s3.objects.size).toBe(2);
    expect(s3.refused()).toBe(0);
  });

  it('are not kept with a wrong key, and nothing of them is', async () => {
    const { platform } = there.program;
    const { s3: right } = platform.config.photos;
    if (right === null) throw new Error('a bucket is configured');
    const wrong = openPhotoStore({ data_dir, photos: { s3: { ...right, secret_key: 'another' } } });
    await expect(wrong.put('0'.repeat(32), 'full', Buffer.from('x'))).rejects.toThrow('answered PUT with status 403');
    expect(s3.refused()).toBe(1);
  });
});
