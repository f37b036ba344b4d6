import { sql } from 'kysely';
import type { Member } from '../../server/platform/actor.ts';
import { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import type { Provider } from '../../server/modules/market/providers/provider.ts';
import { Simulator } from '../../server/modules/market/providers/simulator/simulator.ts';
import { getHistory, type HistoryReader } from '../../server/modules/market/selectors/get-history.ts';
import { readInstruments } from '../../server/modules/market/selectors/read-instruments.ts';
import { alwaysOpen } from '../../server/modules/market/sessions/session-calendar.ts';
import { manualClock } from '../../server/platform/clock.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import type { GeneratedWorld } from './generate-history.ts';

const DAY_MS = 86_400_000;
const ROUNDS = 100;
/** Each figure is the least of so many series: what disturbs one only ever adds. */
const SERIES = 5;
const RAW_ROUNDS = 7;
/** Of so many instruments the past is computed: each takes half a second the first time. */
const COMPUTED_MAX = 50;
const WINDOWS = { '1 day': 1, '1 month': 31, '1 year': 365, '5 years': 5 * 365 } as const;
/** What an answer of each window is made of. */
const RAW_BUCKETS = { '1 day': '1 minute', '1 month': '1 hour', '1 year': '1 day' } as const;

export type Times = Record<string, Record<string, number | string>>;

const actor: Member = {
  kind: 'member',
  user_id: '',
  tier: 'premium',
  role: 'user',
  is_demo: false,
  session_id: '',
  via: 'token',
  expires_at_ms: 0,
};
const tape: Provider = {
  name: 'tape',
  simulated: false,
  delay_ms: 0,
  continues: true,
  recomputes: false,
  calendar: alwaysOpen,
  handles: () => true,
  prepare: () => Promise.resolve(),
  stream: () => Promise.resolve(),
  dayPoints: () => null,
};

/** The answer's whole text from kept candles of changing instruments, and the same candles from raw ticks. */
export async function benchKept(db: Db, world: GeneratedWorld): Promise<Times> {
  const registry = await registryOf(db);
  const reader = { db, clock: manualClock(world.now_ms), provider: tape, registry };
  const times = await timeWindows(reader, symbolsOf(registry, world));
  for (const [name, bucket] of Object.entries(RAW_BUCKETS)) {
    const from = new Date(world.now_ms - WINDOWS[name as keyof typeof WINDOWS] * DAY_MS);
    const raw = await percentiles(RAW_ROUNDS, () =>
      sql`
        SELECT date_bin(${bucket}::interval, at, 'epoch') AS start, (array_agg(price ORDER BY at))[1] AS open, max(price) AS high,
          min(price) AS low, (array_agg(price ORDER BY at DESC))[1] AS close, sum(size) AS volume
        FROM ticks WHERE instrument_id = ${world.ticked_id} AND at >= ${from} GROUP BY 1 ORDER BY 1
      `.execute(db),
    );
    const own = times[name];
    if (own !== undefined)
      Object.assign(own, { 'raw ticks p50 ms': raw['p50 ms'], 'times faster': ratio(raw['p50 ms'], own['p50 ms']) });
  }
  return times;
}

/** The same from a past that is computed: the first answer, and those after it. */
export async function benchComputed(db: Db, world: GeneratedWorld): Promise<Times> {
  const registry = await registryOf(db);
  const clock = manualClock(world.now_ms);
  const provider = new Simulator(registry, clock, { seed: 1, always_open: true });
  const first = new Map<string, number>();
  const symbols = symbolsOf(registry, world).slice(0, COMPUTED_MAX);
  const parts = { db, clock, provider, registry };
  for (const [name, days] of Object.entries(WINDOWS)) {
    const spent = await percentiles(symbols.length, (round) => ask(parts, symbols[round] ?? '', days));
    first.set(name, spent['p50 ms']);
  }
  const times = await timeWindows(parts, symbols);
  for (const [name, ms] of first) Object.assign(times[name] ?? {}, { 'first time p50 ms': ms });
  return times;
}

function symbolsOf(registry: MemoryRegistry, { ids }: GeneratedWorld): string[] {
  return ids.map((id) => registry.byId(id)?.symbol ?? '');
}

/** Every question is about another instrument, as long as there are others. */
async function timeWindows(parts: HistoryReader, symbols: readonly string[]): Promise<Times> {
  const times: Times = {};
  for (const [name, days] of Object.entries(WINDOWS)) {
    const text = await ask(parts, symbols[0] ?? '', days);
    const { interval, candles } = JSON.parse(text) as { interval: string; candles: object[] };
    const least = { 'p50 ms': Number.POSITIVE_INFINITY, 'p99 ms': Number.POSITIVE_INFINITY };
    for (let series = 0; series < SERIES; series += 1) {
      const spent = await percentiles(ROUNDS, (round) =>
        ask(parts, symbols[(series * ROUNDS + round) % symbols.length] ?? '', days),
      );
      least['p50 ms'] = Math.min(least['p50 ms'], spent['p50 ms']);
      least['p99 ms'] = Math.min(least['p99 ms'], spent['p99 ms']);
    }
    times[name] = { interval, candles: candles.length, ...least };
  }
  return times;
}

async function ask(parts: HistoryReader, symbol: string, days: number): Promise<string> {
  const from = new Date(parts.clock.ms() - days * DAY_MS).toISOString();
  const answer = await getHistory(parts, actor, { symbol, query: { from, interval: 'auto', adjusted: 'true' } });
  return answer.data_json;
}

async function percentiles(
  rounds: number,
  work: (round: number) => Promise<unknown>,
): Promise<{ readonly 'p50 ms': number; readonly 'p99 ms': number }> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now();
    await work(round);
    times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  const at = (part: number): number => Math.round((times[Math.floor((times.length - 1) * part)] ?? 0) * 100) / 100;
  return { 'p50 ms': at(0.5), 'p99 ms': at(0.99) };
}

async function registryOf(db: Db): Promise<MemoryRegistry> {
  const registry = new MemoryRegistry();
  registry.merge(await readInstruments(db, null));
  return registry;
}

function ratio(slow: number, fast: number | string | undefined): number {
  return Math.round(slow / Number(fast));
}
