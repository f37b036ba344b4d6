import { sql } from 'kysely';
import type { AlertRepeat, ConditionType } from '../../contract/alerts.ts';
import { alertsChanged } from '../../server/modules/alerts/signals.ts';
import { inTransaction, type Db } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';
import type { Signals } from '../../server/platform/signals.ts';

/** What a test says of an alert; the rest is what a person would leave out, with every session counted. */
export interface ToldAlert {
  readonly condition_type: ConditionType;
  readonly threshold_value?: string;
  readonly threshold_upper?: string;
  readonly basis?: 'PREVIOUS_CLOSE' | 'CREATION' | 'WINDOW';
  readonly window_minutes?: number;
  readonly window_days?: number;
  readonly and_condition_type?: ConditionType;
  readonly and_threshold_value?: string;
  readonly repeat?: AlertRepeat;
  readonly cooldown_s?: number;
  readonly regular_session_only?: boolean;
  readonly expires_at?: Date;
  readonly price_at_creation?: string;
  /** Waits until the price is on the other side. */
  readonly waits?: boolean;
  readonly at?: Date;
  /** Nobody is told that it is there. */
  readonly unheard?: true;
}

export async function insertUser(db: Db): Promise<string> {
  const id = newId();
  await sql`
    INSERT INTO identity.users (id, email, name, tier, role, created_at)
    VALUES (${id}, ${`${id}@example.org`}, 'Tester', 'premium', 'user', now())
  `.execute(db);
  return id;
}

/** Writes an alert on one instrument as its service would, and says so. @returns its id. */
export async function insertAlert(
  { db, signals }: { readonly db: Db; readonly signals: Signals },
  { user_id, instrument_id }: { readonly user_id: string; readonly instrument_id: string },
  told: ToldAlert,
): Promise<string> {
  const id = newId();
  const at = told.at ?? new Date();
  await inTransaction(db, async (tx) => {
    await sql`
      INSERT INTO alerts.alerts (id, user_id, instrument_id, condition_type, threshold_value, threshold_upper, basis,
        window_minutes, window_days, and_condition_type, and_threshold_value, repeat, cooldown_s, expires_at,
        regular_session_only, note, channels, status, origin, created_at, updated_at)
      VALUES (${id}, ${user_id}, ${instrument_id}, ${told.condition_type}, ${told.threshold_value ?? null},
        ${told.threshold_upper ?? null}, ${told.basis ?? null}, ${told.window_minutes ?? null}, ${told.window_days ?? null},
        ${told.and_condition_type ?? null}, ${told.and_threshold_value ?? null}, ${told.repeat ?? 'ONCE'},
        ${told.cooldown_s ?? null}, ${told.expires_at ?? null}, ${told.regular_session_only ?? false}, '',
        ARRAY['in_app'], 'active', 'user', ${at}, ${at})
    `.execute(tx);
    await sql`
      INSERT INTO alerts.targets (alert_id, instrument_id, state, arming, armed_at, waits_for, price_at_creation)
      VALUES (${id}, ${instrument_id}, ${told.waits === true ? 'waiting' : 'armed'}, 1, ${at},
        ${told.waits === true ? 'other_side' : null}, ${told.price_at_creation ?? null})
    `.execute(tx);
    if (!told.unheard) await signals.send(tx, alertsChanged, { alert_ids: [id] });
  });
  return id;
}

/** Writes an alert on the members of a list, of levels alone. @returns its id. */
export async function insertListAlert(
  { database, user_id }: { readonly database: { readonly db: Db }; readonly user_id: string },
  watchlist_id: string,
  told: Pick<ToldAlert, 'condition_type' | 'threshold_value'>,
): Promise<string> {
  const id = newId();
  await inTransaction(database.db, async (tx) => {
    await sql`
      INSERT INTO alerts.alerts (id, user_id, watchlist_id, condition_type, threshold_value, repeat,
        regular_session_only, note, channels, status, origin, created_at, updated_at)
      VALUES (${id}, ${user_id}, ${watchlist_id}, ${told.condition_type}, ${told.threshold_value ?? null}, 'ONCE',
        false, '', ARRAY['in_app'], 'active', 'user', now(), now())
    `.execute(tx);
    await sql`
      INSERT INTO alerts.targets (alert_id, instrument_id, state, arming, armed_at)
      SELECT ${id}, instrument_id, 'armed', 1, now() FROM watchlists.watchlist_items WHERE watchlist_id = ${watchlist_id}
    `.execute(tx);
  });
  return id;
}
