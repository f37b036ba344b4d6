import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { photoFile, type PhotoKind, photoOfFile } from '../photo-kind.ts';
import type { PhotoStore, StoredFile } from './photo-store.ts';

/** Files are spread over 256 folders by the first letters of their names: none grows too long to be listed. */
const FOLDER_LETTERS = 2;
const FOLDER = /^[0-9a-f]{2}$/;

export function diskStore(root: string): PhotoStore {
  const pathOf = (name: string, kind: PhotoKind): string =>
    join(root, name.slice(0, FOLDER_LETTERS), photoFile(name, kind));
  return {
    async put(name, kind, bytes) {
      const path = pathOf(name, kind);
      await mkdir(dirname(path), { recursive: true });
      // A name that is no picture's until all of it is on the disk.
      const unfinished = `${path}.part`;
      try {
        await write(unfinished, bytes);
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    get: (name, kind) => readFile(pathOf(name, kind)).catch(nullWhereMissing),
    remove: (name, kind) => rm(pathOf(name, kind), { force: true }),
    async *list() {
      const folders = (await readdir(root).catch(nullWhereMissing)) ?? [];
      for (const folder of folders.filter((one) => FOLDER.test(one)).toSorted()) yield filesIn(join(root, folder));
    },
  };
}

async function write(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'w', 0o644);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** What a crash left half written is removed once nobody can be writing it any more. */
const UNFINISHED_MS_MAX = 60 * 60 * 1000;

async function filesIn(folder: string): Promise<StoredFile[]> {
  const found: StoredFile[] = [];
  for (const file of (await readdir(folder)).toSorted()) {
    const photo = photoOfFile(file);
    const about = await stat(join(folder, file)).catch(nullWhereMissing);
    if (about === null) continue;
    if (photo !== null) found.push({ ...photo, written_at: about.mtime });
    else if (file.endsWith('.part') && performance.timeOrigin + performance.now() - about.mtimeMs > UNFINISHED_MS_MAX)
      await rm(join(folder, file), { force: true });
  }
  return found;
}

function nullWhereMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
