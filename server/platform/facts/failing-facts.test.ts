import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { countDeliveries, fillJar, jarFilled, relaying } from '../../../test/support/facts.ts';
import { waitFor } from '../../../test/support/wait-for.ts';
import { inTransaction } from '../db/transaction.ts';
import { newId } from '../ids.ts';
import { type Consumer, consumer, on } from './consumer.ts';
import { defineFact, type Fact } from './fact.ts';
import { ATTEMPTS_MAX } from './handle-facts.ts';
import { NotNowError } from './not-now-error.ts';
import { record, recordMany, told } from './record.ts';
import { registerConsumers } from './register-consumers.ts';

describe('a fact that cannot be handled', () => {
  const dying = (tries: string[], fails: (fact: Fact<{ pieces: number }>) => boolean, together = 1): Consumer =>
    consumer(
      'dying',
      [
        on(jarFilled, async (_tx, fact) => {
          tries.push(`${fact.payload.pieces}`);
          if (fails(fact)) throw new Error('It cannot be handled');
        }),
      ],
      { together },
    );
  /** Makes the next try due, as time does. */
  const hurry = ({ db }: TestDatabase) =>
    sql`UPDATE facts.deliveries SET due_at = now() WHERE state = 'pending'`.execute(db);

  it.for([1, 10])('is dead after its tries, with the rest going on (%i together)', async (together) => {
    await using database = await freshDatabase();
    const [jar, other] = [newId(), newId()];
    const tries: string[] = [];
    const good = consumer('good', [on(jarFilled, async () => undefined)]);
    await using _relay = await relaying(database, [
      dying(tries, ({ payload }) => payload.pieces === 2, together),
      good,
    ]);
    await inTransaction(database.db, (tx) =>
      recordMany(tx, [
        told(jarFilled, jar, { pieces: 1 }),
        told(jarFilled, jar, { pieces: 2 }),
        told(jarFilled, jar, { pieces: 3 }),
        told(jarFilled, other, { pieces: 4 }),
      ]),
    );
    await waitFor('the other consumer', async () => (await countDeliveries(database))['good done'] === 4);
    await waitFor(
      'what comes before, and the other jar',
      async () => (await countDeliveries(database))['dying done'] === 2,
    );
    expect(tries).not.toContain('3');
    await waitFor('its death', async () => {
      await hurry(database);
      return (await countDeliveries(database))['dying dead'] === 1;
    });
    await waitFor('what came after it', async () => (await countDeliveries(database))['dying done'] === 3);
    expect(tries.at(-1)).toBe('3');
    const { rows } = await sql<{ attempts: number; last_error: string }>`SELECT attempts, last_error
      FROM facts.deliveries WHERE state = 'dead'`.execute(database.db);
    expect(rows).toEqual([{ attempts: ATTEMPTS_MAX, last_error: 'Error: It cannot be handled' }]);
  });

  it('leaves no effect of its failed tries, also where its handler hid the failure', async () => {
    await using database = await freshDatabase();
    await sql`CREATE TABLE effects (pieces integer CHECK (pieces < 5))`.execute(database.db);
    let tries = 0;
    const hiding = consumer('hiding', [
      on(jarFilled, async (tx, { payload }) => {
        tries += 1;
        await sql`INSERT INTO effects VALUES (1)`.execute(tx);
        await sql`INSERT INTO effects VALUES (${payload.pieces})`.execute(tx).catch(() => undefined);
      }),
    ]);
    await using _relay = await relaying(database, [hiding]);
    await fillJar(database, newId(), 9);
    await waitFor('two tries', async () => {
      await hurry(database);
      return tries >= 2;
    });
    const { rows } = await sql`SELECT FROM effects`.execute(database.db);
    expect(rows).toEqual([]);
    expect(await countDeliveries(database)).toEqual({ 'hiding pending': 1 });
  });

  it('waits, untried, while its consumer says that nothing can be done now', async () => {
    await using database = await freshDatabase();
    let away = true;
    const far = consumer('far', [
      on(jarFilled, async () => {
        if (away) throw new NotNowError('The broker cannot be reached');
      }),
    ]);
    await using _relay = await relaying(database, [far]);
    await fillJar(database, newId(), 1);
    await waitFor('its delivery', async () => (await countDeliveries(database))['far pending'] === 1);
    away = false;
    await waitFor('its turn', async () => (await countDeliveries(database))['far done'] === 1);
    const { rows } = await sql`SELECT FROM facts.deliveries WHERE attempts > 0`.execute(database.db);
    expect(rows).toEqual([]);
  });

  it('does not wait for longer than any does, where the clock was put back after its last try', async () => {
    await using database = await freshDatabase();
    const tries: string[] = [];
    await using _relay = await relaying(database, [dying(tries, () => tries.length === 1)]);
    await fillJar(database, newId(), 1);
    await waitFor('the first try to be noted', async () => {
      const { numAffectedRows } = await sql`UPDATE facts.deliveries SET due_at = now() + interval '1 day'
        WHERE attempts = 1`.execute(database.db);
      return numAffectedRows === 1n;
    });
    await waitFor('the second', async () => (await countDeliveries(database))['dying done'] === 1);
  });

  it('waits with what is behind it for the version of the program that knows its type', async () => {
    await using database = await freshDatabase();
    const jarBroken = defineFact({ type: 'jar.broken', aggregate: 'jar', payload: z.object({}) });
    const heard: string[] = [];
    const older = consumer('mail', [on(jarFilled, async () => void heard.push('filled'))]);
    const newer = consumer('mail', [
      on(jarFilled, async () => void heard.push('filled')),
      on(jarBroken, async () => void heard.push('broken')),
    ]);
    await registerConsumers(database.db, [newer]);
    const jar = newId();
    {
      await using _relay = await relaying(database, [older]);
      await inTransaction(database.db, (tx) => record(tx, jarBroken, jar, {}));
      await fillJar(database, jar, 1);
      await fillJar(database, newId(), 1);
      await waitFor('the other jar', async () => (await countDeliveries(database))['mail done'] === 1);
      expect(await countDeliveries(database)).toMatchObject({ 'mail pending': 2 });
      expect(heard).toEqual(['filled']);
    }
    await using _relay = await relaying(database, [newer]);
    await waitFor('the rest', () => heard.length === 3);
    expect(heard).toEqual(['filled', 'broken', 'filled']);
  });
});
