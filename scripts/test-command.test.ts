import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { project, run, write } from '../test/support/project.ts';

describe('npm test', () => {
  interface Run {
    readonly tally: object | null;
    readonly status: number;
  }

  /** Stand-ins for the tools, so that only the counting is under test; `runs` are Vitest's, in their order. */
  async function tested(options: {
    readonly lint_fails?: boolean;
    readonly runs: readonly Run[];
    readonly env?: object;
  }) {
    const root = await project();
    for (const tool of ['typescript/bin/tsc', '@biomejs/biome/bin/biome', 'knip/bin/knip.js', 'vite/bin/vite.js'])
      await write(root, `node_modules/${tool}`, '');
    await write(
      root,
      'node_modules/oxlint/bin/oxlint',
      options.lint_fails ? "console.log('bad line'); process.exit(1)" : '',
    );
    await write(root, 'runs.json', JSON.stringify(options.runs));
    await write(
      root,
      'node_modules/vitest/vitest.mjs',
      `import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
      appendFileSync('vitest-calls', process.argv.slice(2).join(' ') + '\\n');
      const calls = readFileSync('vitest-calls', 'utf8').split('\\n').length - 2;
      const { tally, status } = JSON.parse(readFileSync('runs.json', 'utf8'))[calls];
      if (tally) writeFileSync(process.env.TEST_TALLY, JSON.stringify(tally));
      process.exit(status);`,
    );
    for (const path of ['web/index.html', 'contract/one.ts']) await write(root, path, '');
    const result = run(root, ['scripts/test.mjs'], options.env);
    const checks = result.stdout.match(/^[✓✗] .* s\)$/gm)?.length ?? 0;
    const calls = (await readFile(join(root, 'vitest-calls'), 'utf8')).trim().split('\n');
    return { ...result, checks, calls, last: result.stdout.trimEnd().split('\n').at(-1) };
  }

  const file = (passed: number, failed: readonly string[] = [], skipped = 0) => ({
    passed,
    skipped,
    failed: failed.map((name) => ({ name, message: `${name} is not so` })),
  });
  const tallyOf = (files: object, more: object = {}) => ({ files, outside: [], not_begun: [], cut: false, ...more });
  const good: Run = { tally: tallyOf({ 'a.test.ts': file(10) }), status: 0 };

  it('ends with one line that sums checks, tests and browser tests', async () => {
    const { last, status, checks, calls } = await tested({ runs: [good, good] });
    expect(checks).toBeGreaterThan(3);
    expect(last).toBe(`${checks + 20} passed, 0 failed`);
    expect(status).toBe(0);
    expect(calls).toHaveLength(2);
  });

  it('counts a failed check, failed tests and tests left out, and tells each failure once more at its end', async () => {
    const failing = { tally: tallyOf({ 'a.test.ts': file(9, ['one'], 1) }), status: 1 };
    const { last, status, stdout, checks } = await tested({ lint_fails: true, runs: [failing, good] });
    expect(last).toBe(`${checks - 1 + 19} passed, 2 failed, 1 skipped`);
    expect(stdout).toContain('bad line');
    expect(stdout).toContain('FAILED one\none is not so');
    expect(status).toBe(1);
  });

  it('says why a test was skipped', async () => {
    const skipping = { ...file(9, [], 1), reasons: ['a.test.ts > one: there is no such server'] };
    const { last, stdout, checks } = await tested({
      runs: [{ tally: tallyOf({ 'a.test.ts': skipping }), status: 0 }, good],
    });
    expect(stdout).toContain('SKIPPED a.test.ts > one: there is no such server\n');
    expect(last).toBe(`${checks + 19} passed, 0 failed, 1 skipped`);
  });

  const late = (passed: number) => ({
    passed,
    skipped: 0,
    failed: [{ name: 'one', message: 'Error: Test timed out in 300000ms.' }],
  });

  it('runs a file that wanted time once more by itself, and says what passed only then', async () => {
    const first = { tally: tallyOf({ 'a.test.ts': late(9), 'b.test.ts': file(5) }), status: 1 };
    const { last, status, stdout, checks, calls } = await tested({ runs: [first, good, good] });
    expect(last).toBe(`${checks + 25} passed, 0 failed`);
    expect(stdout).toContain('PASSED AT THE SECOND TRY one\nThe first:\nError: Test timed out');
    expect(calls[1]).toMatch(/ --no-file-parallelism a\.test\.ts$/);
    expect(status).toBe(0);
  });

  it('gives no second try to a wrong answer, and believes none that was cut short', async () => {
    const mixed = { ...late(8), failed: [...late(8).failed, ...file(0, ['two']).failed] };
    const wrong = await tested({ runs: [{ tally: tallyOf({ 'a.test.ts': mixed }), status: 1 }, good] });
    expect(wrong.last).toBe(`${wrong.checks + 18} passed, 2 failed`);
    expect(wrong.calls).toHaveLength(2);
    const cut = { tally: tallyOf({ 'a.test.ts': file(0, [], 10) }, { cut: true }), status: 1 };
    const unsure = await tested({ runs: [{ tally: tallyOf({ 'a.test.ts': late(9) }), status: 1 }, cut, good] });
    expect(unsure.last).toBe(`${unsure.checks + 19} passed, 1 failed`);
    expect(unsure.status).toBe(1);
  });

  it('fails when the runner fails though every test passed, when it leaves no tally, and for what went wrong between tests', async () => {
    const unhandled = await tested({ runs: [{ ...good, status: 1 }, good] });
    expect(unhandled.last).toBe(`${unhandled.checks + 20} passed, 1 failed`);
    expect(unhandled.status).toBe(1);
    const silent = await tested({ runs: [{ tally: null, status: 0 }, good] });
    expect(silent.last).toBe(`${silent.checks + 10} passed, 1 failed`);
    expect(silent.status).toBe(1);
    const outside = [{ name: 'outside of every test', message: 'no such socket' }];
    const between = await tested({
      runs: [good, { tally: tallyOf({ 'a.test.ts': file(10) }, { outside }), status: 1 }],
    });
    expect(between.last).toBe(`${between.checks + 20} passed, 1 failed`);
  });

  it('names what the time was up before, and counts it as left out', async () => {
    const cut = {
      tally: tallyOf({ 'a.test.ts': file(10, [], 2) }, { not_begun: ['z.test.ts'], cut: true }),
      status: 1,
    };
    const env = { TESTS_END_AT: String(Date.now() + 3_600_000) };
    const { last, status, stdout, checks } = await tested({ runs: [cut, good], env });
    expect(last).toBe(`${checks + 20} passed, 0 failed, 3 skipped`);
    expect(stdout).toContain('SKIPPED z.test.ts: the time of this run was up before it');
    expect(status).toBe(0);
  });
});

