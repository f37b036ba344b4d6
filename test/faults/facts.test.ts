import { randomInt } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Db } from '../../server/platform/db/transaction.ts';
import { registerConsumers } from '../../server/platform/facts/register-consumers.ts';
import { freshDatabase } from '../support/database.ts';
import { countBroken, jarConsumers, jarProcess, makeJars, settled, WHOLE } from './jars.ts';

const POINTS = [
  'writer.before_record',
  'writer.after_record',
  'writer.after_commit',
  'relay.before_fan_out_commit',
  'relay.after_fan_out',
  'consumer.before_commit',
  'consumer.after_commit',
];
const KILLS = 12;
const SEED = Number(process.env['SEED'] ?? randomInt(1_000_000));

async function pieces(db: Db): Promise<number> {
  const { rows } = await sql<{ sum: number }>`SELECT sum(pieces)::int AS sum FROM jars`.execute(db);
  return rows[0]?.sum ?? 0;
}

/** Numbers from 0 to 1 that follow from the seed alone (mulberry32). */
function drawn(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('a process that is killed', () => {
  it.for(POINTS)(
    'at %s loses no fact, applies none twice and keeps their order',
    { timeout: 900_000 },
    async (point) => {
      await using database = await freshDatabase();
      const { db, url } = database;
      await makeJars(db, 6);
      await registerConsumers(db, jarConsumers);
      const role = point.startsWith('writer') ? 'writer' : 'relay';
      await using _steady = await jarProcess(url, { role: 'relay' });
      await using dying = await jarProcess(url, { role, count: 60, crash_at: `${point}:2` });
      await using writing = await jarProcess(url, { role: 'writer', count: 60 });
      if (role === 'relay') {
        // The steady one may be quicker: there is more to do until the other has passed the point.
        while ((await Promise.race([dying.ended, pause(200, 'lives')])) === 'lives')
          await (await jarProcess(url, { role: 'writer', count: (await pieces(db)) + 40 })).ended;
      }
      expect(await dying.ended).toBe('SIGKILL');
      await writing.ended;
      await settled(db);
      expect(await countBroken(db)).toEqual(WHOLE);
      expect(await pieces(db)).toBeGreaterThanOrEqual(60);
    },
  );

  it(`at any moment does not either (seed ${SEED})`, async () => {
    await using database = await freshDatabase();
    const { db, url } = database;
    await makeJars(db, 10);
    await registerConsumers(db, jarConsumers);
    const draw = drawn(SEED);
    const count = 1_500;
    const starting = [
      () => jarProcess(url, { role: 'writer', count }),
      () => jarProcess(url, { role: 'relay' }),
      () => jarProcess(url, { role: 'relay' }),
    ];
    await using stack = new AsyncDisposableStack();
    const running = await Promise.all(starting.map((start) => start()));
    for (const one of running) stack.use(one);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await pause(draw() * 400);
      const which = Math.floor(draw() * starting.length);
      await running[which]?.kill();
      const next = await starting[which]?.();
      if (next !== undefined) running[which] = stack.use(next);
    }
    await running[0]?.ended;
    await settled(db);
    expect(await countBroken(db)).toEqual(WHOLE);
    expect(await pieces(db)).toBe(count);
  });
});

describe('four relays', () => {
  it('share what there is to do, and keep the order of each aggregate', async () => {
    await using database = await freshDatabase();
    const { db, url } = database;
    await makeJars(db, 30);
    await registerConsumers(db, jarConsumers);
    await using stack = new AsyncDisposableStack();
    const relays = await Promise.all([1, 2, 3, 4].map(() => jarProcess(url, { role: 'relay' })));
    for (const one of relays) stack.use(one);
    const writers = await Promise.all([1, 2].map(() => jarProcess(url, { role: 'writer', count: 600 })));
    for (const one of writers) stack.use(one);
    await Promise.all(writers.map(({ ended }) => ended));
    await settled(db);
    expect(await countBroken(db)).toEqual(WHOLE);
  });
});
