import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pinnedNode, root } from './set-up.mjs';

const bin = (path) => join(root, 'node_modules', path);

/** Checks that run at the same time: each takes one to three gigabytes of memory. */
const AT_ONCE = 2;

/** One checker: several find the same types each for itself, which takes more memory and, on few processors, more time. */
const types = (project) => ({
  args: [bin('typescript/bin/tsc'), '-p', project, '--checkers', '1'],
  fix: 'npm run types',
});

/** What is proved without running the program; each counts as one check. */
const CHECKS = [
  { name: 'types of the server', ...types('tsconfig.json') },
  { name: 'types of the web app', ...types('web/tsconfig.json') },
  { name: 'types of the browser tests', ...types('test/browser/tsconfig.json') },
  { name: 'lint', args: [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'], fix: 'npm run lint' },
  { name: 'dead code', args: [bin('knip/bin/knip.js'), '--no-progress'], fix: 'npm run dead-code' },
  { name: 'format', args: [bin('@biomejs/biome/bin/biome'), 'format'], fix: 'npm run format' },
];

/**
 * Runs every check, prints a line for each and the whole output of those that fail.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  const waiting = [...CHECKS];
  const results = [];
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const { ok, output, ms } = await runCheck(check);
      console.log(`${ok ? '✓' : '✗'} ${check.name} (${(ms / 1000).toFixed(1)} s)`);
      if (!ok) console.log(`${output.trim()}\nTo see this again: ${check.fix}\n`);
      results.push({ ok });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const passed = results.filter(({ ok }) => ok).length;
  return { passed, failed: results.length - passed };
}

async function runCheck(check) {
  const started_at = performance.now();
  const child = spawn(pinnedNode(), check.args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk;
    });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return { ok: code === 0, output, ms: performance.now() - started_at };
}
