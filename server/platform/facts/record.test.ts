import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { freshDatabase, type TestDatabase } from '../../../test/support/database.ts';
import { holdTransaction } from '../../../test/support/hold-transaction.ts';
import { inTransaction } from '../db/transaction.ts';
import { newId } from '../ids.ts';
import { defineFact } from './fact.ts';
import { record, recordMany, RECORDED_MAX, told } from './record.ts';

const jarFilled = defineFact({ type: 'jar.filled', aggregate: 'jar', payload: z.object({ pieces: z.int().min(1) }) });
const jarBroken = defineFact({ type: 'jar.broken', aggregate: 'jar', payload: z.object({}) });

interface Row {
  readonly event_id: string;
  readonly type: string;
  readonly aggregate_id: string;
  readonly seq: number;
  readonly payload: unknown;
}

async function outbox({ db }: TestDatabase): Promise<Row[]> {
  const { rows } = await sql<Row>`SELECT event_id, type, aggregate_id, aggregate_seq::int AS seq, payload
    FROM facts.outbox ORDER BY position`.execute(db);
  return rows;
}

describe('a fact that is recorded', () => {
  it('is there after the commit, numbered within its aggregate, and not after a rollback', async () => {
    await using database = await freshDatabase();
    const [one, other] = [newId(), newId()];
    await inTransaction(database.db, async (tx) => {
      expect(await record(tx, jarFilled, one, { pieces: 3 })).toMatchObject({ aggregate_seq: 1 });
      expect(await record(tx, jarFilled, other, { pieces: 4 })).toMatchObject({ aggregate_seq: 1 });
    });
    const undone = inTransaction(database.db, async (tx) => {
      expect(await record(tx, jarBroken, one, {})).toMatchObject({ aggregate_seq: 2 });
      throw new Error('rolled back');
    });
    await expect(undone).rejects.toThrow('rolled back');
    const { event_id } = await inTransaction(database.db, (tx) => record(tx, jarBroken, one, {}));
    expect(await outbox(database)).toMatchObject([
      { type: 'jar.filled', aggregate_id: one, seq: 1, payload: { pieces: 3 } },
      { type: 'jar.filled', aggregate_id: other, seq: 1, payload: { pieces: 4 } },
      { type: 'jar.broken', aggregate_id: one, seq: 2, payload: {}, event_id },
    ]);
  });

  it('is refused where its payload is not what its type says', async () => {
    await using database = await freshDatabase();
    const wrong = inTransaction(database.db, (tx) => record(tx, jarFilled, newId(), { pieces: 0 }));
    await expect(wrong).rejects.toThrow(z.ZodError);
    const large = defineFact({ type: 'jar.filled', aggregate: 'jar', payload: z.string() });
    const tooLarge = inTransaction(database.db, (tx) => record(tx, large, newId(), 'x'.repeat(65_536)));
    await expect(tooLarge).rejects.toThrow(RangeError);
    expect(await outbox(database)).toEqual([]);
  });

  it('is numbered in the order of commits: who tells of the same thing waits for the earlier one', async () => {
    await using database = await freshDatabase();
    const jar = newId();
    const later = await holdTransaction(database.db, {
      work: (tx) => record(tx, jarFilled, jar, { pieces: 1 }),
      others: () => inTransaction(database.db, (tx) => record(tx, jarBroken, jar, {})),
      waiters: 1,
    });
    expect(later).toMatchObject({ aggregate_seq: 2 });
  });

  it('wakes whoever listens, once a commit', async () => {
    await using database = await freshDatabase();
    const { signals } = database.platform();
    const heard = Promise.withResolvers<unknown>();
    signals.on({ name: 'facts.recorded' }, heard.resolve);
    await inTransaction(database.db, (tx) => record(tx, jarBroken, newId(), {}));
    expect(await heard.promise).toBe(null);
  });

  it('may be told from behind the wall of a vendor, where nothing that was told can be read', async () => {
    await using database = await freshDatabase();
    await inTransaction(database.db, async (tx) => {
      await sql`SET LOCAL ROLE omni_vendor`.execute(tx);
      await record(tx, jarBroken, newId(), {});
    });
    expect(await outbox(database)).toHaveLength(1);
    const reading = inTransaction(database.db, async (tx) => {
      await sql`SET LOCAL ROLE omni_vendor`.execute(tx);
      await sql`SELECT FROM facts.outbox`.execute(tx);
    });
    await expect(reading).rejects.toThrow('permission denied');
  });
});

describe('many facts that are recorded at once', () => {
  it('are numbered in the order given, and come back in it', async () => {
    await using database = await freshDatabase();
    const [one, other] = [newId(), newId()];
    const filled = (jar: string, pieces: number) => told(jarFilled, jar, { pieces });
    const recorded = await inTransaction(database.db, (tx) =>
      recordMany(tx, [filled(other, 1), filled(one, 2), filled(other, 3), told(jarBroken, other, {})]),
    );
    expect(recorded.map(({ aggregate_seq }) => aggregate_seq)).toEqual([1, 1, 2, 3]);
    const rows = await outbox(database);
    expect(rows.map(({ event_id }) => event_id)).toEqual(recorded.map(({ event_id }) => event_id));
    expect(rows.map(({ aggregate_id }) => aggregate_id)).toEqual([other, one, other, other]);
    const tooMany = Array.from({ length: RECORDED_MAX + 1 }, () => told(jarBroken, one, {}));
    await expect(inTransaction(database.db, (tx) => recordMany(tx, tooMany))).rejects.toThrow(RangeError);
  });

  it('never lock each other out, whatever the order they are given in, and leave no gap', async () => {
    await using database = await freshDatabase();
    const jars = Array.from({ length: 20 }, newId);
    const rounds = Array.from({ length: 40 }, (_, round) => {
      const order = round % 2 === 0 ? jars : jars.toReversed();
      return inTransaction(database.db, (tx) =>
        recordMany(
          tx,
          order.map((jar) => told(jarBroken, jar, {})),
        ),
      );
    });
    await Promise.all(rounds);
    const { rows } = await sql<{ gaps: number }>`SELECT count(*)::int AS gaps FROM
      (SELECT max(aggregate_seq) - count(*) AS missing, count(*) AS count FROM facts.outbox GROUP BY aggregate_id) AS one
      WHERE missing <> 0 OR count <> 40`.execute(database.db);
    expect(rows).toEqual([{ gaps: 0 }]);
  });
});
