import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbedded } from '../server/platform/db/embedded.ts';
import { migrate } from '../server/platform/db/migrate.ts';
import { openDatabase } from '../server/platform/db/open.ts';
import { createLog } from '../server/platform/log.ts';
import { controls } from './controls/all.ts';
import { crashes } from './crashes/crashes.ts';
import { type Asked, proveControls, proveScenarios } from './prove.ts';
import { type Result, sumOf, textOf } from './result.ts';
import { scenarios } from './scenarios/all.ts';
import { startWorld, type World } from './world.ts';

/**
 * npm run prove: what is promised of orders, stock and money, shown on a real PostgreSQL with two server processes, and
 * that each of it goes wrong where its protection is taken away. Ends with 1 where anything is broken. `--rounds=` of the
 * first scenario (1000; the others in proportion), `--seed=`, `--only=` names that contain one of these, with commas.
 */

const ROUNDS = 1_000;
const SETTINGS = { max_connections: '200', shared_buffers: '256MB', synchronous_commit: 'off' };
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: String(ROUNDS) },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    only: { type: 'string', default: '' },
  },
});
const wanted = values.only.split(',').filter((one) => one !== '');
const isWanted = ({ name }: { readonly name: string }): boolean =>
  wanted.length === 0 || wanted.some((one) => name.includes(one));
const asked: Asked = {
  seed: Number(values.seed),
  share: Number(values.rounds) / ROUNDS,
  tell: (result) => console.log(textOf(result)),
};
console.log(
  `Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}, seed ${asked.seed}`,
);
const results = await prove();
console.log(sumOf(results));
process.exitCode = results.length > 0 && results.every(({ broken }) => broken.length === 0) ? 0 : 1;

async function prove(): Promise<Result[]> {
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-prove-'));
  await chmod(data_dir, 0o755); // root runs PostgreSQL as another account, which must get in
  const server = await startEmbedded({ data_dir, log: createLog('silent'), settings: SETTINGS, sync: false });
  try {
    const { db, close } = openDatabase({ url: server.url, pool_max: 2 });
    await migrate(db);
    await close();
    return await onDatabase(server.url);
  } finally {
    await server.stop();
    await rm(data_dir, { recursive: true, force: true });
  }
}

async function onDatabase(url: string): Promise<Result[]> {
  const results = await inWorld(url, ['api,worker', 'api,worker'], async (world) => [
    ...(await proveControls(world, controls.filter(isWanted), asked)),
    ...(await proveScenarios(world, scenarios.filter(isWanted), asked)),
  ]);
  if (!isWanted(crashes)) return results;
  return [...results, ...(await inWorld(url, ['api'], (world) => proveScenarios(world, [crashes], asked)))];
}

async function inWorld(
  url: string,
  run: Parameters<typeof startWorld>[1],
  work: (world: World) => Promise<Result[]>,
): Promise<Result[]> {
  await using world = await startWorld(url, run);
  return await work(world);
}
