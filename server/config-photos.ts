import { ConfigError } from './config-values.ts';

/** Where photos lie. The secret key is read here and handed on; it is never logged. */
export interface PhotosConfig {
  /** Null: on disk, in DATA_DIR. */
  readonly s3: S3Config | null;
}

export interface S3Config {
  /** Of the bucket, without a slash at the end: https://bucket.s3.example.org or https://s3.example.org/bucket. */
  readonly url: string;
  readonly region: string;
  readonly access_key: string;
  readonly secret_key: string;
}

const EXAMPLE = 'https://s3.example.org/photos';
const REGION = /^[a-z0-9-]{1,40}$/;

export function readPhotos(env: Readonly<Record<string, string | undefined>>): PhotosConfig {
  const url = env['PHOTOS_S3_URL'];
  if (!url) return { s3: null };
  const refused = (why: string): ConfigError =>
    new ConfigError(`PHOTOS_S3_URL ${why}. Example: PHOTOS_S3_URL=${EXAMPLE}`);
  const read = URL.parse(url);
  if (read === null || !['https:', 'http:'].includes(read.protocol)) throw refused('starts with https:// or http://');
  if (read.username !== '' || read.password !== '') throw refused('holds no keys; they have variables of their own');
  if (read.search !== '' || read.hash !== '' || read.pathname.split('/').filter(Boolean).length > 1)
    throw refused('names a host and a bucket, and nothing after them');
  const access_key = env['PHOTOS_S3_ACCESS_KEY'];
  const secret_key = env['PHOTOS_S3_SECRET_KEY'];
  if (!access_key || !secret_key)
    throw new ConfigError('PHOTOS_S3_ACCESS_KEY and PHOTOS_S3_SECRET_KEY are set together with PHOTOS_S3_URL.');
  const region = env['PHOTOS_S3_REGION'] || 'us-east-1';
  if (!REGION.test(region))
    throw new ConfigError(
      `PHOTOS_S3_REGION cannot be ${JSON.stringify(region)}. Example: PHOTOS_S3_REGION=eu-central-1`,
    );
  return { s3: { url: read.href.replace(/\/+$/, ''), region, access_key, secret_key } };
}
