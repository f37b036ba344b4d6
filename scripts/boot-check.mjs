import './check-node-version.mjs';

/**
 * node scripts/boot-check.mjs CLONE: proves that a fresh clone starts with one command, is healthy, stops when told to, and
 * starts again quickly. The clone installs its own packages with whatever Node runs this.
 */
const { spawn } = await import('node:child_process');
const { once } = await import('node:events');
const { chmodSync, mkdtempSync, rmSync } = await import('node:fs');
const { createServer } = await import('node:net');
const { tmpdir } = await import('node:os');
const { join } = await import('node:path');
const { setTimeout: pause } = await import('node:timers/promises');

const INSTALL_AND_START_MS_MAX = 20 * 60_000;
const STOP_MS_MAX = 120_000;

const clone = process.argv[2];
const data_dir = mkdtempSync(join(tmpdir(), 'omni-stock boot-'));
chmodSync(data_dir, 0o755); // root runs PostgreSQL as another account, which must get in
try {
  console.log(`First start, packages installed by it: healthy after ${seconds(await startAndStop())}`);
  console.log(`Second start: healthy after ${seconds(await startAndStop())}`);
} finally {
  rmSync(data_dir, { recursive: true, force: true });
}

async function startAndStop() {
  const port = await freePort();
  const child = spawn(process.execPath, [join(clone, 'scripts', 'start.mjs')], {
    cwd: clone,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PORT: String(port), HOST: '127.0.0.1', DATA_DIR: data_dir, LOG_LEVEL: 'warn' },
  });
  const exited = once(child, 'exit');
  const started_at = performance.now();
  const failure = await healthy(`http://127.0.0.1:${port}/health`, child).catch((error) => error);
  const ms = performance.now() - started_at;
  child.kill('SIGTERM');
  const [code] = await Promise.race([exited, pause(STOP_MS_MAX, ['no exit'])]);
  if (failure) throw failure;
  if (code !== 0) throw new Error(`After SIGTERM the program should exit with 0, and it gave ${code}`);
  return ms;
}

async function healthy(url, child) {
  const end = performance.now() + INSTALL_AND_START_MS_MAX;
  let last = 'no answer';
  while (performance.now() < end) {
    if (child.exitCode !== null) throw new Error(`The program ended with ${child.exitCode} before it was healthy`);
    last = await fetch(url).then(
      (answer) => answer.text(),
      () => last,
    );
    if (JSON.parse(last.startsWith('{') ? last : '{}').data?.status === 'healthy') return;
    await pause(20);
  }
  throw new Error(`The program was not healthy in time; the last answer was ${last}`);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
