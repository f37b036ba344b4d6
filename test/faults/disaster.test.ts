import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { installation } from './program.ts';
import { missingOf, writeUntilGone } from './writers.ts';

const run = promisify(execFile);

/** Runs one of the commands as npm does, on one data directory. */
function command(name: string, data_dir: string, args: readonly string[]): Promise<{ stdout: string }> {
  const script = join(import.meta.dirname, '../../scripts', `${name}.ts`);
  return run(process.execPath, [script, ...args], { env: { PATH: process.env['PATH'], DATA_DIR: data_dir } });
}

it('a lost machine is brought back from a backup made while people wrote', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'omni-stock backups-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'all of it.gz');
  await using lost = await installation();
  await using found = await installation();

  const program = await lost.start();
  const before = new AbortController();
  const onList = (lists: number): void => (lists === 2 ? before.abort() : undefined);
  const early = await writeUntilGone({ url: lost.url, who: 'early', signal: before.signal, onList });
  if (early === null) throw new Error('the writer was registered');
  const later = new AbortController();
  const stillWriting = writeUntilGone({ url: lost.url, who: 'during', signal: later.signal });
  expect((await command('backup', lost.data_dir, [`--to=${file}`])).stdout).toMatch(/^\d+ rows of \d+ tables are in /);
  later.abort();
  await stillWriting;
  await program.kill();

  expect((await command('restore', found.data_dir, [`--from=${file}`])).stdout).toMatch(/^Restored \d+ rows/);
  const again = await found.start();
  expect(early.lists.size).toBeGreaterThan(0);
  expect(await missingOf(found.url, early)).toEqual([]);
  const refused = command('restore', found.data_dir, [`--from=${file}`, '--replace']);
  await expect(refused).rejects.toThrow('in use by another start of this program');
  expect(await again.stop()).toBe(0);
});
