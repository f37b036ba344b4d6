import { sql } from 'kysely';
import type { Platform } from '../../../../platform/platform.ts';
import { photoKinds } from '../photo-kind.ts';
import type { PhotoStore, StoredFile } from '../store/photo-store.ts';
import { removeFiles } from './add-photo.ts';

/** A photo whose row is not there yet, or whose files are not, has so long to be whole. */
const GRACE_MS = 60 * 60 * 1000;
const NAMES_AT_ONCE = 1_000;

export interface Swept {
  /** Photos whose files no row named; they are gone now. */
  readonly removed: number;
  /** Files that rows name and that are not there. */
  readonly missing: number;
}

/**
 * Compares the files of photos with the rows that name them, both in the order of their names. Files that no row names,
 * left by a crash between the file and the row, are removed; a file that is missing is counted in
 * `invariant_violations_total` and logged, since nobody can make it again.
 */
export async function sweepPhotos(platform: Platform, store: PhotoStore, signal: AbortSignal): Promise<Swept> {
  const { clock, log, metrics } = platform;
  const violations = metrics.counter('invariant_violations_total', 'Rules that must never be broken, and were', [
    'invariant',
  ]);
  violations.inc({ invariant: 'photo_file_missing' }, 0);
  const old = clock.ms() - GRACE_MS;
  const rows = namesOf(platform);
  let row = await nextOf(rows);
  let removed = 0;
  let missing = 0;
  const passOver = async (isBefore: (one: Named) => boolean): Promise<void> => {
    for (; row !== null && isBefore(row); row = await nextOf(rows))
      if (row.created_at.getTime() < old) missing += photoKinds.length;
  };
  for await (const [name, files] of photosOf(store)) {
    if (signal.aborted) return { removed, missing };
    await passOver((one) => one.name < name);
    if (row?.name === name) {
      if (row.created_at.getTime() < old) missing += photoKinds.length - files.length;
      row = await nextOf(rows);
    } else if (files.every(({ written_at }) => written_at.getTime() < old)) {
      await removeFiles(platform, store, name);
      removed += 1;
    }
  }
  await passOver(() => true);
  if (missing > 0) {
    violations.inc({ invariant: 'photo_file_missing' }, missing);
    log.error({ missing }, 'files of photos are missing');
  }
  if (removed > 0) log.info({ removed }, 'files that no photo names are removed');
  return { removed, missing };
}

interface Named {
  readonly name: string;
  readonly created_at: Date;
}

async function* namesOf({ db }: Platform): AsyncGenerator<Named> {
  let after = '';
  for (;;) {
    const { rows } = await sql<Named>`SELECT * FROM inventory.photo_names(${after}, ${NAMES_AT_ONCE})`.execute(db);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < NAMES_AT_ONCE) return;
    after = last.name;
  }
}

async function nextOf(rows: AsyncGenerator<Named>): Promise<Named | null> {
  const { value, done } = await rows.next();
  return done === true ? null : value;
}

/** The files of each photo together: they stand beside each other. */
async function* photosOf(store: PhotoStore): AsyncGenerator<[string, StoredFile[]]> {
  let files: StoredFile[] = [];
  for await (const some of store.list())
    for (const file of some) {
      const [first] = files;
      if (first !== undefined && first.name !== file.name) {
        yield [first.name, files];
        files = [];
      }
      files.push(file);
    }
  const [first] = files;
  if (first !== undefined) yield [first.name, files];
}
