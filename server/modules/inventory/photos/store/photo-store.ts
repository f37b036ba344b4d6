import { join } from 'node:path';
import type { Config } from '../../../../config.ts';
import type { PhotoKind } from '../photo-kind.ts';
import { diskStore } from './disk-store.ts';
import { s3Store } from './s3-store.ts';

/** Where the files of pictures lie. A file is written once, under a name of its own, and never changed. */
export interface PhotoStore {
  /** Writes a file whole, or not at all. */
  put(name: string, kind: PhotoKind, bytes: Buffer): Promise<void>;
  get(name: string, kind: PhotoKind): Promise<Buffer | null>;
  /** A file that is not there is removed. */
  remove(name: string, kind: PhotoKind): Promise<void>;
  /** All files in the order of their names, some at a time. */
  list(): AsyncIterable<readonly StoredFile[]>;
}

export interface StoredFile {
  readonly name: string;
  readonly kind: PhotoKind;
  readonly written_at: Date;
}

/** On disk beside the database, or where PHOTOS_S3_URL says. */
export function openPhotoStore({ photos, data_dir }: Pick<Config, 'photos' | 'data_dir'>): PhotoStore {
  return photos.s3 === null ? diskStore(join(data_dir, 'photos')) : s3Store(photos.s3);
}
