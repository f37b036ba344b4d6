import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { bomb, picture } from '../../../../test/support/pictures.ts';
import { readPhoto } from './read-photo.ts';

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>';
const html = '<!doctype html><script>alert(1)</script>';

async function aboutFull(bytes: Buffer) {
  const { full } = await readPhoto(bytes);
  return sharp(full).metadata();
}

describe('a picture that is read', () => {
  it.each(['jpeg', 'png', 'webp', 'avif'] as const)('becomes WebP from %s', async (as) => {
    const { full, thumb, width, height } = await readPhoto(await picture({ as, width: 400, height: 300 }));
    expect([width, height]).toEqual([400, 300]);
    expect(await sharp(full).metadata()).toMatchObject({ format: 'webp', width: 400, height: 300 });
    expect(await sharp(thumb).metadata()).toMatchObject({ format: 'webp', width: 240, height: 180 });
  });

  it('is made smaller, never larger', async () => {
    expect(await aboutFull(await picture({ width: 2000, height: 3000 }))).toMatchObject({ width: 1067, height: 1600 });
    expect(await aboutFull(await picture({ width: 20, height: 10 }))).toMatchObject({ width: 20, height: 10 });
  });

  it('is turned upright, and keeps nothing of what the camera noted', async () => {
    const bytes = await picture({ width: 40, height: 20, orientation: 6, note: 'Ada, at home' });
    expect((await sharp(bytes).metadata()).orientation).toBe(6);
    const { full, width, height } = await readPhoto(bytes);
    expect([width, height]).toEqual([20, 40]);
    // What was on the left is on top now.
    const top = await sharp(full).extract({ left: 8, top: 2, width: 1, height: 1 }).raw().toBuffer();
    expect(top[0]).toBeGreaterThan(top[2] ?? 0);
    const { exif, xmp, iptc, icc, orientation } = await sharp(full).metadata();
    expect([exif, xmp, iptc, icc, orientation]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(full.includes('Ada')).toBe(false);
  });

  it('is written anew: what was put behind it is gone', async () => {
    const { full, thumb } = await readPhoto(Buffer.concat([await picture(), Buffer.from(html)]));
    expect(full.includes('script') || thumb.includes('script')).toBe(false);
  });
});

describe('what is no picture', () => {
  it.each<[string, () => Promise<Buffer> | Buffer]>([
    ['nothing', () => Buffer.alloc(0)],
    ['a page', () => Buffer.from(html)],
    ['SVG', () => Buffer.from(svg)],
    ['SVG that calls itself PNG', () => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.from(svg)])],
    ['GIF', () => picture({ as: 'gif' })],
    ['a GIF that is a script', () => Buffer.from(`GIF89a/*${html}*/=1`)],
    ['PDF', () => Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n')],
    [
      'the first bytes of a JPEG before a page',
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(html)]),
    ],
    ['the head of WebP before a page', () => Buffer.from(`RIFF0000WEBP${html}`)],
    ['the head of AVIF before a page', () => Buffer.from(`\0\0\0\x20ftypavif${html}`)],
    ['half a JPEG', async () => (await picture({ width: 600, height: 600 })).subarray(0, 2000)],
    ['half a PNG', async () => (await picture({ as: 'png', width: 600, height: 600 })).subarray(0, 500)],
    ['a film of several pictures', film],
  ])('is refused: %s', async (_, make) => {
    await expect(readPhoto(await make())).rejects.toMatchObject({ code: 'photo_unreadable' });
  });

  it('is refused for its size before it is unpacked', async () => {
    const bytes = bomb(12_000, 12_000);
    expect(bytes.length).toBeLessThan(1_000_000);
    await expect(readPhoto(bytes)).rejects.toMatchObject({
      code: 'photo_unreadable',
      detail: { reason: 'It has more than 50 megapixels.' },
    });
  });
});

/** Two frames, as WebP keeps them. */
async function film(): Promise<Buffer> {
  const frames = await Promise.all(
    ['#f00', '#0f0'].map((background) =>
      sharp({ create: { width: 20, height: 20, channels: 4, background } })
        .png()
        .toBuffer(),
    ),
  );
  return sharp(frames, { join: { animated: true } })
    .webp({ delay: [100, 100] })
    .toBuffer();
}
