import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { formatScaled } from '../../../../../contract/decimal.ts';
import type { Tx } from '../../../../platform/db/transaction.ts';
import { newId } from '../../../../platform/ids.ts';
import { columnsOf } from '../../alert.ts';
import { firedNotice, type Notice, type Notify } from '../../notices.ts';
import { sentenceOf } from '../../sentence.ts';
import type { InstrumentRegistry } from '../../../market/index.ts';
import type { Fired } from '../decide.ts';

/** Tells the owners and writes what fired: one statement, and those of `notify`, for any number. */
export async function insertFirings(
  tx: Tx,
  { notify, registry }: { readonly notify: Notify; readonly registry: InstrumentRegistry },
  all: readonly Fired[],
  recorded_at: Date,
): Promise<void> {
  if (all.length === 0) return;
  const told = all.map((fired) => tellOf(fired, registry, recorded_at));
  const notification_ids = await notify(
    tx,
    told.map(({ notice }) => notice),
  );
  const list = <Value>(cell: (fired: Fired, at: number) => Value): Value[] => all.map(cell);
  const rule = all.map(({ target }) => columnsOf(target.rule));
  const text = (column: keyof (typeof rule)[number]): (string | null)[] =>
    rule.map((columns) => (columns[column] === null ? null : String(columns[column])));
  const { numAffectedRows } = await sql`
    INSERT INTO alerts.firings (id, user_id, alert_id, target_no, arming, instrument_id,
      condition_type, threshold_value, threshold_upper, basis, window_minutes, window_days,
      and_condition_type, and_threshold_value, and_threshold_upper, and_basis, and_window_minutes, and_window_days,
      sentence, price, size, reference_price, previous_price, previous_at, source, simulated, crossings,
      print_at, received_at, matched_at, recorded_at, notification_id)
    SELECT row.id, row.user_id, row.alert_id, row.target_no, row.arming, row.instrument_id,
      row.condition_type, row.threshold_value, row.threshold_upper, row.basis, row.window_minutes, row.window_days,
      row.and_condition_type, row.and_threshold_value, row.and_threshold_upper, row.and_basis, row.and_window_minutes,
      row.and_window_days, row.sentence, row.price, row.size, row.reference_price, row.previous_price,
      to_timestamp(row.previous_ms / 1000), row.source, row.simulated, row.crossings, to_timestamp(row.print_ms / 1000),
      to_timestamp(row.received_ms / 1000), to_timestamp(row.matched_ms / 1000), ${recorded_at}, row.notification_id
    FROM unnest(
      ${list((_, at) => told[at]?.id)}::uuid[], ${list(({ target }) => target.told.user_id)}::uuid[],
      ${list(({ target }) => target.alert_id)}::uuid[], ${list(({ target }) => target.no)}::int[],
      ${list(({ arming }) => arming)}::int[], ${list(({ target }) => target.instrument_id)}::uuid[],
      ${text('condition_type')}::text[], ${text('threshold_value')}::numeric[], ${text('threshold_upper')}::numeric[],
      ${text('basis')}::text[], ${text('window_minutes')}::int[], ${text('window_days')}::int[],
      ${text('and_condition_type')}::text[], ${text('and_threshold_value')}::numeric[],
      ${text('and_threshold_upper')}::numeric[], ${text('and_basis')}::text[], ${text('and_window_minutes')}::int[],
      ${text('and_window_days')}::int[], ${told.map(({ sentence }) => sentence)}::text[],
      ${list(({ candidate }) => candidate.facts.price)}::numeric[], ${list(({ candidate }) => candidate.print.size)}::float8[],
      ${list(({ reference_price }) => reference_price)}::numeric[], ${list(previousPrice)}::numeric[],
      ${list(({ candidate }) => candidate.previous?.at_ms ?? null)}::float8[],
      ${list(({ candidate }) => candidate.print.source)}::text[],
      ${list(({ candidate }) => candidate.print.simulated)}::bool[], ${list(({ crossings }) => crossings)}::int[],
      ${list(({ candidate }) => candidate.print.at_ms)}::float8[],
      ${list(({ candidate }) => candidate.print.received_ms)}::float8[],
      ${list(({ candidate }) => candidate.matched_ms)}::float8[], ${[...notification_ids]}::uuid[]
    ) AS row (id, user_id, alert_id, target_no, arming, instrument_id, condition_type, threshold_value, threshold_upper,
      basis, window_minutes, window_days, and_condition_type, and_threshold_value, and_threshold_upper, and_basis,
      and_window_minutes, and_window_days, sentence, price, size, reference_price, previous_price, previous_ms, source,
      simulated, crossings, print_ms, received_ms, matched_ms, notification_id)
  `.execute(tx);
  assert.equal(Number(numAffectedRows), all.length, 'every firing is one row');
}

function previousPrice({ candidate }: Fired): string | null {
  return candidate.previous === null ? null : formatScaled(candidate.previous.price, candidate.decimals);
}

function tellOf(
  fired: Fired,
  registry: InstrumentRegistry,
  recorded_at: Date,
): { readonly id: string; readonly sentence: string; readonly notice: Notice } {
  const { target, candidate, arming, crossings, reference_price } = fired;
  const { print, facts } = candidate;
  const instrument = registry.at(print.index);
  const id = newId();
  const sentence = sentenceOf(instrument.symbol, target.rule);
  const notice = firedNotice(target.told, {
    id,
    arming,
    definition: target.rule,
    sentence,
    instrument,
    list_name: target.list_name,
    price: facts.price,
    reference_price,
    previous_price: previousPrice(fired),
    previous_close: facts.previous_close,
    crossings,
    source: print.source,
    simulated: print.simulated,
    print_at: new Date(print.at_ms),
    recorded_at,
  });
  return { id, sentence, notice };
}
