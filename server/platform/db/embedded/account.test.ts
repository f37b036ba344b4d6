import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type AccountChoice, accountRuns, chooseAccount } from './account.ts';
import { copyBinaries, installedBinaries, program } from './binaries.ts';

const PASSWD = 'root:x:0:0:root:/root:/bin/sh\npostgres:x:101:104::/:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n';

function machine(changes: Partial<AccountChoice>): AccountChoice {
  return { uid: 0, passwd: PASSWD, reaches: () => true, ...changes };
}

async function folder(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'omni-stock account-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

describe('the account that runs PostgreSQL', () => {
  const none = { parent: '/data', cluster: '/data/not-there' };

  it('is ourselves, unless we are root', async () => {
    expect(await chooseAccount(none, machine({ uid: 1000 }))).toEqual({ kind: 'self' });
    expect(await chooseAccount(none, machine({ uid: null }))).toEqual({ kind: 'self' });
  });

  it('is, for root, postgres, else nobody, else root in a user namespace: never one that is made', async () => {
    expect(await chooseAccount(none, machine({}))).toMatchObject({ name: 'postgres', uid: 101, gid: 104 });
    const without = PASSWD.replace(/^postgres.*\n/m, '');
    expect(await chooseAccount(none, machine({ passwd: without }))).toMatchObject({ name: 'nobody', uid: 65_534 });
    expect(await chooseAccount(none, machine({ passwd: '' }))).toEqual({ kind: 'namespace' });
  });

  it('is one that reaches the data directory', async () => {
    const home = machine({ reaches: (account) => account.kind === 'namespace' });
    expect(await chooseAccount(none, home)).toEqual({ kind: 'namespace' });
    await expect(chooseAccount(none, machine({ reaches: () => false }))).rejects.toThrow(
      'DATA_DIR=/var/lib/omni-stock',
    );
  });

  it('stays the one that made the cluster, and for another user’s cluster says whose it is', async () => {
    const parent = await folder();
    const cluster = join(parent, 'postgres');
    await mkdir(cluster);
    const uid = process.getuid?.() ?? 0;
    const passwd = `me:x:${uid}:${uid}::/:/bin/sh\n`;
    const chosen = await chooseAccount({ parent, cluster }, machine({ passwd }));
    expect(chosen).toEqual(uid === 0 ? { kind: 'namespace' } : { kind: 'other', name: 'me', uid, gid: uid });
    const stranger = machine({ uid: uid + 1, passwd });
    await expect(chooseAccount({ parent, cluster }, stranger)).rejects.toThrow(/belongs to me, who started it before/);
  });

  it('runs a copy of the programs where it cannot read the installed ones', async ({ skip }) => {
    skip(process.getuid?.() !== 0, 'of root alone');
    const before = process.umask(0o077);
    onTestFinished(() => void process.umask(before));
    const home = await folder(); // 0700, as homes are
    const closed = await copyBinaries(await installedBinaries(), home);
    const nobody = { kind: 'other', name: 'nobody', uid: 65_534, gid: 65_534 } as const;
    expect(accountRuns(nobody, program(closed, 'postgres'))).toBe(false);
    const open = await folder();
    await chmod(open, 0o755);
    const copy = await copyBinaries(closed, open);
    expect(accountRuns(nobody, program(copy, 'postgres'))).toBe(true);
    expect(accountRuns(nobody, program(copy, 'initdb'))).toBe(true);
  });
});
