import type { EngineParts } from '../../server/modules/alerts/engine/alert-engine.ts';
import { startAlertFeed } from '../support/alert-feed.ts';

/** A feed with its alerts as a process of its own: URL of the database, recording, speed, and where it kills itself. */
const [database_url = '', file = '', speed = '', point = 'nowhere', times = '1'] = process.argv.slice(2);
let left = Number(times);

const reached: EngineParts['reached'] = (at) => {
  if (at !== point) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const feed = await startAlertFeed({ database_url, file, speed: Number(speed) }, reached);
process.stdout.write('started\n');
const watch = setInterval(() => {
  if (feed.quotes.board.ended) process.stdout.write('ended\n');
}, 50);
process.on('SIGTERM', () => {
  clearInterval(watch);
  void feed[Symbol.asyncDispose]().then(() => process.exit(0));
});
