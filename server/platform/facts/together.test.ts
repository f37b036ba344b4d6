import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { countDeliveries, fillJar, jarFilled, relaying } from '../../../test/support/facts.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { inTransaction, type Tx } from '../db/transaction.ts';
import { newId } from '../ids.ts';
import { type Consumer, consumer, on } from './consumer.ts';
import { recordMany, told } from './record.ts';
import { registerConsumers } from './register-consumers.ts';

const transactionOf = async (tx: Tx): Promise<string> =>
  (await sql<{ id: string }>`SELECT pg_current_xact_id()::text AS id`.execute(tx)).rows[0]?.id ?? '';
/** Jars of one partition, so that one connection handles them. */
const jars = (count: number): string[] => Array.from({ length: count }, () => `${newId().slice(0, -1)}7`);
const fillAll = ({ db }: TestDatabase, all: readonly string[]): Promise<unknown> =>
  inTransaction(db, (tx) =>
    recordMany(
      tx,
      all.map((jar, pieces) => told(jarFilled, jar, { pieces })),
    ),
  );

describe('facts of many aggregates that wait', () => {
  /** Notes in which transaction each is handled. */
  const noting = (heard: Map<string, string>, options: { readonly together?: number } = {}): Consumer =>
    consumer(
      'noting',
      [on(jarFilled, async (tx, { aggregate_id }) => void heard.set(aggregate_id, await transactionOf(tx)))],
      options,
    );

  it.for([
    [undefined, 1],
    [1, 6],
  ] as const)('are handled in one transaction, unless their handler wants its own (%s)', async ([together, count]) => {
    await using database = await freshDatabase();
    const heard = new Map<string, string>();
    await using _relay = await relaying(database, [noting(heard, together === undefined ? {} : { together })]);
    await fillAll(database, jars(6));
    await waitFor('all', () => heard.size === 6);
    expect(new Set(heard.values()).size).toBe(count);
  });

  it('are not spoilt by one that failed before: it is tried by itself', async () => {
    await using database = await freshDatabase();
    const [poisoned = '', ...others] = jars(5);
    const heard = new Map<string, string>();
    const tries = { poisoned: 0 };
    const careful = consumer('careful', [
      on(jarFilled, async (tx, { aggregate_id }) => {
        if (aggregate_id === poisoned) tries.poisoned += 1;
        if (aggregate_id === poisoned) throw new Error('It cannot be handled');
        heard.set(aggregate_id, await transactionOf(tx));
      }),
    ]);
    await registerConsumers(database.db, [careful]);
    {
      await using _relay = await relaying(database, [careful]);
      await fillJar(database, poisoned, 1);
      await waitFor('its first try', async () => {
        const { rows } = await sql`SELECT FROM facts.deliveries WHERE attempts = 1`.execute(database.db);
        return rows.length === 1;
      });
    }
    await sql`UPDATE facts.deliveries SET due_at = now()`.execute(database.db);
    await fillAll(database, others);
    tries.poisoned = 0;
    await using _relay = await relaying(database, [careful]);
    await waitFor('the others', () => heard.size === 4);
    expect(new Set(heard.values()).size).toBe(1);
    expect(tries.poisoned).toBeGreaterThan(0);
  });
});

describe('a transaction of several facts', () => {
  it('lets go of its locks rather than lock anybody out, and each of its facts is then handled by itself', async () => {
    await using database = await freshDatabase();
    const { db } = database;
    await sql`CREATE TABLE shelves (shelf text PRIMARY KEY, pieces integer NOT NULL)`.execute(db);
    await sql`INSERT INTO shelves VALUES ('left', 0), ('right', 0)`.execute(db);
    const put = (tx: Tx, shelf: string) =>
      sql`UPDATE shelves SET pieces = pieces + 1 WHERE shelf = ${shelf}`.execute(tx);
    const right = Promise.withResolvers<undefined>();
    const go = Promise.withResolvers<undefined>();
    const first = { is: true };
    const crossing = consumer('crossing', [
      on(jarFilled, async (tx) => {
        await put(tx, 'right');
        right.resolve(undefined);
        if (first.is) await go.promise;
        first.is = false;
        await put(tx, 'left');
      }),
    ]);
    await using _relay = await relaying(database, [crossing]);
    const other = inTransaction(db, async (tx) => {
      await put(tx, 'left');
      await fillAll(database, jars(2));
      await right.promise;
      const crossed = put(tx, 'right'); // waits for the handler, and before it: it would be the one to be ended
      await waitFor('its wait', async () => {
        const { rows } = await sql`SELECT FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(db);
        return rows.length > 0;
      });
      go.resolve(undefined);
      await crossed;
    });
    await expect(other).resolves.toBeUndefined();
    await waitFor('both facts', async () => (await countDeliveries(database))['crossing done'] === 2);
    const { rows } = await sql`SELECT shelf, pieces FROM shelves ORDER BY shelf`.execute(db);
    expect(rows).toEqual([
      { shelf: 'left', pieces: 3 },
      { shelf: 'right', pieces: 3 },
    ]);
    const { rows: failed } = await sql`SELECT FROM facts.deliveries WHERE attempts > 0`.execute(db);
    expect(failed).toEqual([]);
  });
});
