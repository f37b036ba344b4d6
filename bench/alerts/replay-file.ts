import { isDeepStrictEqual } from 'node:util';
import { createLog } from '../../server/platform/log.ts';
import { createSignals } from '../../server/platform/signals-pg.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import { startAlertFeed } from '../../test/support/alert-feed.ts';
import { firedSoFar, mustFire, prepareReplay } from '../../test/support/alert-replay.ts';
import { waitFor } from '../../test/support/wait-for.ts';

const ALERTS = 50;
const END_MS_MAX = 600_000;

/** Plays a file of closes and compares what fired with what the file itself says must fire. */
export async function replayFile({ db, url }: { readonly db: Db; readonly url: string }, file: string): Promise<void> {
  const signals = createSignals({ db, listen_url: url, log: createLog('silent') });
  const expected = await prepareReplay({ db, signals }, file, ALERTS);
  const began = performance.now();
  {
    await using feed = await startAlertFeed({ database_url: url, file, speed: 1e9 });
    await waitFor('the end of the file', () => feed.quotes.board.ended, END_MS_MAX);
  }
  const [fired, must] = [await firedSoFar({ db }), mustFire(expected)];
  const took_s = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`alerts ${expected.length}, must fire ${must.length}, fired ${fired.length}, in ${took_s} s`);
  if (!isDeepStrictEqual(fired, must)) throw new Error(`not the same: ${JSON.stringify({ fired, must })}`);
  console.log('the same symbols, days and prices, once each');
}
