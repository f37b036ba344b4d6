import { sql } from 'kysely';
import type { Platform } from '../../../../platform/platform.ts';
import { eachVendor, type EachVendor } from '../../services/each-vendor.ts';
import { inventory, type VendorTx } from '../../tables.ts';
import { addDays, dayOf, startOf } from '../days.ts';
import { readMarket } from '../selectors/read-market.ts';
import { readValue } from '../selectors/read-value.ts';

/** Days that are told after the fact: longer than the program is ever meant to stand still. */
const DAYS_BACK_MAX = 92;
/** A transaction that began before midnight has ended by then. */
const SETTLED_MS = 600_000;

/** Notes what every vendor's stock was worth at the end of each day that is over and not noted yet. */
export async function keepValue(platform: Platform, signal: AbortSignal): Promise<void> {
  const today = dayOf(new Date(platform.clock.ms() - SETTLED_MS));
  const yesterday = addDays(today, -1);
  await eachVendor(platform, signal, async (tx, vendor) => {
    for (let day = await firstMissing(tx, vendor, today); day < today && !signal.aborted; day = addDays(day, 1))
      await keepDay(tx, vendor, { day, is_yesterday: day === yesterday });
  });
}

async function firstMissing(tx: VendorTx, { vendor_id, created_at }: EachVendor, today: string): Promise<string> {
  const noted = await inventory(tx)
    .selectFrom('value_days')
    .where('vendor_id', '=', vendor_id)
    .select(sql<string | null>`max(day)::text`.as('last'))
    .executeTakeFirst();
  const last = noted?.last ?? null;
  const next = last === null ? dayOf(created_at) : addDays(last, 1);
  const earliest = addDays(today, -DAYS_BACK_MAX);
  return next < earliest ? earliest : next;
}

/** What others ask is known of now alone: a day that is told later goes without. */
async function keepDay(
  tx: VendorTx,
  { vendor_id, currency }: EachVendor,
  { day, is_yesterday }: { readonly day: string; readonly is_yesterday: boolean },
): Promise<void> {
  const values = await readValue(tx, vendor_id, startOf(addDays(day, 1)));
  const nothing = { currency, pieces: 0, cost_minor: 0, price_minor: 0 };
  const market = new Map((is_yesterday ? await readMarket(tx, vendor_id) : []).map((one) => [one.currency, one]));
  const marketOf = (of: string) => {
    const { market_minor = 0, pieces_with_market = 0 } = market.get(of) ?? {};
    return is_yesterday ? { market_minor, pieces_with_market } : {};
  };
  await inventory(tx)
    .insertInto('value_days')
    .values(
      (values.length === 0 ? [nothing] : values).map((value) =>
        Object.assign({ vendor_id, day }, value, marketOf(value.currency)),
      ),
    )
    .onConflict((taken) => taken.doNothing())
    .execute();
}
