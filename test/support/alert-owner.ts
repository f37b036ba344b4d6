import { sql } from 'kysely';
import type { AlertDoors } from '../../server/modules/alerts/alert-doors.ts';
import type { Notice } from '../../server/modules/alerts/notices.ts';
import { type RuleInput, ruleFrom } from '../../server/modules/alerts/read-rule.ts';
import { insertAlerts, type NewAlert } from '../../server/modules/alerts/services/insert-alerts.ts';
import { alerts } from '../../server/modules/alerts/tables.ts';
import { manualClock } from '../../server/platform/clock.ts';
import { inTransaction, type Tx } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';
import type { TestDatabase } from './database.ts';
import { listed, storeInstruments } from './market.ts';

export const NOON = Date.parse('2026-01-05T12:00:00Z');
export const LEVEL = { condition_type: 'PRICE_ABOVE', threshold_value: '5' } as const;

/** Somebody with a list of three symbols, in a process that knows no prices, as a worker does. */
export async function alertOwner(database: TestDatabase) {
  const registry = listed('AAA', 'BBB', 'CCC');
  await storeInstruments(database.db, registry);
  const clock = manualClock(NOON);
  const platform = database.platform({ clock });
  const told: Notice[] = [];
  const doors: AlertDoors = {
    market: {
      find: (symbol) => registry.find(symbol),
      byId: (id) => registry.byId(id),
      view: () => {
        throw new Error('no job shows an instrument');
      },
      quote: () => null,
    },
    notify: async (_tx, notices) => {
      told.push(...notices);
      return notices.map(() => null);
    },
  };
  const [user_id, watchlist_id] = [newId(), newId()];
  await sql`INSERT INTO identity.users (id, email, name, tier, role, is_demo, created_at)
    VALUES (${user_id}, 'a@example.org', 'A', 'premium', 'user', false, now())`.execute(database.db);
  await sql`INSERT INTO watchlists.watchlists (id, user_id, name, position, created_at, updated_at)
    VALUES (${watchlist_id}, ${user_id}, 'Mine', 0, now(), now())`.execute(database.db);
  const idOf = (symbol: string): string => registry.find(symbol)?.id ?? '';
  const setAlert = async (alert: Partial<NewAlert> = {}, rule: RuleInput = LEVEL): Promise<string> => {
    const whole: NewAlert = {
      instrument_id: idOf('AAA'),
      watchlist_id: null,
      rule: ruleFrom(rule),
      expires_at: null,
      note: '',
      message: null,
      channels: ['in_app'],
      status: 'active',
      pause_reason: null,
      origin: 'user',
      targets: [],
      ...alert,
    };
    clock.advance(1);
    const made = await inTransaction(database.db, (tx: Tx) => insertAlerts(tx, { user_id, at: clock.now() }, [whole]));
    return made[0] ?? '';
  };
  return {
    platform,
    registry,
    clock,
    doors,
    told,
    idOf,
    setAlert,
    list: { watchlist_id, user_id },
    add: async (symbol: string, above: string | null = null) =>
      sql`INSERT INTO watchlists.watchlist_items (watchlist_id, instrument_id, position, price_above, added_at)
        VALUES (${watchlist_id}, ${idOf(symbol)}, 0, ${above}, now())`.execute(database.db),
    statusOf: async (id: string) => {
      const row = await alerts(database.db).selectFrom('alerts').where('id', '=', id).selectAll().executeTakeFirst();
      return [row?.status, row?.pause_reason];
    },
  };
}
