import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A file for the test that runs, gone when it has ended. @returns its path. */
export async function ownFile(name: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'omni-stock-file-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}
