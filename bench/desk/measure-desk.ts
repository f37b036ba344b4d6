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
import { type Ask, measure, type Questions, type Times } from './measure.ts';
import { measureExport } from './measure-export.ts';

/** Budgets of a page, and of the summary of a year. */
const PAGE_MS_MAX = 100;
const SUMMARY_MS_MAX = 150;
/** Rounds of what takes long. */
const BASELINE_ROUNDS = 2;

export interface Bench {
  readonly db: Db;
  /** One connection. */
  readonly one: Db;
  /** One connection that reads every table whole. */
  readonly bare: Db;
}

export async function measureDesk({ db, one, bare }: Bench, desk: FilledDesk, rounds: number): Promise<void> {
  const platform = await platformOf(one);
  const staff = memberOf(desk.user_id);
  const buyer = memberOf(desk.buyer_id);
  const questions = (on: Platform): Questions => ({
    ...deskQuestions(on, staff, desk),
    ...buyersQuestions(on, buyer, desk),
  });
  const sums = sumQuestions(platform, staff, desk);
  const added_up = await measure(one, sums, BASELINE_ROUNDS);
  await keep(platform);
  const kept = await measure(one, sums, rounds);
  show(kept, 'p50 added up from its rows', added_up);
  const pages = await measure(one, questions(platform), rounds);
  show(pages);
  await measureExport(await platformOf(db), staff, { desk, beside: questions(platform)['to ship, by day'] });
  const worst = Math.max(...Object.values(pages).map(({ p99 }) => p99));
  console.log(`page: budget p99 ${PAGE_MS_MAX} ms ${worst <= PAGE_MS_MAX ? 'held' : `missed: ${worst} ms`}`);
  const summary = Math.max(...Object.values(kept).map(({ p99 }) => p99));
  console.log(`sums: budget p99 ${SUMMARY_MS_MAX} ms ${summary <= SUMMARY_MS_MAX ? 'held' : `missed: ${summary} ms`}`);
  show(
    await measure(one, { 'baseline: search in every order, line by line': plainSearch(one, desk) }, BASELINE_ROUNDS),
  );
  show(pages, 'p50 without an index', await scanned(bare, questions(await platformOf(bare))));
}

/** Nobody waits longer for a baseline: what takes longer is shown as this. */
const PATIENCE_MS = 5_000;
const QUERY_CANCELED = '57014';

async function scanned(bare: Db, questions: Questions): Promise<Record<string, Times>> {
  await sql`SELECT set_config('statement_timeout', ${String(PATIENCE_MS)}, false)`.execute(bare);
  const patient = Object.entries(questions).map(([name, ask]): [string, Ask] => [
    name,
    (round) =>
      ask(round).catch((error: { code?: string }) => {
        if (error.code !== QUERY_CANCELED) throw error;
      }),
  ]);
  return measure(bare, Object.fromEntries(patient), BASELINE_ROUNDS);
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
  measured: Readonly<Record<string, Times>>,
  baseline = '',
  beside: Readonly<Record<string, Times>> = {},
): void {
  const rows = Object.entries(measured).map(([name, { p50, p99, work }]) => {
    const times = { 'p50 ms': p50, 'p99 ms': p99, 'processor ms': work };
    return [name, baseline === '' ? times : { ...times, [baseline]: beside[name]?.p50 }];
  });
  console.table(Object.fromEntries(rows));
}
