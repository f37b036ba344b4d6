import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Ctrl-C arrives twice through npm (from the terminal and from npm itself): the second within this time is the same. */
const SAME_SIGNAL_MS = 1_000;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs programs side by side with our input and output, hands signals on, and ends all when one ends.
 * They stand in process groups of their own, so that a terminal's signal reaches them once, through us.
 *
 * @param {{ command: string, args: string[], env?: Record<string, string | undefined>, cwd: string }[]} programs
 * @returns {Promise<number>} the exit code of the first that ended; 128 + n after signal n, as shells say it.
 */
export async function runChildren(programs) {
  const detached = process.platform !== 'win32';
  const children = programs.map(({ command, args, env, cwd }) =>
    spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit', detached }),
  );
  const endings = children.map(ending);
  let last_at = Number.NEGATIVE_INFINITY;
  for (const signal of SIGNALS)
    process.on(signal, () => {
      if (performance.now() - last_at < SAME_SIGNAL_MS) return;
      last_at = performance.now();
      for (const child of children) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
    });
  const code = await Promise.race(endings);
  // Those that were told already end in their own time: a second signal would cut them short.
  if (last_at === Number.NEGATIVE_INFINITY) for (const child of children) child.kill('SIGTERM');
  await Promise.all(endings);
  return code;
}

function ending(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
