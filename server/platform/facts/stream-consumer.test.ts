import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createClient } from '@redis/client';
import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../test/support/database.ts';
import { countDeliveries, fillJar, relaying } from '../../../test/support/facts.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { freePort } from '../../../test/faults/program.ts';
import { newId } from '../ids.ts';
import type { CloudEvent } from './cloud-event.ts';
import { STREAM, streamConsumer } from './stream-consumer.ts';

const installed = spawnSync('redis-server', ['--version']).status === 0;
const public_url = 'https://stock.example.org';

/** A real server that keeps nothing on disk, killed when it is disposed of. */
async function redisServer(port: number): Promise<AsyncDisposable> {
  const child: ChildProcess = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    { stdio: 'ignore' },
  );
  const gone = once(child, 'exit');
  await waitFor('Redis', async () => {
    const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: false } });
    client.on('error', () => undefined);
    return client.connect().then(
      () => (client.destroy(), true),
      () => false,
    );
  });
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function entries(port: number): Promise<CloudEvent[]> {
  const client = await createClient({ url: `redis://127.0.0.1:${port}` }).connect();
  const read = await client.xRange(STREAM, '-', '+');
  client.destroy();
  return (read ?? []).map(({ message }) => JSON.parse(message['event'] ?? '') as CloudEvent);
}

describe('the stream for other systems', () => {
  beforeEach(({ skip }) => skip(!installed, 'redis-server is not installed'));

  it('holds every fact as a CloudEvent, in the order of its aggregate', async () => {
    await using database = await freshDatabase();
    const port = await freePort();
    await using _redis = await redisServer(port);
    await using _relay = await relaying(database, [streamConsumer({ url: `redis://127.0.0.1:${port}`, public_url })]);
    const jars = [newId(), newId(), newId()];
    for (let at = 0; at < 30; at += 1) await fillJar(database, jars[at % 3] ?? '', at);
    await waitFor('all', async () => (await countDeliveries(database))['stream done'] === 30);
    const told = await entries(port);
    expect(told).toHaveLength(30);
    expect(told[0]).toMatchObject({ specversion: '1.0', type: 'omni-stock.jar.filled', source: `${public_url}/jar` });
    for (const jar of jars) {
      const sequences = told.filter(({ subject }) => subject === jar).map(({ sequence }) => Number(sequence));
      expect(sequences).toEqual(Array.from({ length: 10 }, (_, at) => at + 1));
    }
  });

  it('goes on where it was when Redis comes back, and no fact dies meanwhile', async () => {
    await using database = await freshDatabase();
    const port = await freePort();
    await using _relay = await relaying(database, [streamConsumer({ url: `redis://127.0.0.1:${port}`, public_url })]);
    await fillJar(database, newId(), 1);
    await waitFor('it to wait', async () => (await countDeliveries(database))['stream pending'] === 1);
    await using _redis = await redisServer(port);
    await waitFor('it to be there', async () => (await countDeliveries(database))['stream done'] === 1);
    expect(await entries(port)).toHaveLength(1);
    const { rows } = await sql`SELECT FROM facts.deliveries WHERE attempts > 0`.execute(database.db);
    expect(rows).toEqual([]);
  });
});
