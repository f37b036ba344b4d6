import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pinnedNode, root } from './set-up.mjs';

const VITEST = join(root, 'node_modules', 'vitest', 'vitest.mjs');
/** What is cut at the end of the time may tidy up; then it is ended. */
const GRACE_MS = 240_000;
/** Where more files fail than this, something is broken and not the machine busy: nothing is gained by a second run. */
const AGAIN_MAX = 30;

export const sum = (counts, name) => counts.reduce((total, count) => total + count[name], 0);

/** How Vitest, Playwright and our own waits say that a time was up. */
const OUT_OF_TIME = /timed out|TimeoutError|Timeout \d+ms exceeded|in vain/i;

/**
 * Runs one configuration, and files of it in which time ran out, and nothing else went wrong, once more, one after another.
 * @returns {{ passed: number, failed: number, skipped: number, failures: { name: string, message: string }[] }}
 */
export function vitestTwice(config, { end_at, env = {} }) {
  const first = runOnce(config, [], { end_at, env });
  const paths = Object.keys(first.files).filter((path) => ranOutOfTime(first.files[path]));
  if (paths.length === 0 || paths.length > AGAIN_MAX || (end_at !== undefined && Date.now() > end_at))
    return counted(first);
  console.log(`Once more, one after another: ${paths.join(', ')}`);
  const second = runOnce(config, ['--no-file-parallelism', ...paths], { end_at, env });
  const both = { ...first, outside: [...first.outside, ...second.outside], files: { ...first.files } };
  // A second run that is cut short says nothing: the first stands.
  for (const path of second.cut ? [] : paths.filter((one) => second.files[one] !== undefined)) {
    both.files[path] = second.files[path];
    if (second.files[path].failed.length > 0) continue;
    for (const { name, message } of first.files[path].failed)
      console.log(`\nPASSED AT THE SECOND TRY ${name}\nThe first:\n${message}`);
  }
  return counted(both);
}

/** A wrong answer is wrong for good; one that did not come in time may come when the machine is less busy. */
function ranOutOfTime({ failed }) {
  return failed.length > 0 && failed.every(({ message }) => OUT_OF_TIME.test(message));
}

/** Runs tests of one configuration once, as `npm test -- PATH` does. */
export const vitest = (config, paths) => counted(runOnce(config, paths, {}));

/** How many tests a configuration has, without running them. */
export function countOf(config) {
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

function runOnce(config, args, { end_at, env }) {
  const directory = mkdtempSync(join(tmpdir(), 'omni-stock-tally-'));
  const tally = join(directory, 'tally.json');
  try {
    const reporters = ['--reporter=default', `--reporter=${join(root, 'scripts', 'tally.mjs')}`];
    const { status, error } = spawnSync(pinnedNode(), [VITEST, 'run', '--config', config, ...reporters, ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, TEST_TALLY: tally, ...(end_at && { TESTS_END_AT: String(Math.round(end_at)) }), ...env },
      ...(end_at && { timeout: Math.max(0, Math.ceil(end_at - Date.now())) + GRACE_MS }),
    });
    const ended_by_us = error?.code === 'ETIMEDOUT';
    return tallied(readTally(tally), ended_by_us ? 0 : status);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function readTally(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    const message = 'Vitest ended without a tally; this counts as one failure.';
    return { files: {}, outside: [{ name: 'the run', message }], not_begun: [], cut: false };
  }
}

/** A run that fails though nothing in it did has failed; one that was cut at its end has not. */
function tallied(tally, status) {
  const failed = tally.outside.length > 0 || Object.values(tally.files).some((file) => file.failed.length > 0);
  if (status !== 0 && !failed && !tally.cut)
    tally.outside.push({ name: 'the run', message: `Vitest ended with ${status}, though no test failed` });
  return tally;
}

function counted({ files, outside, not_begun }) {
  for (const path of not_begun) console.log(`SKIPPED ${path}: the time of this run was up before it`);
  const all = Object.values(files);
  for (const reason of all.flatMap(({ reasons = [] }) => reasons)) console.log(`SKIPPED ${reason}`);
  const failures = [...all.flatMap(({ failed }) => failed), ...outside];
  return {
    passed: sum(all, 'passed'),
    failed: failures.length,
    skipped: sum(all, 'skipped') + not_begun.length,
    failures,
  };
}
