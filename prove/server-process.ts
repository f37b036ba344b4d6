import { compose } from '../server/compose.ts';
import { readConfig } from '../server/config.ts';
import { systemClock } from '../server/platform/clock.ts';
import { armCrashPoint } from '../server/platform/crash-point.ts';
import { createLog } from '../server/platform/log.ts';

/** The whole program as it is served, with one thing lifted: how often the same few people may call it. */
const config = readConfig([], process.env);
const log = createLog(config.log_level);
armCrashPoint(config.crash_at, log);
const REQUESTS_PER_MINUTE = 1_000_000_000;
const program = await compose(config, {
  clock: systemClock,
  log,
  web_dir: null,
  requests_per_minute: () => REQUESTS_PER_MINUTE,
});
process.on('SIGTERM', () => {
  void program.drain().then(() => process.exit(0));
});
// Nobody is left to end it.
process.stdin.on('end', () => process.exit(1)).resume();
await program.start();
process.stdout.write(`${program.url()}\n`);
