import { setTimeout as pause } from 'node:timers/promises';
import { compose, type Program } from './compose.ts';
import { type Config, ConfigError, readConfig } from './config.ts';
import { systemClock } from './platform/clock.ts';
import { armCrashPoint } from './platform/crash-point.ts';
import { DatabaseStartError } from './platform/db/database-start-error.ts';
import { createLog, type Logger } from './platform/log.ts';

/** argv -> config -> compose -> run -> drain. */

/** A drain that takes longer is cut: orchestrators kill after 30 s. */
const DRAIN_MS_MAX = 25_000;
/** On a terminal the three lines of the start are what a person wants to read; a log collector wants every request. */
const LOG_LEVEL = process.stdout.isTTY ? 'warn' : 'info';

await main();

async function main(): Promise<void> {
  let program: Program;
  try {
    const config = readConfig(process.argv.slice(2), { LOG_LEVEL, ...process.env });
    const log = createLog(config.log_level);
    armCrashPoint(config.crash_at, log);
    program = await start(config, log);
    stopOnSignal(program, log);
  } catch (error) {
    if (!(error instanceof ConfigError || error instanceof DatabaseStartError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
  process.stdout.write(`${program.welcome().join('\n')}\n`);
}

async function start(config: Config, log: Logger): Promise<Program> {
  const program = await compose(config, { clock: systemClock, log });
  try {
    await program.start();
  } catch (error) {
    await program.drain();
    throw error;
  }
  return program;
}

/** The first signal drains; a second one, or a drain that hangs, ends the process at once. */
function stopOnSignal(program: Program, log: Logger): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'draining');
    const cut = pause(DRAIN_MS_MAX, undefined, { ref: false }).then(() => process.exit(1));
    void Promise.race([program.drain(), cut]).then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}
