import { sql } from 'kysely';
import { PgBoss } from 'pg-boss';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { createJobs, JOBS_SCHEMA } from './create-jobs.ts';
import { scheduledJob } from './scheduled-job.ts';

const log = pino({ level: 'silent' });
const NEW_YEAR = '0 0 1 1 *';

/** Queues a run now, as the schedule would. */
async function due(database: TestDatabase, name: string): Promise<void> {
  const boss = new PgBoss({ connectionString: database.url, schema: JOBS_SCHEMA, schedule: false, supervise: false });
  boss.on('error', () => undefined);
  await boss.start();
  await boss.send(name, null);
  await boss.stop({ graceful: false });
}

describe('scheduled jobs', () => {
  it('run once for each time they are due, however many processes work', async () => {
    await using database = await freshDatabase();
    let runs = 0;
    const job = scheduledJob({
      name: 'test.count',
      cron: NEW_YEAR,
      run: () => {
        runs += 1;
        return Promise.resolve();
      },
    });
    const workers = [1, 2].map(() => createJobs({ url: database.url, jobs: [job], log }));
    for (const worker of workers) await worker.start();
    await due(database, 'test.count');
    await waitFor('the run', () => runs > 0);
    await waitFor('the queue to be empty', async () => {
      const { rows } = await sql<{ state: string }>`SELECT state FROM jobs.job WHERE name = 'test.count'`.execute(
        database.db,
      );
      return rows.length === 1 && rows[0]?.state === 'completed';
    });
    expect(runs).toBe(1);
    await Promise.all(workers.map((worker) => worker.drain()));
  });

  it('are tried again after a failure', async () => {
    await using database = await freshDatabase();
    let runs = 0;
    const job = scheduledJob({
      name: 'test.fail-once',
      cron: NEW_YEAR,
      run: () => {
        runs += 1;
        return runs === 1 ? Promise.reject(new Error('the first fails')) : Promise.resolve();
      },
    });
    const worker = createJobs({ url: database.url, jobs: [job], log });
    await worker.start();
    await due(database, 'test.fail-once');
    await waitFor('the first run', () => runs === 1);
    await waitFor('the retry to be queued', async () => {
      const { rows } = await sql`SELECT FROM jobs.job WHERE name = 'test.fail-once' AND state = 'retry'`.execute(
        database.db,
      );
      return rows.length === 1;
    });
    await sql`UPDATE jobs.job SET start_after = now() WHERE name = 'test.fail-once'`.execute(database.db);
    await waitFor('the second run', () => runs === 2);
    await worker.drain();
  });

  it('are forgotten when the program no longer has them', async () => {
    await using database = await freshDatabase();
    const job = (name: string) => scheduledJob({ name, cron: NEW_YEAR, run: () => Promise.resolve() });
    const older = createJobs({ url: database.url, jobs: [job('test.kept'), job('test.removed')], log });
    await older.start();
    await older.drain();
    const newer = createJobs({ url: database.url, jobs: [job('test.kept')], log });
    await newer.start();
    const { rows } = await sql<{ name: string }>`SELECT name FROM jobs.schedule`.execute(database.db);
    expect(rows.map(({ name }) => name)).toEqual(['test.kept']);
    await newer.drain();
  });

  it('drain before they ever started', async () => {
    await using database = await freshDatabase();
    await createJobs({ url: database.url, jobs: [], log }).drain();
  });
});
