import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { World } from '../support/live-world.ts';

const SYMBOLS = ['AAPL', 'AMD', 'BRK.B', 'BTC-USD', 'ETH-USD', 'GOOG', 'MSFT', 'NFLX', 'TSLA', 'VTI'];
const SILENT = ['VTI'];
const LISTS = ['list-1', 'list-2'];
const RUNS = 200;
/** Small enough to be reached by a few frames. */
const LIMITS = { skip_bytes: 1500, close_bytes: 12_000, slow_ms: 20_000 };
/** What one flush and the answers of one slot may add on top of a buffer that is just below the bound. */
const ONE_FLUSH_BYTES = 4000;
const HEARTBEAT_MS_MAX = 18_000;
const CADENCE_MS = 5000;

const some = fc.subarray(SYMBOLS, { minLength: 1 });
const list = fc.constantFrom(...LISTS);
/** Faults that leave the connection standing. */
const mild = [
  fc.record({ do: fc.constant('tick' as const), symbols: some }),
  fc.record({ do: fc.constant('want' as const), symbols: fc.subarray([...SYMBOLS, 'NOPE']) }),
  fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 50, max: 8000 }) }),
  fc.record({ do: fc.constant('drop' as const) }),
  fc.record({ do: fc.constant('repeat' as const) }),
  fc.record({ do: fc.constant('follow' as const), list }),
  fc.record({ do: fc.constant('unfollow' as const), list }),
  fc.record({ do: fc.constant('change' as const), list, symbols: fc.subarray(SYMBOLS) }),
  fc.record({ do: fc.constant('append' as const) }),
];
const harsh = [
  fc.record({ do: fc.constant('cut' as const) }),
  fc.record({ do: fc.constant('offline' as const), offline: fc.boolean() }),
  fc.record({ do: fc.constant('slow' as const), paused: fc.boolean() }),
  fc.record({ do: fc.constant('revoke' as const), ended: fc.boolean() }),
  fc.record({ do: fc.constant('epoch' as const) }),
  fc.record({ do: fc.constant('drain' as const) }),
  fc.record({ do: fc.constant('lag' as const) }),
  fc.record({ do: fc.constant('catch up' as const) }),
  fc.record({ do: fc.constant('delete' as const), list }),
  fc.record({ do: fc.constant('pause' as const), paused: fc.boolean() }),
];
type MildStep = (typeof mild)[number] extends fc.Arbitrary<infer One> ? One : never;
type Step = (typeof mild)[number] | (typeof harsh)[number] extends fc.Arbitrary<infer One> ? One : never;

/** What the program asked for, kept beside the client to know what it should show. */
class Wishes {
  wanted = new Set<string>(SYMBOLS);
  readonly lists = new Set<string>();
  paused = false;

  all(world: World): Set<string> {
    if (this.paused) return new Set();
    const members = [...this.lists].flatMap((id) => world.lists.get(id) ?? []);
    return new Set([...this.wanted, ...members]);
  }
}

async function take(world: World, wishes: Wishes, step: Step): Promise<void> {
  switch (step.do) {
    case 'tick':
      return world.source.move(
        step.symbols.filter((symbol) => !SILENT.includes(symbol)).map((s) => SYMBOLS.indexOf(s)),
      );
    case 'want':
      wishes.wanted = new Set(step.symbols);
      return world.client.setSymbols(step.symbols);
    case 'pass':
      return world.pass(step.ms);
    case 'drop':
    case 'repeat':
      return void world.wire?.faults.push(step.do);
    case 'follow':
      wishes.lists.add(step.list);
      return world.client.followWatchlist(step.list);
    case 'unfollow':
      wishes.lists.delete(step.list);
      return world.client.unfollowWatchlist(step.list);
    case 'change':
      return world.changeList(step.list, step.symbols);
    case 'append':
      return world.append();
    case 'cut':
    case 'offline':
    case 'slow':
    case 'revoke':
    case 'epoch':
    case 'drain':
    case 'lag':
    case 'catch up':
    case 'delete':
    case 'pause':
      return disturb(world, wishes, step);
    default:
      return step satisfies never;
  }
}

/** The answer to `resync` is lost: nothing comes after it, or what comes after it comes at once. */
const LOST_ANSWERS: [number, MildStep[]][] = [
  [
    -1089576484,
    [
      { do: 'repeat' },
      { do: 'tick', symbols: ['ETH-USD', 'VTI'] },
      { do: 'drop' },
      { do: 'follow', list: 'list-1' },
      { do: 'drop' },
      { do: 'pass', ms: 5351 },
    ],
  ],
  [
    -1273903490,
    [
      { do: 'drop' },
      { do: 'tick', symbols: ['NFLX', 'VTI'] },
      { do: 'drop' },
      { do: 'pass', ms: 3251 },
      { do: 'follow', list: 'list-1' },
    ],
  ],
];

