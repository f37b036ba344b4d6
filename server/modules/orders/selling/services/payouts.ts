import { sql } from 'kysely';
import { AppError } from '../../../../../contract/errors.ts';
import { Id } from '../../../../../contract/fields.ts';
import type { BodyOf, ParamsOf, QueryOf, ReplyOf } from '../../../../../contract/schemas.ts';
import type { PayoutEntryView } from '../../../../../contract/selling.ts';
import type { Member } from '../../../../platform/actor.ts';
import { inTransaction, type Tx } from '../../../../platform/db/transaction.ts';
import { decodeCursor } from '../../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../../platform/http/page.ts';
import type { Idempotency } from '../../../../platform/http/route.ts';
import { newId } from '../../../../platform/ids.ts';
import { once } from '../../../../platform/once.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { recordAudit } from '../../../identity/index.ts';
import { asStaff } from '../../../inventory/index.ts';
import { enteredSums, keptUntil } from '../../selectors/kept-sums.ts';
import { enterOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';

/** Currencies of a vendor, in real and in test money. */
const ACCOUNTS_MAX = 200;

/** The account of a vendor with the operator, newest first, with the balance after each. @throws AppError those of `asStaff`. */
export async function listPayouts(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'listPayouts'> & QueryOf<'listPayouts'>,
): Promise<PageOf<PayoutEntryView>> {
  const { vendor_id, currency, limit, cursor } = input;
  const key = platform.secrets.derive(`cursor.orders.payouts.${vendor_id}`);
  const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
  const entries = await asStaff(platform, { actor, vendor_id, route: 'listPayouts' }, (tx) =>
    entriesOf(tx, vendor_id, { currency: currency ?? null, before, most: limit + 1 }),
  );
  return pageOf(entries, { limit, key, place: (last) => last.id });
}

/** What is owed to a vendor, by currency; test money apart, which nobody owes. @throws AppError those of `asStaff`. */
export function getPayoutBalances(
  platform: Platform,
  actor: Member,
  vendor_id: string,
): Promise<ReplyOf<'getPayoutBalances'>> {
  return asStaff(platform, { actor, vendor_id, route: 'getPayoutBalances' }, async (tx) => {
    const sum = (...kinds: string[]) =>
      sql`coalesce(sum(amount_minor) FILTER (WHERE kind = ANY (${kinds})), 0)::float8`;
    const { rows } = await sql<ReplyOf<'getPayoutBalances'>[number]>`
      SELECT currency, is_test, sum(amount_minor)::float8 AS balance_minor, ${sum('sale')} AS sales_minor,
        ${sum('refund')} AS refunds_minor, ${sum('commission', 'commission_refund')} AS commission_minor,
        ${sum('payout')} AS paid_out_minor
      FROM ${enteredSums(vendor_id, await keptUntil(tx, vendor_id))} AS entered
      GROUP BY currency, is_test ORDER BY currency, is_test LIMIT ${ACCOUNTS_MAX}
    `.execute(tx);
    return rows;
  });
}

/**
 * Notes money that an administrator has paid to a vendor, never more than is owed, less what is on its way back to buyers, and
 * none of test money; it stands in the audit log.
 * @throws AppError `vendor_unknown`; `payout_too_high` `{ balance_minor, test_minor }`; `idempotency_key_reused`.
 */
export async function recordPayout(
  platform: Platform,
  call: ParamsOf<'recordPayout'> &
    BodyOf<'recordPayout'> & { readonly actor: Member; readonly request_id: string; readonly idempotency: Idempotency },
): Promise<PayoutEntryView> {
  const { vendor_id, currency, amount_minor, note, actor, idempotency } = call;
  const at = platform.clock.now();
  const { result } = await inTransaction(platform.db, (whole) =>
    once(whole, { scope: `user:${actor.user_id}`, idempotency, at }, async () => {
      await recordAudit(whole, platform, {
        action: 'vendor.paid_out',
        actor_id: actor.user_id,
        subject_id: vendor_id,
        request_id: call.request_id,
        detail: { currency, amount_minor: String(amount_minor), note },
      });
      const tx = await enterOrders(whole, actor.user_id);
      await assertOwed(tx, call);
      const id = newId();
      const cause = `payout:${id}`;
      await ordersTables(tx)
        .insertInto('payout_entries')
        .values({
          id,
          vendor_id,
          at,
          kind: 'payout',
          amount_minor: -amount_minor,
          currency,
          order_id: null,
          note,
          cause,
          is_test: false,
        })
        .execute();
      const [entry] = await entriesOf(tx, vendor_id, { currency, before: null, most: 1 });
      if (entry === undefined) throw new Error('an entry that was written is there');
      return entry;
    }),
  );
  return result;
}

/** Two payouts at once would each find all of it owed: they queue. */
async function assertOwed(
  tx: Tx,
  asked: { readonly vendor_id: string; readonly currency: string; readonly amount_minor: number },
): Promise<void> {
  const { vendor_id, currency, amount_minor } = asked;
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`orders.payouts.${vendor_id}`}, 0))`.execute(tx);
  const known = await sql`SELECT FROM inventory.vendors WHERE id = ${vendor_id}`.execute(tx);
  if (known.rows.length === 0) throw new AppError('vendor_unknown');
  const { rows } = await sql<{ is_test: boolean; balance: number }>`SELECT is_test, sum(amount_minor)::float8 AS balance
    FROM ${enteredSums(vendor_id, await keptUntil(tx, vendor_id))} AS entered
    WHERE currency = ${currency} GROUP BY is_test`.execute(tx);
  const balanceOf = (test: boolean): number => rows.find((row) => row.is_test === test)?.balance ?? 0;
  const balance_minor = balanceOf(false) - (await onItsWayBack(tx, asked));
  if (amount_minor > balance_minor)
    throw new AppError('payout_too_high', { balance_minor, test_minor: balanceOf(true) });
}

/** What was asked to be given back of real sales and stands in the account once the provider has said so: it is not owed any more. */
async function onItsWayBack(
  tx: Tx,
  { vendor_id, currency }: { readonly vendor_id: string; readonly currency: string },
): Promise<number> {
  const { rows } = await sql<{ back: number }>`SELECT coalesce(sum(back.amount_minor), 0)::float8 AS back
    FROM orders.refunds AS back
    JOIN orders.orders AS sold ON sold.vendor_id = back.vendor_id AND sold.id = back.order_id AND sold.placed_at IS NOT NULL
    JOIN orders.order_groups AS bought ON bought.id = sold.group_id AND NOT bought.is_test
    WHERE back.vendor_id = ${vendor_id} AND back.currency = ${currency} AND back.state <> 'failed' AND NOT EXISTS (
      SELECT FROM orders.payout_entries AS entry WHERE entry.vendor_id = back.vendor_id AND entry.cause = 'refund:' || back.id)
  `.execute(tx);
  return rows[0]?.back ?? 0;
}

async function entriesOf(
  tx: Tx,
  vendor_id: string,
  {
    currency,
    before,
    most,
  }: { readonly currency: string | null; readonly before: string | null; readonly most: number },
): Promise<PayoutEntryView[]> {
  const rows = await ordersTables(tx)
    .selectFrom('payout_entries as entry')
    .leftJoin('orders as sold', (join) =>
      join.onRef('sold.vendor_id', '=', 'entry.vendor_id').onRef('sold.id', '=', 'entry.order_id'),
    )
    .where('entry.vendor_id', '=', vendor_id)
    .$if(currency !== null, (all) => all.where('entry.currency', '=', currency ?? ''))
    .$if(before !== null, (all) => all.where('entry.id', '<', before ?? ''))
    .orderBy('entry.id', 'desc')
    .limit(most)
    .select(['entry.id', 'entry.at', 'entry.kind', 'entry.amount_minor', 'entry.currency', 'entry.order_id'])
    .select(['entry.note', 'entry.is_test', 'sold.number as order_number'])
    .execute();
  const balances = await balancesAfter(tx, vendor_id, rows);
  return rows.map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    kind: row.kind,
    amount_minor: Number(row.amount_minor),
    currency: row.currency,
    balance_minor: balances.get(row.id) ?? 0,
    order_id: row.order_id,
    order_number: row.order_number,
    note: row.note,
    is_test: row.is_test,
  }));
}

interface Entered {
  readonly id: string;
  readonly currency: string;
  readonly is_test: boolean;
  readonly amount_minor: string | number;
}

/**
 * The balance after each of these entries, which are the newest first and leave none out of their account: everything is
 * added up once for each account (a currency, in test money or not), and not once for each entry; days before that of the
 * entry, or the first that is not kept, as sums.
 */
async function balancesAfter(
  tx: Tx,
  vendor_id: string,
  entries: readonly Entered[],
): Promise<ReadonlyMap<string, number>> {
  const accountOf = ({ currency, is_test }: Omit<Entered, 'id' | 'amount_minor'>) => `${currency} ${is_test}`;
  const byAccount = Map.groupBy(entries, accountOf);
  const newest = [...byAccount.values()].flatMap(([first]) => first ?? []);
  const { rows } = await sql<{ currency: string; is_test: boolean; balance: number }>`
    SELECT newest.currency, newest.is_test, (coalesce((SELECT sum(kept.amount_minor) FROM orders.payout_days AS kept
        WHERE kept.vendor_id = ${vendor_id} AND kept.currency = newest.currency AND kept.is_test = newest.is_test
          AND kept.day < newest.first_day), 0)
      + (SELECT sum(every.amount_minor) FROM orders.payout_entries AS every
        WHERE every.vendor_id = ${vendor_id} AND every.currency = newest.currency AND every.is_test = newest.is_test
          AND every.id >= orders.first_id_of(newest.first_day) AND every.id <= newest.id))::float8 AS balance
    FROM (SELECT *, least(orders.day_of(id), ${await keptUntil(tx, vendor_id)}::date) AS first_day
      FROM unnest(${newest.map(({ id }) => id)}::uuid[], ${newest.map(({ currency }) => currency)}::text[],
        ${newest.map(({ is_test }) => is_test)}::boolean[]) AS one (id, currency, is_test)) AS newest`.execute(tx);
  const after = new Map<string, number>();
  for (const row of rows) {
    let left = row.balance;
    for (const { id, amount_minor } of byAccount.get(accountOf(row)) ?? []) {
      after.set(id, left);
      left -= Number(amount_minor);
    }
  }
  return after;
}
