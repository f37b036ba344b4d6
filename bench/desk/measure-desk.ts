import { sql } from 'kysely';
import { findKeptDrift } from '../../server/modules/orders/selling/services/find-kept-drift.ts';
import { keepDays } from '../../server/modules/orders/selling/services/keep-days.ts';
import { createLog } from '../../server/platform/log.ts';
import { createMetrics } from '../../server/platform/metrics.ts';
import type { Member } from '../../server/platform/actor.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import type { Platform } from '../../server/platform/platform.ts';
import { openSecrets } from '../../server/platform/secrets-store.ts';
import { buyersQuestions } from './buyers-questions.ts';
import { deskQuestions, plainSearch, sumQuestions } from './desk-questions.ts';
import type { FilledDesk } from './fill-desk.ts';
import { measureExport } from './measure-export.ts';

/** Budgets of a page, and of the summary of a year. */
const PAGE_MS_MAX = 100;
const SUMMARY_MS_MAX = 150;
/** Rounds of what takes long. */
const BASELINE_ROUNDS = 5;

export type Ask = (round: number) => Promise<unknown>;
export type Questions = Readonly<Record<string, Ask>>;
interface Times {
  readonly p50: number;
  readonly p99: number;
}

export async function measureDesk(
  { db, bare }: { readonly db: Db; readonly bare: Db },
  desk: FilledDesk,
  rounds: number,
): Promise<void> {
  const platform = await platformOf(db);
  const plain = await platformOf(bare);
  const staff = memberOf(desk.user_id);
  const buyer = memberOf(desk.buyer_id);
  const questions = (on: Platform): Questions => ({
    ...deskQuestions(on, staff, desk),
    ...buyersQuestions(on, buyer, desk),
  });
  const sums = sumQuestions(platform, staff, desk);
  const added_up = await measure(sums, BASELINE_ROUNDS);
  await keep(platform);
  const kept = await measure(sums, rounds);
  const pages = await measure(questions(platform), rounds);
  const scanned = await measure(questions(plain), BASELINE_ROUNDS);
  show('without an index', pages, scanned);
  show('added up from its rows', kept, added_up);
  console.table(
    await measure({ 'baseline: search in every order, line by line': plainSearch(db, desk) }, BASELINE_ROUNDS),
  );
  await measureExport(platform, staff, { desk, beside: questions(platform)['to ship, by day'] });
  const worst = Math.max(...Object.values(pages).map(({ p99 }) => p99));
  console.log(`page: budget p99 ${PAGE_MS_MAX} ms ${worst <= PAGE_MS_MAX ? 'held' : `missed: ${worst} ms`}`);
  const summary = Math.max(...Object.values(kept).map(({ p99 }) => p99));
  console.log(`sums: budget p99 ${SUMMARY_MS_MAX} ms ${summary <= SUMMARY_MS_MAX ? 'held' : `missed: ${summary} ms`}`);
}

async function platformOf(db: Db): Promise<Platform> {
  const rest = { clock: systemClock, log: createLog('error'), metrics: createMetrics({ process_metrics: false }) };
  return { db, secrets: await openSecrets(db), ...rest } as unknown as Platform;
}

function memberOf(user_id: string): Member {
  return { kind: 'member', user_id, role: 'user', is_demo: false } as unknown as Member;
}

async function keep(platform: Platform): Promise<void> {
  const began = performance.now();
  await keepDays(platform, new AbortController().signal);
  const kept = performance.now();
  const drift = await findKeptDrift(platform);
  const seconds = (from: number, to: number): string => ((to - from) / 1000).toFixed(1);
  console.log(
    `all days kept in ${seconds(began, kept)} s, compared in ${seconds(kept, performance.now())} s: ${drift.length} differ`,
  );
  await sql`VACUUM (ANALYZE) orders.sold_days, orders.sold_listing_days, orders.payout_days`.execute(platform.db);
}

function show(
  baseline: string,
  measured: Readonly<Record<string, Times>>,
  beside: Readonly<Record<string, Times>>,
): void {
  const rows = Object.entries(measured).map(([name, { p50, p99 }]) => [
    name,
    { 'p50 ms': p50, 'p99 ms': p99, [`p50 ${baseline}`]: beside[name]?.p50 },
  ]);
  console.table(Object.fromEntries(rows));
}

async function measure(questions: Questions, rounds: number): Promise<Record<string, Times>> {
  const measured: Record<string, Times> = {};
  for (const [name, ask] of Object.entries(questions)) {
    await ask(0);
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      await ask(round);
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    const at = (part: number) => Number((times[Math.ceil(times.length * part) - 1] ?? 0).toFixed(1));
    measured[name] = { p50: at(0.5), p99: at(0.99) };
  }
  return measured;
}
