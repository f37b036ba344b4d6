import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chmod, constants, chown, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseStartError } from '../database-start-error.ts';
import { type Account, invocation } from './account.ts';
import { type Binaries, program } from './binaries.ts';
import { SUPERUSER } from './postmaster.ts';
import { shortHash } from './short-hash.ts';

/** The major version the installed binaries write; a cluster of another one cannot be opened by them. */
const POSTGRES_MAJOR = '18';

/** What stands in a data directory. */
export interface Layout {
  /** DATA_DIR itself: ours, entered by the database's account too, so it stays 0755. */
  readonly data_dir: string;
  /** PostgreSQL's own files: 0700, its account's. */
  readonly cluster: string;
  readonly log_file: string;
  readonly password_file: string;
}

export function layoutOf(data_dir: string): Layout {
  return {
    data_dir,
    cluster: join(data_dir, 'postgres'),
    log_file: join(data_dir, 'postgres.log'),
    password_file: join(data_dir, 'postgres-password'),
  };
}

/** Makes DATA_DIR when it is missing, open to the database's account whatever the umask says. */
export async function makeDataDir(data_dir: string): Promise<void> {
  try {
    const made = await mkdir(data_dir, { recursive: true });
    if (made !== undefined) await chmod(data_dir, 0o755);
    await access(data_dir, constants.W_OK);
  } catch (error) {
    throw new DatabaseStartError(
      `The data directory ${data_dir} cannot be used: ${(error as Error).message}. Choose another folder with DATA_DIR.`,
    );
  }
}

/** @returns the major version that wrote the cluster, or null when there is none. */
async function versionOf(cluster: string): Promise<string | null> {
  try {
    return (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new DatabaseStartError(`The data directory ${cluster} cannot be read: ${(error as Error).message}.`);
  }
}

/**
 * Makes the cluster when there is none. It is built beside its place and moved in when whole, so that a start that is
 * killed half way leaves nothing that looks like a database.
 *
 * @returns whether it was made now.
 * @throws DatabaseStartError when another major version wrote it, or initdb fails.
 */
export async function ensureCluster(
  layout: Layout,
  options: { readonly binaries: Binaries; readonly account: Account; readonly sync: boolean },
): Promise<boolean> {
  const version = await versionOf(layout.cluster);
  if (version === POSTGRES_MAJOR) return false;
  if (version !== null)
    throw new DatabaseStartError(
      `The data in ${layout.cluster} was written by PostgreSQL ${version}; this program runs PostgreSQL ` +
        `${POSTGRES_MAJOR}. With the version that wrote it, run: npm run backup -- --to=FILE. Then start this one with ` +
        'a new DATA_DIR and run: npm run restore -- --from=FILE.',
    );
  const unfinished = `${layout.cluster}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await rm(layout.password_file, { force: true });
  await writeFile(layout.password_file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  await mkdir(unfinished, { mode: 0o700 });
  if (options.account.kind === 'other') {
    const { uid, gid } = options.account;
    await Promise.all([unfinished, layout.password_file].map((path) => chown(path, uid, gid)));
  }
  await runInitdb(unfinished, layout.password_file, options);
  await rename(unfinished, layout.cluster);
  return true;
}

async function runInitdb(
  directory: string,
  password_file: string,
  options: { readonly binaries: Binaries; readonly account: Account; readonly sync: boolean },
): Promise<void> {
  const { command, args, identity } = invocation(options.account, program(options.binaries, 'initdb'), [
    `--pgdata=${directory}`,
    `--username=${SUPERUSER}`,
    // The socket stands in a folder only the account may enter; on the network a password is asked.
    '--auth-local=trust',
    '--auth-host=scram-sha-256',
    `--pwfile=${password_file}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
    ...(options.sync ? [] : ['--no-sync']),
  ]);
  const child = spawn(command, args, {
    ...identity,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin', TZ: 'UTC' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new DatabaseStartError(`initdb could not make the database (exit ${code}):\n${output.trim()}`);
}

/** The longest path of a socket's folder that every system takes, leaving room for `/.s.PGSQL.5432`. */
const SOCKET_DIRECTORY_BYTES_MAX = 88;

/**
 * The private folder (0700) of the socket: the cluster itself, or where its path is too long for a socket's address, one
 * of the account's own in the system's temporary folder.
 */
export async function socketDirectory(layout: Layout, account: Account): Promise<string> {
  if (Buffer.byteLength(layout.cluster) <= SOCKET_DIRECTORY_BYTES_MAX) return layout.cluster;
  const directory = join(tmpdir(), `omni-stock-${shortHash(layout.cluster)}`);
  const uid = account.kind === 'other' ? account.uid : (process.getuid?.() ?? 0);
  try {
    await mkdir(directory, { mode: 0o700 });
    if (account.kind === 'other') await chown(directory, account.uid, account.gid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const stats = await lstat(directory);
  if (!stats.isDirectory() || stats.uid !== uid || (stats.mode & 0o077) !== 0)
    throw new DatabaseStartError(
      `${directory} should be this program's private folder and is not: remove it, or choose a DATA_DIR with a path of ` +
        `at most ${SOCKET_DIRECTORY_BYTES_MAX - '/postgres'.length} characters.`,
    );
  return directory;
}
