import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { inTransaction } from '../db/transaction.ts';
import { newId } from '../ids.ts';
import { type Consumer, consumer, on } from './consumer.ts';
import { defineFact, type Fact } from './fact.ts';
import { record, recordMany, told } from './record.ts';
import { createFactRelay } from './relay.ts';

const jarFilled = defineFact({ type: 'jar.filled', aggregate: 'jar', payload: z.object({ pieces: z.int() }) });

async function running(database: TestDatabase, consumers: readonly Consumer[]): Promise<AsyncDisposable> {
  const relay = createFactRelay(database.platform(), { consumers, database_url: database.url, look_ms: 50 });
  await relay.start();
  return { [Symbol.asyncDispose]: () => relay.drain() };
}

async function fill({ db }: TestDatabase, jar: string, pieces: number): Promise<void> {
  await inTransaction(db, (tx) => record(tx, jarFilled, jar, { pieces }));
}

async function deliveries({ db }: TestDatabase): Promise<Record<string, number>> {
  const { rows } = await sql<{
    key: string;
    count: number;
  }>`SELECT consumer || ' ' || state AS key, count(*)::int AS count
    FROM facts.deliveries GROUP BY 1`.execute(db);
  return Object.fromEntries(rows.map(({ key, count }) => [key, count]));
}

describe('the relay', () => {
  it('brings each fact to every consumer of its type, once, and none from before it was there', async () => {
    await using database = await freshDatabase();
    const jar = newId();
    const heard: [string, Fact<{ pieces: number }>][] = [];
    const listening = (name: string): Consumer =>
      consumer(name, [
        on(jarFilled, async (_tx, fact) => {
          heard.push([name, fact]);
        }),
      ]);
    const deaf = consumer('deaf', [on(defineFact({ ...jarFilled, type: 'jar.broken' }), async () => undefined)]);
    await using _relay = await running(database, [listening('mail'), listening('count'), deaf]);
    await fill(database, jar, 3);
    await waitFor('both to hear', () => heard.length === 2);
    expect(heard.map(([name]) => name).toSorted()).toEqual(['count', 'mail']);
    expect(heard[0]?.[1]).toMatchObject({
      type: 'jar.filled',
      aggregate_type: 'jar',
      aggregate_id: jar,
      aggregate_seq: 1,
      payload: { pieces: 3 },
    });
    expect(heard[0]?.[1].occurred_at).toBeInstanceOf(Date);
    await waitFor('both marks', async () => (await deliveries(database))['mail done'] === 1);
    expect(await deliveries(database)).toEqual({ 'count done': 1, 'mail done': 1 });
  });

  it('keeps the order of each aggregate', async () => {
    await using database = await freshDatabase();
    const jars = Array.from({ length: 10 }, newId);
    const heard = new Map<string, number[]>();
    const careful = (together: number): Consumer =>
      consumer(
        `careful-${together}`,
        [
          on(jarFilled, async (_tx, { aggregate_id, aggregate_seq }) => {
            const key = `${aggregate_id} ${together}`;
            heard.set(key, [...(heard.get(key) ?? []), aggregate_seq]);
          }),
        ],
        { together },
      );
    await using _relay = await running(database, [careful(1), careful(7)]);
    for (let round = 0; round < 10; round += 1)
      await inTransaction(database.db, (tx) =>
        recordMany(
          tx,
          jars.flatMap((jar) => [told(jarFilled, jar, { pieces: 1 }), told(jarFilled, jar, { pieces: 2 })]),
        ),
      );
    await waitFor('all', () => [...heard.values()].reduce((sum, { length }) => sum + length, 0) === 400);
    for (const seqs of heard.values()) expect(seqs).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  });
});
