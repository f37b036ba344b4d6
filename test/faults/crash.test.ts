import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { runningEmbedded } from '../../server/platform/db/embedded.ts';
import { waitFor } from '../support/wait-for.ts';
import { freePort, installation } from './program.ts';
import { type Acknowledged, missingOf, writeUntilGone } from './writers.ts';

const WRITERS = 3;
const CRASHES = 5;
/** A server that was killed is back within this time. */
const RECOVERY_MS_MAX = 240_000;
/** Set FAULT_SEED to what a failure printed to see the same moments again. */
const SEED = Number(process.env['FAULT_SEED'] ?? 20_261_121);

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Writers at work until the crash, `wait_ms` after the first of them was told that a list is made; then what all were told. */
async function writeUntil(
  { url, round, wait_ms }: { readonly url: string; readonly round: number; readonly wait_ms: number },
  crash: () => Promise<void>,
): Promise<Acknowledged[]> {
  const stop = new AbortController();
  const { promise: wrote, resolve: onList } = Promise.withResolvers<unknown>();
  const names = Array.from({ length: WRITERS }, (_, n) => `round${round}-writer${n}`);
  const writing = Promise.all(names.map((who) => writeUntilGone({ url, who, signal: stop.signal, onList })));
  await Promise.race([wrote, writing]);
  await pause(wait_ms);
  await crash();
  stop.abort();
  return (await writing).filter((one) => one !== null);
}

describe('a crash', () => {
  it('of the program at any moment loses no acknowledged write, and the next start serves', {
    timeout: 900_000,
  }, async () => {
    await using given = await installation();
    const random = randomFrom(SEED);
    const acknowledged: Acknowledged[] = [];
    for (let round = 0; round < CRASHES; round += 1) {
      const program = await given.start();
      const wait_ms = random() * 1_000;
      const told = await writeUntil({ url: given.url, round, wait_ms }, () => program.kill());
      acknowledged.push(...told);
    }
    const program = await given.start();
    const problems = await Promise.all(acknowledged.map((one) => missingOf(given.url, one)));
    expect(problems.flat(), `FAULT_SEED=${SEED}`).toEqual([]);
    const lists = acknowledged.reduce((sum, { lists }) => sum + lists.size, 0);
    expect(lists, 'the writers wrote').toBeGreaterThanOrEqual(CRASHES);
    expect(await program.stop()).toBe(0);
    expect(await runningEmbedded(given.data_dir)).toBeNull();
  });

  it('of the database server loses no acknowledged write, and the same program serves again', {
    timeout: 900_000,
  }, async () => {
    await using given = await installation();
    const program = await given.start();
    const random = randomFrom(SEED);
    const acknowledged: Acknowledged[] = [];
    for (let round = 0; round < 2; round += 1) {
      const wait_ms = random() * 500;
      const killed = await given.postmaster();
      const told = await writeUntil({ url: given.url, round, wait_ms }, () => {
        process.kill(killed, 'SIGKILL');
        return Promise.resolve();
      });
      acknowledged.push(...told);
      // Its orphans answer for a moment after it: only another server is a server that came back.
      const current = () => given.postmaster().catch(() => killed);
      await waitFor('another server', async () => (await current()) !== killed, RECOVERY_MS_MAX);
      await ready(given.url);
    }
    const problems = await Promise.all(acknowledged.map((one) => missingOf(given.url, one)));
    expect(problems.flat(), `FAULT_SEED=${SEED}`).toEqual([]);
    expect(await program.stop()).toBe(0);
  });
});

/** A link nobody has made: to say so, the program must have asked its database. What /readyz says may be a second old. */
const ASKS_THE_DATABASE = '/api/v1/shared/n0Tk3n0fA5har3dL1st-n0Tk3n0fA5ha';

async function ready(url: string): Promise<void> {
  const end = performance.now() + RECOVERY_MS_MAX;
  while (performance.now() < end) {
    const answer = await fetch(url + ASKS_THE_DATABASE).catch(() => null);
    if (answer?.status === 404) return;
    await pause(100);
  }
  throw new Error('The program was not ready again in time');
}

describe('a start that cannot be', () => {
  it('says that the port is taken, by number, and leaves nothing running', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    await using given = await installation({ port });
    const { code, output } = await given.startInVain();
    other.close();
    expect(code).not.toBe(0);
    expect(output).toMatch(new RegExp(`port ${port}`, 'i'));
    expect(output).not.toMatch(/^\s+at /m);
    expect(await runningEmbedded(given.data_dir)).toBeNull();
  });

  it('says that the data directory is taken, by whom, and the first goes on', async () => {
    await using first = await installation();
    const program = await first.start();
    await using second = await installation({ data_dir: first.data_dir });
    const { code, output } = await second.startInVain();
    expect(code).not.toBe(0);
    expect(output).toMatch(/data directory .* is in use by another start of this program \(process \d+\)/);
    expect(output).not.toMatch(/^\s+at /m);
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    expect(await program.stop()).toBe(0);
  });
});
