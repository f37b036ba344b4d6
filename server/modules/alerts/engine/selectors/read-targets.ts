import { sql } from 'kysely';
import type { Db } from '../../../../platform/db/transaction.ts';
import type { TargetsQuestion } from '../store.ts';
import type { WatchedTarget } from '../watched-target.ts';
import { type WatchedRow, watchedColumns, watchedTarget } from './target-rows.ts';

/** Targets that are watched, by number, behind one: a page of them. */
export async function readWatchedAfter(db: Db, no: number, limit: number): Promise<readonly WatchedTarget[]> {
  const { rows } = await sql<WatchedRow>`
    SELECT ${watchedColumns}
    FROM (SELECT * FROM alerts.targets WHERE no > ${no} AND state <> 'done' ORDER BY no LIMIT ${limit}) target
    JOIN alerts.alerts alert ON alert.id = target.alert_id
    ORDER BY target.no
  `.execute(db);
  return rows.map(watchedTarget);
}

/** Targets of some alerts or instruments, or of alerts with newer revisions, whatever their state. */
export async function readTargetsOf(db: Db, question: TargetsQuestion): Promise<readonly WatchedTarget[]> {
  const asked =
    'alert_ids' in question
      ? sql`alert.id = ANY(${[...question.alert_ids]}::uuid[])`
      : 'instrument_ids' in question
        ? sql`target.instrument_id = ANY(${[...question.instrument_ids]}::uuid[]) AND target.state <> 'done'`
        : sql`alert.revision > ${question.newer_than}`;
  const { rows } = await sql<WatchedRow>`
    SELECT ${watchedColumns}
    FROM alerts.targets target JOIN alerts.alerts alert ON alert.id = target.alert_id
    WHERE ${asked}
  `.execute(db);
  return rows.map(watchedTarget);
}

export async function readNewestRevision(db: Db): Promise<number> {
  const { rows } = await sql<{ revision: string | null }>`SELECT max(revision) AS revision FROM alerts.alerts`.execute(
    db,
  );
  return Number(rows[0]?.revision ?? 0);
}
