import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { appendUserEvents } from '../../server/modules/realtime/index.ts';
import { userEventsAppended } from '../../server/modules/realtime/signals.ts';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';
import { waitFor } from '../support/wait-for.ts';

async function makeUsers({ db }: TestDatabase, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  await sql`INSERT INTO identity.users (id, email, name, tier, role, created_at)
    SELECT id, id || '@example.org', 'Someone', 'standard', 'user', now() FROM unnest(${ids}::uuid[]) AS id`.execute(
    db,
  );
  return ids;
}

async function numbersOf({ db }: TestDatabase): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ user_id: string; n: string }>`
    SELECT user_id, n FROM realtime.user_events ORDER BY user_id, n`.execute(db);
  const numbers = new Map<string, number[]>();
  for (const { user_id, n } of rows) numbers.set(user_id, [...(numbers.get(user_id) ?? []), Number(n)]);
  return numbers;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a burst of user events', () => {
  it('numbers each user by itself, in the order given, over several bursts', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const [one = '', other = ''] = await makeUsers(database, 2);
    const burst = [one, other, one, one].map((user_id, index) => ({ user_id, topic: 'test.burst', data: { index } }));
    const append = () => inTransaction(database.db, (tx) => appendUserEvents(platform, tx, burst));

    expect(await append()).toEqual([1, 1, 2, 3]);
    expect(await append()).toEqual([4, 2, 5, 6]);
    expect(await inTransaction(database.db, (tx) => appendUserEvents(platform, tx, []))).toEqual([]);
    const { rows } = await sql<{ index: number }>`SELECT (data->>'index')::int AS index FROM realtime.user_events
      WHERE user_id = ${one} ORDER BY n`.execute(database.db);
    expect(rows.map(({ index }) => index)).toEqual([0, 2, 3, 0, 2, 3]);
  });

  it('queues behind another of the same users in any order, without a deadlock or a hole', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const users = await makeUsers(database, 60);
    const bursts = Array.from({ length: 24 }, (_, burst) => (burst % 2 === 0 ? users : users.toReversed()));
    const done = await Promise.allSettled(
      bursts.map((order, burst) =>
        inTransaction(database.db, async (tx) => {
          await appendUserEvents(
            platform,
            tx,
            order.map((user_id) => ({ user_id, topic: 'test.burst', data: burst })),
          );
          if (burst % 6 === 5) throw new Error('changed its mind');
        }),
      ),
    );
    const failures = done.flatMap((one) => (one.status === 'rejected' ? [String(one.reason)] : []));
    expect(failures).toEqual(Array.from({ length: 4 }, () => 'Error: changed its mind'));
    const numbers = await numbersOf(database);
    expect([...numbers.values()]).toEqual(users.map(() => upTo(20)));
  });

  it('is told of for each user once it is committed, also of more users than one signal names', async () => {
    await using database = await freshDatabase();
    const told: string[] = [];
    database.platform().signals.on(userEventsAppended, ({ user_ids }) => told.push(...user_ids));
    const platform = database.platform();
    const users = await makeUsers(database, 450);
    const events = users.map((user_id) => ({ user_id, topic: 'test.burst', data: null }));
    await inTransaction(database.db, (tx) => appendUserEvents(platform, tx, events));
    await waitFor('the signals', () => told.length >= users.length);
    expect(told).toEqual(users.toSorted());
  });
});
