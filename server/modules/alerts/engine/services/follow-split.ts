import { sql } from 'kysely';
import type { AlertChannel, AlertStatus } from '../../../../../contract/alerts.ts';
import type { Tx } from '../../../../platform/db/transaction.ts';
import type { Signals } from '../../../../platform/signals.ts';
import { lockMarks, type MovedMark, moveMarks } from '../../../watchlists/index.ts';
import { type Definition, definitionOf } from '../../alert.ts';
import { type Notify, splitNotice } from '../../notices.ts';
import type { MetSplit } from '../met-split.ts';
import { sentenceOf } from '../../sentence.ts';
import type { DefinitionColumns } from '../../tables.ts';
import { pauseAlerts } from './pause-alerts.ts';
import type { InstrumentRegistry } from '../../../market/index.ts';

const SAME_SPLIT_DAYS = 7;

interface FollowParts {
  readonly notify: Notify;
  readonly registry: InstrumentRegistry;
  readonly signals: Signals;
}

interface ScaledRow extends DefinitionColumns {
  readonly id: string;
  readonly user_id: string;
  readonly instrument_id: string;
  readonly watchlist_id: string | null;
  readonly origin: 'user' | 'mark';
  readonly status: AlertStatus;
  readonly note: string;
  readonly message: string | null;
  readonly channels: AlertChannel[];
  readonly value: string | null;
  readonly upper: string | null;
  readonly and_value: string | null;
  readonly and_upper: string | null;
}

/**
 * Scales the thresholds of an instrument's own alerts, the marks they stand for and the prices they count from, and tells
 * the owners. Once per split, however often it is met. A rule that would lose its meaning is paused instead.
 * @returns whether it was new.
 */
export async function followSplit(tx: Tx, parts: FollowParts, split: MetSplit, at: Date): Promise<boolean> {
  const { instrument, ratio, day } = split;
  if (!(await isNew(tx, split, at))) return false;
  await lockMarks(tx, instrument.id);
  const rows = await scaledRows(tx, split);
  const kept = rows.filter(isMeaningful);
  await scale(tx, kept, { ...split, at });
  await moveMarks(tx, parts.signals, kept.flatMap(markOf));
  await pauseAlerts(
    tx,
    parts,
    rows.filter((row) => !isMeaningful(row)).map(({ id }) => id),
    { reason: 'split', at },
  );
  const moved = kept.filter(
    (row) => row.status === 'active' && sentenceOf('', definitionOf(row)) !== sentenceOf('', scaled(row)),
  );
  await parts.notify(
    tx,
    moved.map(({ id, user_id, note, message, channels, ...row }) => {
      const { symbol } = instrument;
      const sentence = sentenceOf(symbol, scaled(row));
      const sentence_before = sentenceOf(symbol, definitionOf(row));
      const told = {
        subject: symbol,
        symbol,
        sentence,
        sentence_before,
        at,
        ratio,
        split_key: `${instrument.id}:${day}`,
      };
      return splitNotice({ id, user_id, note, message, channels }, told);
    }),
  );
  return true;
}

/** Sources differ by a day or a weekend about when a split was; a price that comes late tells of it on a later day. */
async function isNew(tx: Tx, { instrument, ratio, day }: MetSplit, at: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    INSERT INTO alerts.splits_followed (instrument_id, day, ratio, followed_at)
    SELECT ${instrument.id}::uuid, ${day}::int, ${ratio}::float8, ${at}
    WHERE NOT EXISTS (
      SELECT FROM alerts.splits_followed WHERE instrument_id = ${instrument.id}
        AND abs(day - ${day}::int) <= ${SAME_SPLIT_DAYS} AND abs(ratio / ${ratio}::float8 - 1) < 0.001
    )
    ON CONFLICT (instrument_id, day) DO NOTHING
  `.execute(tx);
  return Number(numAffectedRows) > 0;
}

/**
 * Follows the splits of one instrument that were met together.
 * @returns new pieces per old one by those that were new, and by those that a try at the same time, whose answer was lost,
 *   has followed; and whether any was new.
 */
export async function followSplits(
  tx: Tx,
  parts: FollowParts,
  splits: readonly MetSplit[],
  at: Date,
): Promise<{ readonly ratio: number; readonly is_new: boolean }> {
  let ratio = 1;
  let is_new = false;
  for (const split of splits) {
    if (await followSplit(tx, parts, split, at)) is_new = true;
    else if (!(await wasFollowedAt(tx, split, at))) continue;
    ratio *= split.ratio;
  }
  return { ratio, is_new };
}

async function wasFollowedAt(tx: Tx, { instrument, day }: MetSplit, at: Date): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM alerts.splits_followed WHERE instrument_id = ${instrument.id} AND day = ${day} AND followed_at = ${at}
  `.execute(tx);
  return rows.length > 0;
}

