import { describe, expect, it } from 'vitest';
import { readPhotos } from './config-photos.ts';

const keys = { PHOTOS_S3_ACCESS_KEY: 'AKIA', PHOTOS_S3_SECRET_KEY: 'very secret' };

describe('where photos lie', () => {
  it('is the disk, unless a bucket is named', () => {
    expect(readPhotos({})).toEqual({ s3: null });
    expect(readPhotos({ PHOTOS_S3_URL: 'https://s3.example.org/photos/', ...keys })).toEqual({
      s3: { url: 'https://s3.example.org/photos', region: 'us-east-1', access_key: 'AKIA', secret_key: 'very secret' },
    });
    expect(
      readPhotos({ PHOTOS_S3_URL: 'https://photos.s3.example.org', PHOTOS_S3_REGION: 'eu-1', ...keys }),
    ).toMatchObject({
      s3: { url: 'https://photos.s3.example.org', region: 'eu-1' },
    });
  });

  it.each([
    [{ PHOTOS_S3_URL: 'bucket' }, 'PHOTOS_S3_URL starts with https:// or http://'],
    [{ PHOTOS_S3_URL: 'https://s3.example.org/a/b' }, 'PHOTOS_S3_URL names a host and a bucket'],
    [{ PHOTOS_S3_URL: 'https://key:word@s3.example.org/a' }, 'PHOTOS_S3_URL holds no keys'],
    [{ PHOTOS_S3_URL: 'https://s3.example.org/a', PHOTOS_S3_SECRET_KEY: '' }, 'PHOTOS_S3_ACCESS_KEY and'],
    [{ PHOTOS_S3_URL: 'https://s3.example.org/a', PHOTOS_S3_REGION: 'Nowhere!' }, 'PHOTOS_S3_REGION cannot be'],
  ])('is refused with the name of the variable, and never the secret: %o', (env, message) => {
    const read = () => readPhotos({ ...keys, ...env });
    expect(read).toThrow(message);
    expect(read).not.toThrow('very secret');
  });
});
