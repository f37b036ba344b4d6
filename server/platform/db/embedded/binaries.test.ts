import { cp, mkdtemp, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { installedBinaries, linkLibraries, thisMachine } from './binaries.ts';

describe('the bundled PostgreSQL programs', () => {
  it('get the links between their libraries, which no install script made', async () => {
    const installed = await installedBinaries();
    const directory = await mkdtemp(join(tmpdir(), 'omni-stock programs-'));
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    const links = JSON.parse(await readFile(join(installed.root, 'pg-symlinks.json'), 'utf8')) as {
      source: string;
      target: string;
    }[];
    const linked = new Set(links.map(({ target }) => join(installed.root, '..', target)));
    await cp(installed.root, join(directory, 'native'), {
      recursive: true,
      filter: (path) => !linked.has(path) && !path.includes('share'),
    });
    const copy = { root: join(directory, 'native'), version: installed.version };
    expect(await linkLibraries(copy)).toBe(true);
    expect(await linkLibraries(copy)).toBe(true);
    for (const { source, target } of links)
      expect(await realpath(join(directory, target))).toBe(await realpath(join(directory, source)));
  });

  it('are said to be missing for musl, and for machines they are not built for, with the way out', async () => {
    const machine = thisMachine();
    await expect(installedBinaries({ ...machine, musl: true })).rejects.toThrow(/musl \(Alpine\)[^]*DATABASE_URL/);
    await expect(installedBinaries({ platform: 'freebsd', arch: 'riscv64', musl: false })).rejects.toThrow(
      /freebsd on riscv64[^]*DATABASE_URL/,
    );
  });

  it('are said to be not installed when npm left them out', async () => {
    const other = process.platform === 'darwin' ? 'linux' : 'darwin';
    const machine = { platform: other, arch: 'x64', musl: false };
    await expect(installedBinaries(machine)).rejects.toThrow(/not installed[^]*npm ci/);
  });
});
