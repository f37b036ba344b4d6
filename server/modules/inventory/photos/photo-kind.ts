import { randomBytes } from 'node:crypto';

/** A picture has two files: as large as it is kept, and small for lists. */
export const photoKinds = ['full', 'thumb'] as const;
export type PhotoKind = (typeof photoKinds)[number];

const FILE = /^([0-9a-f]{32})(\.thumb)?\.webp$/;

/** Under which addresses pictures are shown to everybody who knows them. */
export const PHOTOS_AT = '/photos/';

/** 128 random bits: who was not told a picture's name does not find it. */
export function newPhotoName(): string {
  return randomBytes(16).toString('hex');
}

export function photoFile(name: string, kind: PhotoKind): string {
  return kind === 'full' ? `${name}.webp` : `${name}.thumb.webp`;
}

/** What a file's name says; null where it is none of ours. */
export function photoOfFile(file: string): { readonly name: string; readonly kind: PhotoKind } | null {
  const [, name, thumb] = FILE.exec(file) ?? [];
  return name === undefined ? null : { name, kind: thumb === undefined ? 'full' : 'thumb' };
}

export function photoAddress(name: string, kind: PhotoKind): string {
  return PHOTOS_AT + photoFile(name, kind);
}
