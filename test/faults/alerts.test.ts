import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { RecordPoint } from '../../server/modules/alerts/engine/recorder.ts';
import { firedSoFar, mustFire, prepareReplay } from '../support/alert-replay.ts';
import { closesFile } from '../support/closes-file.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { ownFile } from '../support/own-file.ts';
import { waitFor } from '../support/wait-for.ts';

const CHILD = join(import.meta.dirname, 'alert-feed-process.ts');
const WAIT_MS_MAX = 240_000;
/** Recorded days in a second: the recording of 60 days lasts some seconds. */
const SLOW = 86_400 * 15;

interface Given {
  readonly database: TestDatabase;
  readonly file: string;
  readonly must: ReturnType<typeof mustFire>;
}

async function given(): Promise<Given & AsyncDisposable> {
  const database = await freshDatabase();
  const file = await ownFile('closes.csv', closesFile({ symbols: 40, days: 60, seed: 11 }));
  const must = mustFire(await prepareReplay(database.platform(), file, 40));
  return { database, file, must, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

/** A process that plays the recording from its beginning; a recording of the past fires nothing a second time. */
function feedOn({ database, file }: Given, speed: number, ...death: readonly (RecordPoint | number)[]): Feed {
  const child = spawn(process.execPath, [CHILD, database.url, file, String(speed), ...death.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const exit = once(child, 'exit');
  return { child, exit, said: () => said };
}

interface Feed {
  readonly child: ChildProcess;
  readonly exit: Promise<unknown>;
  said(): string;
}

async function playToTheEnd(one: Given): Promise<void> {
  const feed = feedOn(one, 1e9);
  await waitFor('the end of the recording', () => feed.said().includes('ended'), WAIT_MS_MAX);
  feed.child.kill('SIGTERM');
  await feed.exit;
}

/** Each arming fired once and told once, with everything its transaction writes. */
async function expectWhole({ database, must }: Given): Promise<void> {
  const fired = await firedSoFar(database);
  expect(fired.map(([symbol]) => symbol)).toEqual(must.map(([symbol]) => symbol));
  const { rows } = await sql<{ broken: string }>`
    SELECT 'alert ' || alert.id AS broken FROM alerts.alerts alert
    WHERE alert.fired_count <> (SELECT count(*) FROM alerts.firings firing WHERE firing.alert_id = alert.id)
      OR (alert.fired_count > 0) <> (alert.status = 'triggered')
    UNION ALL
    SELECT 'firing ' || firing.id FROM alerts.firings firing
    WHERE NOT EXISTS (SELECT FROM notifications.inbox told WHERE told.id = firing.notification_id)
    UNION ALL
    SELECT 'told twice ' || told.firing_id FROM notifications.inbox told WHERE told.firing_id IS NOT NULL
    GROUP BY told.firing_id HAVING count(*) > 1
  `.execute(database.db);
  expect(rows).toEqual([]);
}

describe('a feed that dies', () => {
  // Were targets written in a transaction before their firings, the first three would lose some; were firings written
  // without their targets, the last would fire twice.
  it.each<RecordPoint>(['matched', 'decided', 'written', 'committed'])(
    'where its firings are %s loses none of them and fires none twice',
    { timeout: 900_000 },
    async (point) => {
      await using one = await given();
      for (const times of [1, 3]) await feedOn(one, SLOW, point, times).exit;
      await playToTheEnd(one);
      await expectWhole(one);
      expect(await firedSoFar(one.database)).toEqual(one.must);
    },
  );

  it('at any moment, again and again, loses no firing and fires none twice', async () => {
    await using one = await given();
    for (const wait_ms of [150, 420, 700, 1_100, 1_600]) {
      const feed = feedOn(one, SLOW);
      await waitFor('a start', () => feed.said().includes('started'), WAIT_MS_MAX);
      await pause(wait_ms);
      feed.child.kill('SIGKILL');
      await feed.exit;
    }
    await playToTheEnd(one);
    await expectWhole(one);
  });

  it('or freezes is replaced; waking up late it writes nothing more', async () => {
    await using one = await given();
    const frozen = feedOn(one, SLOW);
    await waitFor('a firing', async () => (await firedSoFar(one.database)).length > 0, WAIT_MS_MAX);
    frozen.child.kill('SIGSTOP');
    await playToTheEnd(one);
    await expectWhole(one);
    frozen.child.kill('SIGCONT');
    await pause(1_500);
    await expectWhole(one);
    frozen.child.kill('SIGKILL');
    await frozen.exit;
  });
});
