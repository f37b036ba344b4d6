import { sql } from 'kysely';
import { type Control, openPool } from './controls/control.ts';
import { checkInvariants, deadlocks, invariants } from './invariants/check.ts';
import type { Result } from './result.ts';
import { randomFrom, type Scenario } from './scenario.ts';
import { settle } from './settle.ts';
import type { World } from './world.ts';

/** What is asked of a run. */
export interface Asked {
  readonly seed: number;
  /** Rounds beside those that stand in the scenarios: 0.1 is a tenth of each. */
  readonly share: number;
  /** Hears each result as it comes. */
  readonly tell: (result: Result) => void;
}

/** Runs scenarios one after the other, and after each, once everything has come to its end, every invariant. */
export async function proveScenarios(world: World, scenarios: readonly Scenario[], asked: Asked): Promise<Result[]> {
  if (scenarios.length === 0) return [];
  const results: Result[] = [];
  const broken = new Map<string, string[]>(invariants.map(({ id }) => [id, []]));
  for (const scenario of scenarios) {
    const rounds = Math.max(1, Math.round(scenario.rounds * asked.share));
    const begin = performance.now();
    const notes: string[] = [];
    const note = (text: string): void => void notes.push(text);
    const found = [...(await attempt(() => scenario.run(world, { rounds, random: randomFrom(asked.seed), note })))];
    const took_s = (performance.now() - begin) / 1000;
    found.push(...(await settle(world.db)));
    for (const [id, what] of await checkInvariants(world.db)) broken.get(id)?.push(`after ${scenario.name}: ${what}`);
    const { name, promise, checker, round } = scenario;
    const size = `${rounds} rounds (${round}), seed ${asked.seed}, ${[`${took_s.toFixed(1)} s`, ...notes].join('; ')}`;
    results.push(told(asked, { name, promise, checker, size, broken: found }));
  }
  const size = `after each of ${scenarios.map(({ name }) => name).join(', ')}, seed ${asked.seed}`;
  for (const { id, promise } of invariants)
    results.push(told(asked, { name: id, promise, checker: 'one SQL statement', size, broken: broken.get(id) ?? [] }));
  const locked = await deadlocks(world.db);
  results.push(
    told(asked, {
      name: 'I4',
      promise: 'nothing ever locks anything else out',
      checker: 'pg_stat_database.deadlocks',
      size,
      broken: locked === 0 ? [] : [`${locked} deadlocks`],
    }),
  );
  return results;
}

/** Runs controls, each on an empty database of its own, gone with its server: one that does not fail is broken. */
export async function proveControls(
  { db, database_url }: Pick<World, 'db' | 'database_url'>,
  controls: readonly Control[],
  asked: Asked,
): Promise<Result[]> {
  const results: Result[] = [];
  for (const [place, control] of controls.entries()) {
    const name = `control_${process.pid}_${place}`;
    await sql`CREATE DATABASE ${sql.id(name)} TEMPLATE template0`.execute(db);
    const url = new URL(database_url);
    url.pathname = `/${name}`;
    const pool = openPool(url.href);
    const wrong = await control.run(pool, randomFrom(asked.seed));
    await pool.end();
    const size = wrong === null ? 'nothing went wrong' : `failed, as it must: ${wrong}; seed ${asked.seed}`;
    const broken = wrong === null ? ['it did not fail: what this shows is not shown'] : [];
    const promise = `it goes wrong without ${control.without}`;
    results.push(told(asked, { name: control.name, promise, checker: control.checker, size, broken }));
  }
  return results;
}

function told({ tell }: Asked, result: Result): Result {
  tell(result);
  return result;
}

async function attempt(work: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await work();
  } catch (error) {
    return [`it could not be run: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}
