import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controls } from '../../prove/controls/all.ts';
import { invariants } from '../../prove/invariants/check.ts';
import { proveControls, proveScenarios } from '../../prove/prove.ts';
import { scenarios } from '../../prove/scenarios/all.ts';
import { startWorld, type World } from '../../prove/world.ts';
import { damages } from '../support/damages.ts';
import { freshDatabase, type TestDatabase } from '../support/database.ts';

/** `npm run prove` in little: every scenario with two server processes, every invariant after it, and every control. */
const asked = { seed: Number(process.env['FAULT_SEED'] ?? 20_261_121), share: 0.01, tell: () => {} };
const TIMEOUT_MS = 1_800_000;

let database: TestDatabase;
let world: World;

beforeAll(async () => {
  database = await freshDatabase();
  world = await startWorld(database.url, ['api,worker', 'api,worker']);
}, TIMEOUT_MS);
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

describe('what is promised of orders', () => {
  it('holds in every scenario, with two processes, by every invariant', { timeout: TIMEOUT_MS }, async () => {
    const results = await proveScenarios(world, scenarios, asked);
    expect(results.length).toBeGreaterThan(scenarios.length);
    expect(
      results.filter(({ broken }) => broken.length > 0),
      `FAULT_SEED=${asked.seed}`,
    ).toEqual([]);
  });

  it.each(invariants)('is seen to be broken by one wrong row: $id, $promise', async ({ id, broken }) => {
    const found: unknown[] = [];
    const damaged = world.db.transaction().execute(async (tx) => {
      await sql`SET LOCAL session_replication_role = replica`.execute(tx);
      await damages[id]?.execute(tx);
      found.push(...(await broken.execute(tx)).rows);
      throw new Error('put back');
    });
    await expect(damaged).rejects.toThrow('put back');
    expect(found).not.toEqual([]);
  });

  it('does not hold where its protection is taken away', { timeout: TIMEOUT_MS }, async () => {
    const results = await proveControls(world, controls, asked);
    expect(results.filter(({ broken }) => broken.length > 0)).toEqual([]);
    expect(results.map(({ size }) => size)).toEqual(controls.map(() => expect.stringContaining('failed, as it must')));
  });
});