/** A mark in a list stays at the level of its alert. */
function markOf({ origin, instrument_id, watchlist_id, condition_type, value }: ScaledRow): MovedMark[] {
  if (origin !== 'mark' || watchlist_id === null || value === null) return [];
  const side = condition_type === 'PRICE_ABOVE' ? 'price_above' : 'price_below';
  return [{ watchlist_id, instrument_id, side, level: value }];
}

/** Rules with their thresholds before and after: prices by the ratio, pieces against it. */
async function scaledRows(tx: Tx, { instrument, ratio, met_at }: MetSplit): Promise<readonly ScaledRow[]> {
  const after = (type: string, threshold: string) => sql`
    CASE ${sql.ref(type)} WHEN 'PERCENT_CHANGE' THEN ${sql.ref(threshold)}
      WHEN 'VOLUME_ABOVE' THEN ${sql.ref(threshold)} * ${String(ratio)}::numeric
      ELSE round(${sql.ref(threshold)} / ${String(ratio)}::numeric,
        greatest(scale(${sql.ref(threshold)}), ${instrument.price_decimals}::int)) END`;
  const { rows } = await sql<ScaledRow>`
    SELECT *, ${after('condition_type', 'threshold_value')} AS value, ${after('condition_type', 'threshold_upper')} AS upper,
      ${after('and_condition_type', 'and_threshold_value')} AS and_value,
      ${after('and_condition_type', 'and_threshold_upper')} AS and_upper
    FROM alerts.alerts
    WHERE instrument_id = ${instrument.id} AND updated_at <= ${met_at} AND status <> 'expired'
    ORDER BY id FOR NO KEY UPDATE
  `.execute(tx);
  return rows;
}

/** A price above 0 is left, and a range is a range. */
function isMeaningful(row: ScaledRow): boolean {
  const isGone = (before: string | null, now: string | null): boolean => Number(before) > 0 && !(Number(now) > 0);
  const isFlat = (low: string | null, high: string | null): boolean => high !== null && !(Number(high) > Number(low));
  return (
    !isGone(row.threshold_value, row.value) &&
    !isGone(row.and_threshold_value, row.and_value) &&
    !isFlat(row.value, row.upper) &&
    !isFlat(row.and_value, row.and_upper)
  );
}

function scaled(row: DefinitionColumns & Pick<ScaledRow, 'value' | 'upper' | 'and_value' | 'and_upper'>): Definition {
  return definitionOf({
    ...row,
    threshold_value: row.value,
    threshold_upper: row.upper,
    and_threshold_value: row.and_value,
    and_threshold_upper: row.and_upper,
  });
}

async function scale(tx: Tx, rows: readonly ScaledRow[], split: MetSplit & { readonly at: Date }): Promise<void> {
  const { instrument, ratio, met_at, at } = split;
  await sql`
    UPDATE alerts.targets target SET price_at_creation = target.price_at_creation / ${String(ratio)}::numeric
    FROM alerts.alerts alert
    WHERE alert.id = target.alert_id AND target.instrument_id = ${instrument.id} AND alert.updated_at <= ${met_at}
  `.execute(tx);
  const list = <Value>(cell: (row: ScaledRow) => Value): Value[] => rows.map(cell);
  await sql`
    UPDATE alerts.alerts alert
    SET threshold_value = row.value, threshold_upper = row.upper, and_threshold_value = row.and_value,
      and_threshold_upper = row.and_upper, price_at_creation = alert.price_at_creation / ${String(ratio)}::numeric,
      updated_at = ${at}, revision = nextval('alerts.revisions')
    FROM unnest(
      ${list(({ id }) => id)}::uuid[], ${list(({ value }) => value)}::numeric[], ${list(({ upper }) => upper)}::numeric[],
      ${list(({ and_value }) => and_value)}::numeric[], ${list(({ and_upper }) => and_upper)}::numeric[]
    ) AS row (id, value, upper, and_value, and_upper)
    WHERE alert.id = row.id
  `.execute(tx);
}
