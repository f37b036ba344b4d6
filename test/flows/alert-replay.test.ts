import { describe, expect, it } from 'vitest';
import { startAlertFeed } from '../support/alert-feed.ts';
import { firedSoFar, mustFire, prepareReplay } from '../support/alert-replay.ts';
import { closesFile } from '../support/closes-file.ts';
import { freshDatabase } from '../support/database.ts';
import { ownFile } from '../support/own-file.ts';
import { waitFor } from '../support/wait-for.ts';

describe('alerts on a recording of closes', () => {
  it('fire on the days that the file itself tells, all of them and no others, once each', async () => {
    await using database = await freshDatabase();
    const file = await ownFile('closes.csv', closesFile({ symbols: 50, days: 80, seed: 4 }));
    const expected = await prepareReplay(database.platform(), file, 50);
    expect(expected).toHaveLength(50);
    expect(mustFire(expected).length).toBeGreaterThan(30);
    {
      await using feed = await startAlertFeed({ database_url: database.url, file, speed: 1e9 });
      await waitFor('the end of the recording', () => feed.quotes.board.ended);
    }
    expect(await firedSoFar(database)).toEqual(mustFire(expected));
  });
});
