import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pinnedNode, root } from './set-up.mjs';

const bin = (path) => join(root, 'node_modules', path);

/** What is proved without running the program; each counts as one check. */
const CHECKS = [
  { name: 'types of the server', args: [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'], fix: 'npm run types' },
  { name: 'types of the web app', args: [bin('typescript/bin/tsc'), '-p', 'web/tsconfig.json'], fix: 'npm run types' },
  {
    name: 'types of the browser tests',
    args: [bin('typescript/bin/tsc'), '-p', 'test/browser/tsconfig.json'],
    fix: 'npm run types',
  },
  { name: 'lint', args: [bin('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'], fix: 'npm run lint' },
  { name: 'dead code', args: [bin('knip/bin/knip.js'), '--no-progress'], fix: 'npm run dead-code' },
  { name: 'format', args: [bin('@biomejs/biome/bin/biome'), 'format'], fix: 'npm run format' },
];

/**
 * Runs every check, prints a line for each and the whole output of those that fail.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  const results = await Promise.all(CHECKS.map(runCheck));
  for (const { check, ok, output, ms } of results) {
    console.log(`${ok ? '✓' : '✗'} ${check.name} (${(ms / 1000).toFixed(1)} s)`);
    if (!ok) console.log(`${output.trim()}\nTo see this again: ${check.fix}\n`);
  }
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
  return { check, ok: code === 0, output, ms: performance.now() - started_at };
}
