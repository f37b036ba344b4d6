import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { ToldAlert } from './alert-rows.ts';

interface Close {
  readonly date: string;
  readonly price: string;
}

/** An alert on real or made-up closes, with the day it must fire, found by reading the file from top to bottom. */
export interface ExpectedFiring {
  readonly symbol: string;
  readonly told: ToldAlert;
  /** Null: never. */
  readonly date: string | null;
  readonly price: string | null;
}

/** Closes by symbol, oldest first; `.gz` or not. Columns: day, symbol, close, volume. */
export async function readCloses(file: string): Promise<Map<string, Close[]>> {
  const bytes = await readFile(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
  const closes = new Map<string, Close[]>();
  for (const line of text.trim().split('\n').slice(1)) {
    const [date = '', symbol = '', price = ''] = line.split(',');
    const rounded = (Math.round(Number(price) * 100) / 100).toFixed(2);
    closes.set(symbol, [...(closes.get(symbol) ?? []), { date, price: rounded }]);
  }
  return closes;
}

/** One alert a symbol, of every kind in turn, at levels between the lowest and the highest close of the file. */
export function alertsOn(closes: ReadonlyMap<string, readonly Close[]>, count: number): ExpectedFiring[] {
  const calm = [...closes].filter(([, days]) => days.length > 20 && !jumps(days));
  const step = Math.max(1, Math.floor(calm.length / count));
  return calm
    .filter((_, at) => at % step === 0)
    .slice(0, count)
    .map(([symbol, days], at) => {
      const told = ruleAt(days, at);
      const fired = days.find((day, n) => firesOn(told, day, days[n - 1] ?? null)) ?? null;
      return { symbol, told, date: fired?.date ?? null, price: fired?.price ?? null };
    });
}

/** A split or the like: what a feed makes of it is another matter. */
function jumps(days: readonly Close[]): boolean {
  return days.some(({ price }, at) => {
    const factor = Number(price) / Number(days[at - 1]?.price ?? price);
    return factor > 2 || factor < 0.5;
  });
}

function ruleAt(days: readonly Close[], at: number): ToldAlert {
  const sorted = days.map(({ price }) => Number(price)).toSorted((a, b) => a - b);
  const part = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(2);
  const kinds: readonly ToldAlert[] = [
    { condition_type: 'PRICE_ABOVE', threshold_value: part(0.9) },
    { condition_type: 'PRICE_BELOW', threshold_value: part(0.1) },
    { condition_type: 'CROSSES_UP', threshold_value: part(0.7) },
    { condition_type: 'CROSSES_DOWN', threshold_value: part(0.3) },
    { condition_type: 'CROSSES', threshold_value: part(0.5) },
    { condition_type: 'PERCENT_CHANGE', threshold_value: '3', basis: 'PREVIOUS_CLOSE' },
    { condition_type: 'PERCENT_CHANGE', threshold_value: '-3.5', basis: 'PREVIOUS_CLOSE' },
    {
      condition_type: 'RANGE_ENTER',
      threshold_value: part(0.6),
      threshold_upper: (Number(part(0.8)) + 0.01).toFixed(2),
    },
    {
      condition_type: 'RANGE_LEAVE',
      threshold_value: part(0.2),
      threshold_upper: (Number(part(0.8)) + 0.01).toFixed(2),
    },
    { condition_type: 'PRICE_ABOVE', threshold_value: (Number(part(1)) * 2).toFixed(2) },
  ];
  return kinds[at % kinds.length] ?? { condition_type: 'PRICE_ABOVE', threshold_value: '1' };
}

function firesOn(told: ToldAlert, day: Close, before: Close | null): boolean {
  const cents = (text: string | undefined): number => Math.round(Number(text) * 100);
  const [now, last] = [cents(day.price), before === null ? null : cents(before.price)];
  const [level, upper] = [cents(told.threshold_value), cents(told.threshold_upper)];
  const up = last !== null && last < level && now >= level;
  const down = last !== null && last > level && now <= level;
  const inside = (price: number): boolean => price >= level && price <= upper;
  switch (told.condition_type) {
    case 'PRICE_ABOVE':
      return now >= level;
    case 'PRICE_BELOW':
      return now <= level;
    case 'CROSSES_UP':
      return up;
    case 'CROSSES_DOWN':
      return down;
    case 'CROSSES':
      return up || down;
    case 'RANGE_ENTER':
      return last !== null && !inside(last) && inside(now);
    case 'RANGE_LEAVE':
      return last !== null && inside(last) && !inside(now);
    case 'PERCENT_CHANGE':
    case 'NEW_HIGH':
    case 'NEW_LOW':
    case 'VOLUME_ABOVE':
    case 'BACK_IN_STOCK':
      break;
  }
  const percent = Number(told.threshold_value);
  const moved = last === null ? 0 : (now - last) * 100;
  return last !== null && (percent > 0 ? moved >= percent * last : moved <= percent * last);
}
