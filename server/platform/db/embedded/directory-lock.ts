import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseStartError } from '../database-start-error.ts';

/** Which process owns a data directory. */
interface Owner {
  readonly pid: number;
  /** Tells a process from a later one with the same number; null where the system does not say. */
  readonly started: string | null;
  /** Tells two takings of the lock apart. */
  readonly nonce: string;
}

const LOCK_FILE = 'in-use-by.json';

export interface DirectoryLock {
  release(): Promise<void>;
}

/**
 * Takes a data directory for this process, or takes it over from one that was killed. The file appears whole, by a hard
 * link, so that two starts cannot both make it.
 *
 * @throws DatabaseStartError when a living process owns it, naming the process.
 */
export async function lockDirectory(directory: string): Promise<DirectoryLock> {
  const path = join(directory, LOCK_FILE);
  const mine: Owner = { pid: process.pid, started: await startOf(process.pid), nonce: randomUUID() };
  const draft = `${path}.${mine.nonce}`;
  await writeFile(draft, JSON.stringify(mine));
  try {
    while (!(await linked(draft, path))) await removeStale(path, directory, mine.nonce);
  } finally {
    await rm(draft, { force: true });
  }
  return {
    async release() {
      if ((await readOwner(path))?.nonce === mine.nonce) await rm(path, { force: true });
    },
  };
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead owner's file away. What was moved is read again: in between, another start may have taken the lock. */
async function removeStale(path: string, directory: string, nonce: string): Promise<void> {
  const owner = await readOwner(path);
  if (owner && (await isAlive(owner))) throw taken(directory, owner);
  const moved = `${path}.stale-${nonce}`;
  try {
    await rename(path, moved);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const removed = await readOwner(moved);
  if (removed && removed.nonce !== owner?.nonce && (await isAlive(removed))) {
    await link(moved, path).catch(() => undefined);
    await rm(moved, { force: true });
    throw taken(directory, removed);
  }
  await rm(moved, { force: true });
}

function taken(directory: string, owner: Owner): DatabaseStartError {
  return new DatabaseStartError(
    `The data directory ${directory} is in use by another start of this program (process ${owner.pid}). ` +
      'Stop that one first, or choose another folder with DATA_DIR.',
  );
}

async function readOwner(path: string): Promise<Owner | null> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Owner;
  } catch {
    return null; // gone, or cut short by a full disk: nobody's
  }
}

async function isAlive(owner: Owner): Promise<boolean> {
  if (!processExists(owner.pid)) return false;
  if (owner.pid === process.pid) return owner.started === (await startOf(process.pid)); // ours, taken twice
  return owner.started === null || owner.started === (await startOf(owner.pid));
}

/** Whether a process with this number runs, also one we may not signal. One that ended and waits to be noticed does not. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  try {
    return afterName(readFileSync(`/proc/${pid}/stat`, 'utf8'))[0] !== 'Z';
  } catch {
    return process.platform !== 'linux'; // elsewhere nothing more is known
  }
}

/** The fields after the process's name, which stands in parentheses and may hold spaces: state, parent and so on. */
function afterName(stat: string): string[] {
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** When a process started, in the kernel's ticks since boot with the boot's id; null outside Linux. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    const [ticks] = afterName(await readFile(`/proc/${pid}/stat`, 'utf8')).slice(19); // the 22nd field of all
    return `${boot}:${ticks}`;
  } catch {
    return null;
  }
}
