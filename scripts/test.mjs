import './check-node-version.mjs';

/**
 * npm test: set-up, checks, every test and the browser tests; the last line counts them all.
 * npm test -- PATH …: only the tests of these paths.
 *
 * A file in which nothing failed but for want of time is run once more, by itself; what passes then is counted as passed and
 * named as such. With TESTS_END_AT (milliseconds since 1970) nothing begins after that moment: what is left out is named and counted as skipped.
 */
const { buildWeb, install, runCommand } = await import('./set-up.mjs');
const { sum, vitest, vitestTwice } = await import('./vitest-runs.mjs');

const CONFIG = 'vitest.config.ts';
const BROWSER_CONFIG = 'vitest.browser.config.ts';
/** Of the time there is, what the browser's tests find left. */
const BROWSER_SHARE = 0.3;

await runCommand(async () => {
  install();
  const paths = process.argv.slice(2);
  const runs = paths.length > 0 ? [vitest(CONFIG, paths)] : await everything();
  const failures = runs.flatMap(({ failures: all }) => all);
  for (const { name, message } of failures) console.log(`\nFAILED ${name}\n${message}`);
  const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map((name) => sum(runs, name));
  process.exitCode = failed === 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
});

async function everything() {
  const end_at = process.env.TESTS_END_AT === undefined ? undefined : Number(process.env.TESTS_END_AT);
  console.log('Checks: types, lint, format');
  const { runChecks } = await import('./checks.mjs');
  const checks = { ...(await runChecks()), skipped: 0, failures: [] };
  buildWeb();
  console.log('Tests: units, flows and faults on a real PostgreSQL');
  const now = Date.now();
  const tests = vitestTwice(CONFIG, { end_at: end_at && now + (end_at - now) * (1 - BROWSER_SHARE) });
  console.log('Tests in a real browser');
  return [checks, tests, await browserTests(end_at)];
}

async function browserTests(end_at) {
  const { findChromium } = await import('./chromium.mjs');
  const chromium = findChromium();
  if ('path' in chromium) return vitestTwice(BROWSER_CONFIG, { end_at, env: { CHROMIUM_PATH: chromium.path } });
  const { countOf } = await import('./vitest-runs.mjs');
  const skipped = countOf(BROWSER_CONFIG);
  console.log(`The ${skipped} browser tests are skipped: ${chromium.reason}.`);
  return { passed: 0, failed: 0, skipped, failures: [] };
}
