import { sql } from 'kysely';
import type { ValueHistoryView } from '../../../../../contract/inventory-bulk.ts';
import type { ParamsOf, QueryOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../services/as-staff.ts';
import { inventory } from '../../tables.ts';
import { addDays, dayOf } from '../days.ts';
import { readMarket } from './read-market.ts';
import { readValue, type Value } from './read-value.ts';

/** What the stock was worth at the end of each day, and today up to now. @throws AppError those of `asStaff`. */
export async function getValueHistory(
  platform: Platform,
  actor: Member,
  { vendor_id, days }: ParamsOf<'getValueHistory'> & QueryOf<'getValueHistory'>,
): Promise<ValueHistoryView> {
  const now = platform.clock.now();
  const today = dayOf(now);
  return asStaff(platform, { actor, vendor_id, route: 'getValueHistory' }, async (tx) => {
    const kept = await inventory(tx)
      .selectFrom('value_days')
      .where('vendor_id', '=', vendor_id)
      .where('day', '>', addDays(today, -days))
      .where('day', '<', today)
      .orderBy('day')
      .select([sql<string>`day::text`.as('day'), 'currency', sql<number>`pieces::float8`.as('pieces')])
      .select([sql<number>`cost_minor::float8`.as('cost_minor'), sql<number>`price_minor::float8`.as('price_minor')])
      .select(sql<number | null>`market_minor::float8`.as('market_minor'))
      .select(sql<number | null>`pieces_with_market::float8`.as('pieces_with_market'))
      .execute();
    const live = await readValue(tx, vendor_id, now);
    const market = new Map((await readMarket(tx, vendor_id)).map((one) => [one.currency, one]));
    const of_today = live.map((value) => Object.assign({ day: today }, NO_MARKET, value, market.get(value.currency)));
    return { currencies: byCurrency([...kept, ...of_today]) };
  });
}

interface ValueRow extends Value {
  readonly day: string;
  readonly market_minor: number | null;
  readonly pieces_with_market: number | null;
}
/** Nobody else offers any of it. */
const NO_MARKET = { market_minor: 0, pieces_with_market: 0 } as const;
const NOTHING = { pieces: 0, cost_minor: 0, price_minor: 0, market_minor: null, pieces_with_market: null } as const;

/** A currency that is missing from a day on which others were noted was not there: 0 from its first day on. */
function byCurrency(rows: readonly ValueRow[]): ValueHistoryView['currencies'] {
  const days = [...new Set(rows.map((row) => row.day))].toSorted();
  const noted = new Map(rows.map((row) => [`${row.currency} ${row.day}`, row]));
  const currencies = [...new Set(rows.map((row) => row.currency))].slice(0, CURRENCIES_MAX);
  return currencies.map((currency) => {
    const first = rows.find((row) => row.currency === currency)?.day ?? '';
    const points = days
      .filter((day) => day >= first)
      .map((day) => {
        const { pieces, cost_minor, price_minor, market_minor, pieces_with_market } =
          noted.get(`${currency} ${day}`) ?? NOTHING;
        return { day, pieces, cost_minor, price_minor, market_minor, pieces_with_market };
      });
    return { currency, days: points };
  });
}

const CURRENCIES_MAX = 50;
