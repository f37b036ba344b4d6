import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../test/support/database.ts';
import { countDeliveries, fillJar, jarFilled, relaying } from '../../../test/support/facts.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { inTransaction } from '../db/transaction.ts';
import { newId } from '../ids.ts';
import { type Consumer, consumer, on } from './consumer.ts';
import { defineFact, type Fact } from './fact.ts';
import { purgeFacts } from './purge-facts.ts';
import { record, recordMany, told } from './record.ts';

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
    await using _relay = await relaying(database, [listening('mail'), listening('count'), deaf]);
    await fillJar(database, jar, 3);
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
    await waitFor('both marks', async () => (await countDeliveries(database))['mail done'] === 1);
    expect(await countDeliveries(database)).toEqual({ 'count done': 1, 'mail done': 1 });
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
    await using _relay = await relaying(database, [careful(1), careful(7)]);
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

describe('a consumer that is slow', () => {
  it('keeps nobody else waiting, also where all its connections are taken', async () => {
    await using database = await freshDatabase();
    const { promise: asked, resolve: answer } = Promise.withResolvers<undefined>();
    const slow = consumer('slow', [on(jarFilled, () => asked)]);
    const quick = consumer('quick', [on(jarFilled, async () => undefined)]);
    await using _relay = await relaying(database, [slow, quick]);
    for (let jar = 0; jar < 20; jar += 1) await fillJar(database, newId(), jar);
    await waitFor('the quick one', async () => (await countDeliveries(database))['quick done'] === 20);
    expect(await countDeliveries(database)).toMatchObject({ 'slow pending': 20 });
    answer(undefined);
    await waitFor('the slow one', async () => (await countDeliveries(database))['slow done'] === 20);
  });
});

describe('a fact that commits late', () => {
  it('with an earlier place than one that is published is not lost; a cursor behind the last place loses it', async () => {
    await using database = await freshDatabase();
    const { db } = database;
    const heard: number[] = [];
    const mail = consumer('mail', [on(jarFilled, async (_tx, { payload }) => void heard.push(payload.pieces))]);
    await using _relay = await relaying(database, [mail]);
    const seen: number[] = [];
    let last_seen = '0';
    const readOn = async (): Promise<void> => {
      const { rows } = await sql<{
        position: string;
        pieces: number;
      }>`SELECT position, (payload->>'pieces')::int AS pieces
        FROM facts.outbox WHERE position > ${last_seen} ORDER BY position`.execute(db);
      for (const row of rows) {
        seen.push(row.pieces);
        last_seen = row.position;
      }
    };
    await inTransaction(db, async (tx) => {
      await record(tx, jarFilled, newId(), { pieces: 1 });
      await fillJar(database, newId(), 2);
      await readOn();
      await waitFor('the later one', () => heard.length === 1);
    });
    await waitFor('the late one', () => heard.length === 2);
    await readOn();
    expect(heard).toEqual([2, 1]);
    expect(seen).toEqual([2]);
  });
});

describe('facts of long ago', () => {
  it('go with the notes of who handled them, unless somebody still waits for them, and numbers go on', async () => {
    await using database = await freshDatabase();
    const { db } = database;
    const jar = newId();
    const deaf = consumer('deaf', [on(jarFilled, async () => undefined)]);
    {
      await using _relay = await relaying(database, [deaf]);
      for (const pieces of [1, 2, 3, 4]) await fillJar(database, jar, pieces);
      await waitFor('all', async () => (await countDeliveries(database))['deaf done'] === 4);
    }
    const age = (seq: number, days: number) =>
      sql`UPDATE facts.outbox SET occurred_at = now() - ${days} * interval '1 day'
        WHERE aggregate_seq = ${seq}`.execute(db);
    await age(1, 31);
    await age(2, 31);
    await age(3, 91);
    await sql`UPDATE facts.deliveries SET state = 'dead' WHERE event_id IN
      (SELECT event_id FROM facts.outbox WHERE aggregate_seq IN (2, 3))`.execute(db);
    expect(await purgeFacts(db)).toBe(2);
    expect(await countDeliveries(database)).toEqual({ 'deaf dead': 1, 'deaf done': 1 });
    expect(await inTransaction(db, (tx) => record(tx, jarFilled, jar, { pieces: 5 }))).toMatchObject({
      aggregate_seq: 5,
    });
  });
});