describe('the tally of a run', () => {
  interface FileTally {
    readonly passed: number;
    readonly skipped: number;
    readonly reasons: readonly string[];
    readonly failed: readonly { readonly name: string; readonly message: string }[];
  }

  /** What the reporter writes of a real run of these files, one after another. */
  async function talliedRun(tests: Readonly<Record<string, string>>, more: object = {}) {
    const root = await mkdtemp(join(tmpdir(), 'omni-stock tally-'));
    onTestFinished(() => rm(root, { recursive: true, force: true }));
    for (const [path, text] of Object.entries(tests))
      await write(root, path, `import { beforeAll, it } from 'vitest'; void beforeAll; ${text}`);
    await write(root, 'vitest.config.mjs', `export default { test: { include: ['*.test.mjs'], testTimeout: 60_000 } }`);
    const modules = join(import.meta.dirname, '../node_modules');
    await symlink(modules, join(root, 'node_modules'));
    const { TESTS_END_AT: _, ...env } = process.env;
    const args = ['run', `--reporter=${join(import.meta.dirname, 'tally.mjs')}`, '--no-file-parallelism'];
    spawnSync(process.execPath, [join(modules, 'vitest/vitest.mjs'), ...args], {
      cwd: root,
      env: { ...env, TEST_TALLY: join(root, 'tally.json'), ...more },
    });
    return JSON.parse(await readFile(join(root, 'tally.json'), 'utf8')) as {
      readonly files: Readonly<Record<string, FileTally>>;
      readonly outside: readonly object[];
      readonly not_begun: readonly string[];
      readonly cut: boolean;
    };
  }

  it('is what passed, failed and was left out in each file, set-ups and loose ends included', async () => {
    const { files, outside, not_begun, cut } = await talliedRun({
      'good.test.mjs': `it('is', () => undefined); it('is left out', ({ skip }) => skip('not here'));`,
      'bad.test.mjs': `it('is', () => undefined); it('is not', () => { throw new Error('no') });`,
      'unmade.test.mjs': `beforeAll(() => { throw new Error('no world') }); it('is', () => undefined);`,
      'broken.test.mjs': `import './missing.mjs';`,
      'loose.test.mjs': `it('is', () => void Promise.reject(new Error('loose end')));`,
    });
    const counts = Object.entries(files);
    expect(
      Object.fromEntries(counts.map(([path, one]) => [path, [one.passed, one.failed.length, one.skipped]])),
    ).toEqual({
      'good.test.mjs': [1, 0, 1],
      'bad.test.mjs': [1, 1, 0],
      'unmade.test.mjs': [0, 1, 1],
      'broken.test.mjs': [0, 1, 0],
      'loose.test.mjs': [1, 1, 0],
    });
    expect(files['unmade.test.mjs']?.failed[0]?.message).toContain('no world');
    expect(files['loose.test.mjs']?.failed[0]?.message).toContain('loose end');
    expect(files['good.test.mjs']?.reasons).toEqual(['good.test.mjs > is left out: not here']);
    expect([outside, not_begun, cut]).toEqual([[], [], false]);
  });

  it('ends with the time there is: what runs then is left out, and nothing begins any more', async () => {
    const end_at = Date.now() + 6_000;
    const test = `while (Date.now() < ${end_at + 2_000}) await new Promise((go) => setTimeout(go, 100));`;
    const late = await talliedRun(
      {
        'long.test.mjs': `it('runs over the end', async () => { ${test} }); it('would come after it', () => undefined);`,
        'z.test.mjs': `it('would come last', () => undefined);`,
      },
      { TESTS_END_AT: String(end_at) },
    );
    expect(late.cut).toBe(true);
    expect(late.files['long.test.mjs']).toMatchObject({ passed: 0, failed: [], skipped: 2 });
    expect(late.files['z.test.mjs']?.passed ?? 0).toBe(0);
  });
});
