import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Instrument } from '../../market/index.ts';
import type { Definition } from '../alert.ts';
import {
  type AlertMarket,
  type FreshTarget,
  freshTarget,
  isReachedNow,
  quoteOf,
  type Watched,
} from '../alert-market.ts';
import { alerts } from '../tables.ts';
import type { Subject } from './insert-alerts.ts';

/** What to do where a level is reached already; undefined: ask. */
export type Choice = 'fire' | 'wait' | undefined;

/** Symbols one answer names. */
const NAMED_MAX = 10;

/** @throws AppError `alert_no_price` for an instrument without a price, or one that is not traded any more. */
export function pricedInstrument(market: AlertMarket, id: string): Instrument | undefined {
  const instrument = market.byId(id);
  if (instrument === undefined) return undefined;
  const { symbol, status } = instrument;
  if (status === 'inactive')
    throw new AppError('alert_no_price', {
      symbol,
      detail: `${symbol} is not traded any more, so no price will come.`,
    });
  if (market.quote(instrument) === null)
    throw new AppError('alert_no_price', { symbol, detail: `${symbol} has had no price yet.` });
  return instrument;
}

/**
 * How each instrument starts to be watched.
 * @throws AppError `already_true` where a level is reached and nothing was chosen.
 */
export function chosenTargets(
  market: AlertMarket,
  alert: {
    readonly rule: Definition;
    readonly subject: Subject;
    readonly watched: readonly Watched[];
    readonly choice: Choice;
  },
): FreshTarget[] {
  const { rule, subject, watched, choice } = alert;
  if (choice === undefined) {
    const reached = watched.flatMap(({ instrument_id, price_at_creation }) => {
      const quote = quoteOf(market, instrument_id);
      return quote !== null && isReachedNow(rule, quote, price_at_creation ?? quote.price) === true ? [quote] : [];
    });
    if (reached.length > 0) refuseReached(reached, subject);
  }
  return watched.map((one) => freshTarget(market, rule, one, choice ?? 'wait'));
}

function refuseReached(
  reached: readonly { readonly symbol: string; readonly price: string }[],
  { instrument_id }: Subject,
): never {
  const named = reached.slice(0, NAMED_MAX).map(({ symbol }) => symbol);
  const more = reached.length > named.length ? ` and ${reached.length - named.length} more` : '';
  throw new AppError('already_true', {
    pointer: '/if_already_true',
    choices: ['fire', 'wait'],
    symbols: named,
    ...(instrument_id === null ? {} : { price: reached[0]?.price ?? null }),
    detail:
      instrument_id === null
        ? `It holds already for ${named.join(', ')}${more}.`
        : `${named[0]} is at ${reached[0]?.price} now.`,
  });
}

/** Arms targets anew: each arming can fire once more. What a cooldown held back is forgotten. */
export async function rearm(
  tx: Tx,
  alert_id: string,
  options: { readonly targets: readonly FreshTarget[]; readonly at: Date },
): Promise<void> {
  const { targets, at } = options;
  if (targets.length === 0) return;
  const column = <Value>(read: (target: FreshTarget) => Value): Value[] => targets.map(read);
  await sql`
    UPDATE alerts.targets target
    SET state = fresh.state, waits_for = fresh.waits_for, price_at_creation = fresh.price, arming = target.arming + 1,
        armed_at = ${at}, crossings = 0
    FROM unnest(
      ${column((target) => target.instrument_id)}::uuid[], ${column((target) => target.state)}::text[],
      ${column((target) => target.waits_for)}::text[], ${column((target) => target.price_at_creation)}::numeric[]
    ) AS fresh (instrument_id, state, waits_for, price)
    WHERE target.alert_id = ${alert_id} AND target.instrument_id = fresh.instrument_id
  `.execute(tx);
}

/** What an alert watches, locked. */
export async function lockTargets(tx: Tx, alert_id: string) {
  return alerts(tx)
    .selectFrom('targets')
    .where('alert_id', '=', alert_id)
    .orderBy('no')
    .select(['instrument_id', 'state', 'price_at_creation'])
    .forUpdate()
    .execute();
}
