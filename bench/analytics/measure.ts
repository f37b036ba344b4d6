import type { Member } from '../../server/platform/actor.ts';
import { MemoryRegistry } from '../../server/modules/market/instrument-registry.ts';
import type { Provider } from '../../server/modules/market/providers/provider.ts';
import { Simulator } from '../../server/modules/market/providers/simulator/simulator.ts';
import { getAnalytics } from '../../server/modules/market/selectors/get-analytics.ts';
import type { HistoryReader } from '../../server/modules/market/selectors/get-history.ts';
import { getListAnalytics } from '../../server/modules/market/selectors/get-list-analytics.ts';
import { readInstruments } from '../../server/modules/market/selectors/read-instruments.ts';
import { alwaysOpen } from '../../server/modules/market/sessions/session-calendar.ts';
import { manualClock } from '../../server/platform/clock.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import type { GeneratedWorld } from '../history/generate-history.ts';
import { correlationBySql, figuresBySql, fromDays, fromMinutes, fromTicks } from './sql-figures.ts';

const DAY_MS = 86_400_000;
const WINDOWS = { '1 day': 1, '1 month': 31, '1 year': 365, '5 years': 5 * 365 } as const;
const INSTRUMENT_ROUNDS = 200;
/** Of so many instruments the past is computed, and is asked for again: the first time takes some 50 ms a year. */
const COMPUTED_MAX = 50;
const LIST_ROUNDS = 15;
const SQL_ROUNDS = 3;

type Table = Record<string, Record<string, number | string>>;

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

export async function measureInstrument(db: Db, world: GeneratedWorld): Promise<Table> {
  const { kept, computed, symbols } = await readers(db, world);
  const buckets = { '1 day': '1 minute', '1 month': '1 hour', '1 year': '1 day', '5 years': null } as const;
  const table: Table = {};
  for (const [name, from] of windowsOf(world)) {
    const ask = (reader: HistoryReader, asked: readonly string[]) => (round: number) =>
      getAnalytics(reader, actor, { symbol: asked[round % asked.length] ?? '', query: { from: from.toISOString() } });
    const { interval, points } = await ask(kept, symbols)(0);
    const own = await percentiles(INSTRUMENT_ROUNDS, ask(kept, symbols));
    const some = symbols.slice(0, COMPUTED_MAX);
    for (const symbol of some) await ask(computed, [symbol])(0);
    const made = await percentiles(INSTRUMENT_ROUNDS, ask(computed, some));
    const bucket = buckets[name];
    const candles = bucket === null ? fromDays([world.ticked_id], from) : fromTicks(world.ticked_id, from, bucket);
    const raw = await percentiles(SQL_ROUNDS, () => figuresBySql(db, candles));
    table[name] = {
      interval,
      points,
      ...prefixed('kept', own),
      ...prefixed('computed', made),
      'SQL over': bucket === null ? 'days' : 'ticks',
      'SQL p50 ms': raw.p50,
      'times faster': ratio(raw.p50, own.p50),
    };
  }
  return table;
}

export async function measureList(db: Db, world: GeneratedWorld): Promise<Table> {
  const { kept, computed, registry } = await readers(db, world);
  const instruments = world.ids.flatMap((id) => registry.byId(id) ?? []);
  const buckets = { '1 day': '1 hour', '1 month': '1 day', '1 year': '1 day', '5 years': null } as const;
  const table: Table = {};
  for (const [name, from] of windowsOf(world)) {
    const ask = (reader: HistoryReader) => () =>
      getListAnalytics(reader, actor, { instruments, query: { from: from.toISOString() } });
    const own = await percentiles(LIST_ROUNDS, ask(kept));
    const made = await percentiles(LIST_ROUNDS, ask(computed));
    const bucket = buckets[name];
    const candles = bucket === null ? fromDays(world.ids, from) : fromMinutes(world.ids, from, bucket);
    const raw = await percentiles(SQL_ROUNDS, async () => {
      await figuresBySql(db, candles);
      await correlationBySql(db, candles);
    });
    table[name] = {
      ...prefixed('kept', own),
      ...prefixed('computed', made),
      'SQL over': bucket === null ? 'days' : 'minutes',
      'SQL p50 ms': raw.p50,
      'times faster': ratio(raw.p50, own.p50),
    };
  }
  return table;
}

function windowsOf({ now_ms }: GeneratedWorld): (readonly [keyof typeof WINDOWS, Date])[] {
  return Object.entries(WINDOWS).map(
    ([name, days]) => [name as keyof typeof WINDOWS, new Date(now_ms - days * DAY_MS)] as const,
  );
}

async function readers(db: Db, world: GeneratedWorld) {
  const registry = new MemoryRegistry();
  registry.merge(await readInstruments(db, null));
  const clock = manualClock(world.now_ms);
  const simulator = new Simulator(registry, clock, { seed: 1, always_open: true });
  const symbols = world.ids.map((id) => registry.byId(id)?.symbol ?? '');
  const common = { db, clock, registry };
  return { registry, symbols, kept: { ...common, provider: tape }, computed: { ...common, provider: simulator } };
}

interface Spent {
  readonly p50: number;
  readonly p99: number;
  readonly first: number;
}

async function percentiles(rounds: number, work: (round: number) => Promise<unknown>): Promise<Spent> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now();
    await work(round);
    times.push(performance.now() - begin);
  }
  const [first = 0] = times;
  times.sort((a, b) => a - b);
  const at = (part: number): number => rounded(times[Math.floor((times.length - 1) * part)] ?? 0);
  return { p50: at(0.5), p99: at(0.99), first: rounded(first) };
}

function prefixed(name: string, { p50, p99, first }: Spent): Record<string, number> {
  return name === 'computed'
    ? { 'computed p50': p50, 'computed p99': p99, 'computed first': first }
    : { [`${name} p50 ms`]: p50, [`${name} p99 ms`]: p99 };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function ratio(slow: number, fast: number): number {
  return Math.round((slow / fast) * 10) / 10;
}