type Harsh = (typeof harsh)[number] extends fc.Arbitrary<infer One> ? One : never;

async function disturb(world: World, wishes: Wishes, step: Harsh): Promise<void> {
  switch (step.do) {
    case 'cut':
      return world.wire?.cut();
    case 'offline':
      world.offline = step.offline;
      return;
    case 'slow':
      if (world.wire !== null) world.wire.paused = step.paused;
      return;
    case 'revoke':
      return world.revoke(step);
    case 'epoch':
      return world.source.restart();
    case 'drain':
      return world.replaceEdge();
    case 'lag':
      return world.fallBehind();
    case 'catch up':
      return world.catchUp();
    case 'delete':
      // The screen keeps what it showed; nothing new may come.
      wishes.lists.delete(step.list);
      world.client.unfollowWatchlist(step.list);
      return world.changeList(step.list, null);
    case 'pause':
      wishes.paused = step.paused;
      return step.paused ? world.client.pause() : world.client.resume();
    default:
      return step satisfies never;
  }
}

function start(seed: number): World {
  const world = new World({ symbols: SYMBOLS, silent: SILENT, seed, limits: LIMITS });
  for (const id of LISTS) world.lists.set(id, ['AAPL', 'TSLA']);
  world.client.setSymbols(SYMBOLS);
  world.client.start();
  return world;
}

/** Ends every disturbance; back at once if the server sent the client away for good. */
function heal(world: World): void {
  world.offline = false;
  world.catchUp();
  if (world.wire !== null) world.wire.paused = false;
  world.wire?.faults.splice(0);
  world.client.reconnectNow();
}

function expectPromisesKept(world: World): void {
  for (const { bytesMax } of world.wires) world.checker.buffered(bytesMax, LIMITS.skip_bytes + ONE_FLUSH_BYTES);
  expect(world.checker.violations).toEqual([]);
}

describe('one client and one edge, whatever happens between them', () => {
  it('agree within one heartbeat of quiet while the connection stands, however frames are lost and repeated', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.array(fc.oneof(...mild), { maxLength: 40 }), async (seed, steps) => {
        const world = start(seed);
        const wishes = new Wishes();
        await world.pass(1000);
        for (const step of steps) await take(world, wishes, step);
        world.wire?.faults.splice(0);
        await world.pass(CADENCE_MS + HEARTBEAT_MS_MAX + 1000);

        const { expected, shown } = world.compare(wishes.all(world));
        expect(shown).toEqual(expected);
        expect(world.checker.closes).toEqual([]);
        expect(world.checker.events).toHaveLength(world.events.length);
        expectPromisesKept(world);
      }),
      { numRuns: RUNS, examples: LOST_ANSWERS },
    );
  });

  it('agree again after cuts, slow reading, revocations, restarts of the feed and of the edge', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.array(fc.oneof(...mild, ...harsh), { maxLength: 50 }), async (seed, steps) => {
        const world = start(seed);
        const wishes = new Wishes();
        await world.pass(1000);
        for (const step of steps) await take(world, wishes, step);
        heal(world);
        // Time to notice a dead connection, to back off at longest, and to come back.
        await world.pass(80_000);
        heal(world);
        world.source.move(
          SYMBOLS.keys()
            .filter((index) => !SILENT.includes(SYMBOLS[index] ?? ''))
            .toArray(),
        );
        await world.pass(CADENCE_MS + HEARTBEAT_MS_MAX + 1000);

        const { expected, shown } = world.compare(wishes.all(world));
        expect(shown).toEqual(expected);
        expectPromisesKept(world);
      }),
      { numRuns: RUNS },
    );
  });

  it('never show an older price again when the next edge lags behind', async () => {
    const world = start(1);
    await world.pass(1000);
    world.fallBehind();
    world.source.move([0]);
    await world.pass(CADENCE_MS + 1000);
    const before = world.checker.screen.get('AAPL');
    await world.replaceEdge();
    await world.pass(10_000);
    const behind = world.checker.screen.get('AAPL');
    world.catchUp();
    world.source.move([0]);
    await world.pass(CADENCE_MS + 1000);

    expect(world.checker.closes).toEqual([4005]);
    expect(before?.[1]).toBe(2);
    expect(behind).toEqual(before);
    expect(world.checker.screen.get('AAPL')?.[1]).toBe(3);
    expectPromisesKept(world);
  });
});
