import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { DatabaseStartError } from '../database-start-error.ts';

/**
 * As whom PostgreSQL's programs run. PostgreSQL refuses to run as root, so root gives it to another account that exists
 * (`postgres`, else `nobody`), and where neither can reach the files, to a user namespace: there root's own files look
 * like those of an ordinary account. Accounts are never created.
 */
export type Account =
  | { readonly kind: 'self' }
  | { readonly kind: 'other'; readonly name: string; readonly uid: number; readonly gid: number }
  | { readonly kind: 'namespace' };

/** The number root's files belong to as seen inside the user namespace; any but 0. */
const NAMESPACE_ID = 1000;
const ACCOUNT_NAMES = ['postgres', '_postgres', 'nobody'];

/** How to start a program as an account: what `spawn` takes. */
interface Invocation {
  readonly command: string;
  readonly args: readonly string[];
  readonly identity: { readonly uid?: number; readonly gid?: number };
}

export function invocation(account: Account, command: string, args: readonly string[]): Invocation {
  if (account.kind === 'self') return { command, args, identity: {} };
  if (account.kind === 'other') return { command, args, identity: { uid: account.uid, gid: account.gid } };
  const namespace = ['--user', `--map-user=${NAMESPACE_ID}`, `--map-group=${NAMESPACE_ID}`, '--'];
  return { command: 'unshare', args: [...namespace, command, ...args], identity: {} };
}

/** Surroundings of the choice, so that a test can stand in for a machine without these accounts. */
export interface AccountChoice {
  /** This process's user; null where there are none (Windows). */
  readonly uid: number | null;
  readonly passwd: string;
  /** Whether the account may enter the folder. */
  reaches(account: Account, directory: string): boolean;
}

function thisMachineAccounts(): AccountChoice {
  return { uid: process.getuid?.() ?? null, passwd: readPasswd(), reaches: accountReaches };
}

/**
 * Chooses the account for a data directory: its owner's if the cluster exists, else the first that reaches it.
 *
 * @param directories.parent exists; the cluster stands or will stand inside it.
 * @throws DatabaseStartError when the cluster is another user's, or no account can run it.
 */
export async function chooseAccount(
  directories: { readonly parent: string; readonly cluster: string },
  machine = thisMachineAccounts(),
): Promise<Account> {
  if (machine.uid === null) return { kind: 'self' };
  const owner = await stat(directories.cluster).then(
    (stats) => stats.uid,
    () => null,
  );
  if (machine.uid !== 0) {
    if (owner !== null && owner !== machine.uid)
      throw new DatabaseStartError(
        `The data directory ${directories.parent} belongs to ${nameOf(machine.passwd, owner)}, who started it before. ` +
          'Start the program as that user, or choose another folder with DATA_DIR.',
      );
    return { kind: 'self' };
  }
  const namespace: Account = { kind: 'namespace' };
  const others = ACCOUNT_NAMES.flatMap((name) => accountNamed(machine.passwd, name) ?? []);
  const candidates = owner === null ? [...others, namespace] : [owned(machine.passwd, owner)];
  const found = candidates.find((account) => machine.reaches(account, directories.parent));
  if (found) return found;
  throw new DatabaseStartError(
    `PostgreSQL does not run as root, and no other account can reach ${directories.parent}. Choose a folder that ` +
      'others may enter, for example DATA_DIR=/var/lib/omni-stock, or start the program as an ordinary user.',
  );
}

function owned(passwd: string, uid: number): Account {
  if (uid === 0) return { kind: 'namespace' };
  const line = passwdLines(passwd).find((fields) => Number(fields[2]) === uid);
  return { kind: 'other', name: line?.[0] ?? String(uid), uid, gid: Number(line?.[3] ?? uid) };
}

function accountNamed(passwd: string, name: string): Account | null {
  const line = passwdLines(passwd).find((fields) => fields[0] === name);
  return line ? { kind: 'other', name, uid: Number(line[2]), gid: Number(line[3]) } : null;
}

function nameOf(passwd: string, uid: number): string {
  return passwdLines(passwd).find((fields) => Number(fields[2]) === uid)?.[0] ?? `user ${uid}`;
}

/** Name, password, uid, gid and more, of each account. */
function passwdLines(passwd: string): string[][] {
  return passwd.split('\n').map((line) => line.split(':'));
}

function readPasswd(): string {
  try {
    return readFileSync('/etc/passwd', 'utf8');
  } catch {
    return '';
  }
}

/** Asks the kernel, not the mode bits: access lists and mounts count too. */
export function accountReaches(account: Account, directory: string): boolean {
  const { command, args, identity } = invocation(account, '/bin/sh', [
    '-c',
    'cd "$1" && ls . >/dev/null',
    'sh',
    directory,
  ]);
  return spawnSync(command, args, { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** Whether the account can run the program: it may be out of reach, or its libraries may. */
export function accountRuns(account: Account, executable: string): boolean {
  const { command, args, identity } = invocation(account, executable, ['--version']);
  return spawnSync(command, args, { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}
