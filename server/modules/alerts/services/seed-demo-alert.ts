import { formatScaled, parseScaled } from '../../../../contract/decimal.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type AlertMarket, freshTarget } from '../alert-market.ts';
import { DEFAULT_SETTINGS, ruleFrom } from '../read-rule.ts';
import { alerts } from '../tables.ts';
import { insertAlerts } from './insert-alerts.ts';
import { announce, lockOwner } from './lock-alerts.ts';

/** What the demo watches: something that trades at any hour comes first. */
const SYMBOLS = ['BTC-USD', 'ETH-USD', 'AAPL'];
const NOTE = 'An example: it fires as soon as the price gets there.';
/** So far from the price is the level. */
const DISTANCE = 0.0005;
/** What a visitor sets makes room for the next one's after this long … */
const VISITORS_KEPT_MS = 30 * 60_000;
/** … and nothing that anybody wrote stays longer, in an alert or in what it said when it fired. */
const KEPT_MS = 24 * 3_600_000;

/**
 * Gives the demo account an alert that is about to fire, unless the one before still waits; those that have fired make
 * room, as does what visitors set. To be called again and again; nothing is set while there is no price.
 */
export async function seedDemoAlert(platform: Platform, market: AlertMarket, user_id: string): Promise<void> {
  await clearDemoAlerts(platform, user_id);
  const quoted = SYMBOLS.flatMap((symbol) => {
    const instrument = market.find(symbol);
    const quote = instrument === undefined ? null : market.quote(instrument);
    return instrument === undefined || quote === null ? [] : [{ instrument, quote }];
  });
  const [watched] = quoted;
  if (watched === undefined) return;
  const { instrument, quote } = watched;
  const scaled = parseScaled(quote.price, instrument.price_decimals);
  if (scaled === null) return;
  const level = formatScaled(Math.ceil(scaled * (1 + DISTANCE)) + 1, instrument.price_decimals);
  const at = platform.clock.now();
  await inTransaction(platform.db, async (tx) => {
    await lockOwner(tx, user_id);
    const seeded = await alerts(tx)
      .selectFrom('alerts')
      .where('user_id', '=', user_id)
      .where('note', '=', NOTE)
      .select(['id', 'status'])
      .execute();
    if (seeded.some(({ status }) => status === 'active')) return;
    const over = seeded.map(({ id }) => id);
    if (over.length > 0) await alerts(tx).deleteFrom('alerts').where('id', 'in', over).execute();
    const rule = ruleFrom({ condition_type: 'CROSSES', threshold_value: level });
    const targets = [freshTarget(market, rule, { instrument_id: instrument.id }, 'wait')];
    const made = await insertAlerts(tx, { user_id, at }, [
      {
        instrument_id: instrument.id,
        watchlist_id: null,
        ...DEFAULT_SETTINGS,
        note: NOTE,
        rule,
        targets,
        status: 'active',
        pause_reason: null,
        origin: 'user',
      },
    ]);
    await announce(tx, platform, [...over, ...made]);
  });
}

/** Takes away what visitors of the demo set a while ago; alerts that stand for marks go with their lists. */
async function clearDemoAlerts(platform: Platform, user_id: string): Promise<void> {
  const now_ms = platform.clock.ms();
  const day_before = new Date(now_ms - KEPT_MS);
  await inTransaction(platform.db, async (tx) => {
    await lockOwner(tx, user_id);
    const gone = await alerts(tx)
      .deleteFrom('alerts')
      .where('user_id', '=', user_id)
      .where('origin', '<>', 'mark')
      .where((eb) =>
        eb.or([
          eb('created_at', '<', day_before),
          eb.and([eb('created_at', '<', new Date(now_ms - VISITORS_KEPT_MS)), eb('note', '<>', NOTE)]),
        ]),
      )
      .returning('id')
      .execute();
    await alerts(tx)
      .deleteFrom('firings')
      .where('user_id', '=', user_id)
      .where('recorded_at', '<', day_before)
      .execute();
    if (gone.length > 0)
      await announce(
        tx,
        platform,
        gone.map(({ id }) => id),
      );
  });
}
