import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NODE_PACKAGE, project, run, write } from '../test/support/project.ts';

async function npmCalls(root: string): Promise<string[]> {
  const text = await readFile(join(root, 'npm-calls'), 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean);
}

describe('the set-up before every command', () => {
  it('installs once, without running install scripts, and again when the lockfile changes', async () => {
    const root = await project();
    await write(root, 'hello.ts', `const text: string = 'hello'; console.log(text);`);
    const first = run(root, ['scripts/run.mjs', 'hello.ts']);
    expect(first.stdout).toMatch(/^Installing packages \(npm ci\)[^\n]*\nhello\n$/);
    expect(run(root, ['scripts/run.mjs', 'hello.ts']).stdout).toBe('hello\n');
    expect(await npmCalls(root)).toEqual([expect.stringMatching(/^ci --ignore-scripts /)]);
    await appendFile(join(root, 'package-lock.json'), ' ');
    run(root, ['scripts/run.mjs', 'hello.ts']);
    expect(await npmCalls(root)).toHaveLength(2);
  });

  it('takes what somebody installed by hand, when it is what the lockfile names', async () => {
    const root = await project();
    await write(root, 'hello.ts', `console.log('hello');`);
    await write(root, `node_modules/${NODE_PACKAGE}/bin/.keep`, '');
    await symlink(process.execPath, join(root, 'node_modules', NODE_PACKAGE, 'bin', 'node'));
    const installed = (integrity: string): string =>
      `{ "packages": { "node_modules/one": { "integrity": "${integrity}" } } }`;
    await write(root, 'node_modules/.package-lock.json', installed('sha512-other'));
    run(root, ['scripts/run.mjs', 'hello.ts']);
    expect(await npmCalls(root)).toHaveLength(1);
    await appendFile(join(root, 'package-lock.json'), ' ');
    await write(root, 'node_modules/.package-lock.json', installed('sha512-1'));
    run(root, ['scripts/run.mjs', 'hello.ts']);
    expect(await npmCalls(root)).toHaveLength(1);
  });

  it('says so when the package registry cannot be reached, and tries again the next time', async () => {
    const root = await project(`console.error('npm error code ENOTFOUND'); process.exit(1)`);
    for (const calls of [1, 2]) {
      const result = run(root, ['scripts/run.mjs', 'hello.ts']);
      expect(result.status).toBe(1);
      expect(result.stderr).toContain('ENOTFOUND');
      expect(result.stderr).toContain('The package registry could not be reached');
      expect(result.stderr).not.toContain('    at ');
      expect(await npmCalls(root)).toHaveLength(calls);
    }
  });

  it('refuses a Node that is too old, by name', async () => {
    const root = await project();
    const old = `Object.defineProperty(process, 'versions', { value: { node: '18.20.0' } }); await import('./scripts/start.mjs')`;
    const result = run(root, ['--input-type=module', '-e', old]);
    expect(result.status).toBe(1);
    expect(result.stderr).toBe('Node 18.20.0 is too old: install Node 20.19 or newer, then try again.\n');
  });
});

describe('a program that is run', () => {
  it('gets the arguments, and its exit code is ours', async () => {
    const root = await project();
    await write(root, 'exit.ts', 'console.log(process.argv.slice(2).join()); process.exit(7);');
    const result = run(root, ['scripts/run.mjs', 'exit.ts', '--from=a b', 'c']);
    expect(result.stdout).toContain('--from=a b,c\n');
    expect(result.status).toBe(7);
  });

  it('gets a signal once, though it reaches us twice, and ends in its own time', async () => {
    const root = await project();
    await write(
      root,
      'drain.ts',
      `let signals = 0;
      process.on('SIGINT', () => { signals += 1; setTimeout(() => { console.log('signals', signals); process.exit(0); }, 300); });
      setInterval(() => undefined, 1000); console.log('ready');`,
    );
    const env = { ...process.env, npm_execpath: join(root, 'npm-cli.js') };
    const child = spawn(process.execPath, ['scripts/run.mjs', 'drain.ts'], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.endsWith('ready\n')) for (const _ of [1, 2]) child.kill('SIGINT');
    });
    const [code] = (await once(child, 'close')) as [number];
    expect(output).toMatch(/signals 1\n$/);
    expect(code).toBe(0);
  });
});

describe('programs that run side by side', () => {
  it('all end when one does, and when told to, each is told once', async () => {
    const root = await project();
    const slow = `let told = 0; process.on('SIGINT', () => { told += 1; setTimeout(() => { console.log('told', told); process.exit(0); }, 300); });
      process.on('SIGTERM', () => { console.log('cut short'); process.exit(1); }); setInterval(() => undefined, 1000); console.log('ready');`;
    await write(root, 'slow.mjs', slow);
    await write(
      root,
      'quick.mjs',
      `process.on('SIGINT', () => process.exit(0)); setInterval(() => undefined, 1000); console.log('ready');`,
    );
    await write(root, 'short.mjs', 'process.exit(3);');
    await write(
      root,
      'both.mjs',
      `import { runChildren } from './scripts/run-child.mjs';
      process.exitCode = await runChildren(process.argv.slice(2).map((file) => ({ command: process.execPath, args: [file], cwd: '.' })));`,
    );
    const child = spawn(process.execPath, ['both.mjs', 'slow.mjs', 'quick.mjs'], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output === 'ready\nready\n') child.kill('SIGINT');
    });
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(output).toBe('ready\nready\ntold 1\n');
    expect(run(root, ['both.mjs', 'quick.mjs', 'short.mjs']).status).toBe(3);
  });
});
