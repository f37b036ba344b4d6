import './check-node-version.mjs';

/**
 * npm test: set-up, checks, every test and the browser tests; the last line counts them all.
 * npm test -- PATH …: only the tests of these paths.
 */
const { buildWeb, install, pinnedNode, root, runCommand } = await import('./set-up.mjs');
const { spawnSync } = await import('node:child_process');
const { mkdtempSync, readFileSync, rmSync } = await import('node:fs');
const { tmpdir } = await import('node:os');
const { join } = await import('node:path');

const BROWSER_CONFIG = 'vitest.browser.config.ts';
const VITEST = join(root, 'node_modules', 'vitest', 'vitest.mjs');

await runCommand(async () => {
  install();
  const paths = process.argv.slice(2);
  const counts = paths.length > 0 ? [vitest('vitest.config.ts', paths)] : await everything();
  const total = (name) => counts.reduce((sum, count) => sum + count[name], 0);
  const skipped = total('skipped') > 0 ? `, ${total('skipped')} skipped` : '';
  process.exitCode = total('failed') === 0 ? 0 : 1;
  for (const { name, message } of counts.flatMap(({ failures = [] }) => failures))
    console.log(`\nFAILED ${name}\n${message}`);
  console.log(`${total('passed')} passed, ${total('failed')} failed${skipped}`);
});

async function everything() {
  console.log('Checks: types, lint, format');
  const { runChecks } = await import('./checks.mjs');
  const checks = { ...(await runChecks()), skipped: 0 };
  buildWeb();
  console.log('Tests: units, flows and faults on a real PostgreSQL');
  const tests = vitest('vitest.config.ts', []);
  console.log('Tests in a real browser');
  return [checks, tests, await browserTests()];
}

async function browserTests() {
  const { findChromium } = await import('./chromium.mjs');
  const chromium = findChromium();
  if ('path' in chromium) return vitest(BROWSER_CONFIG, [], { CHROMIUM_PATH: chromium.path });
  const skipped = countOf(BROWSER_CONFIG);
  console.log(`The ${skipped} browser tests are skipped: ${chromium.reason}.`);
  return { passed: 0, failed: 0, skipped };
}

/** Runs one configuration; what fails is shown as it runs, and counted from Vitest's own report. */
function vitest(config, paths, env = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'omni-stock-report-'));
  const report = join(directory, 'report.json');
  const failures = join(directory, 'failures.json');
  try {
    const list = join(root, 'scripts', 'failure-list.mjs');
    const reporters = ['--reporter=default', '--reporter=json', `--reporter=${list}`, `--outputFile.json=${report}`];
    const { status } = spawnSync(pinnedNode(), [VITEST, 'run', '--config', config, ...reporters, ...paths], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, FAILURE_LIST: failures, ...env },
    });
    return { ...counted(report, status), failures: listed(failures) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function listed(failures) {
  try {
    return JSON.parse(readFileSync(failures, 'utf8'));
  } catch {
    return [];
  }
}

function counted(report, status) {
  let results;
  try {
    results = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    console.log('Vitest ended without a report; this counts as one failure.');
    return { passed: 0, failed: 1, skipped: 0 };
  }
  // A file that cannot be loaded has no test to fail: it counts as one.
  const unloaded = results.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = results.numFailedTests + unloaded;
  const elsewhere = failed === 0 && status !== 0; // an error outside of every test
  return {
    passed: results.numPassedTests,
    failed: elsewhere ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

function countOf(config) {
  const { stdout } = spawnSync(pinnedNode(), [VITEST, 'list', '--config', config, '--json'], {
    cwd: root,
    encoding: 'utf8',
  });
  try {
    return JSON.parse(stdout).length;
  } catch {
    return 1;
  }
}
