import { sql } from 'kysely';
import type { Tx } from '../../../../platform/db/transaction.ts';
import { type Consumer, consumer, on } from '../../../../platform/facts/consumer.ts';
import { newId } from '../../../../platform/ids.ts';
import { commissionOf } from '../../commission.ts';
import { orderPlaced, paymentRefunded } from '../../facts.ts';
import { asOrders } from '../../services/in-orders.ts';

/**
 * Keeps each vendor's account with the operator: what was sold and given back, and the operator's share of both. Test money
 * has an account of its own, of which nothing is paid out.
 */
export function accountKeeper(): Consumer {
  return consumer('vendor-accounts', [
    on(orderPlaced, (whole, { payload }) =>
      asOrders(whole, async (tx) => {
        const account = await accountOf(tx, payload);
        if (account === null) return;
        const { total_minor, commission_bp } = account;
        await enter(tx, account, { kind: 'sale', amount_minor: total_minor, cause: `sale:${payload.order_id}` });
        await enter(tx, account, {
          kind: 'commission',
          amount_minor: -commissionOf(total_minor, commission_bp),
          cause: `commission:${payload.order_id}`,
        });
      }),
    ),
    on(paymentRefunded, (whole, { payload }) =>
      asOrders(whole, async (tx) => {
        const account = await accountOf(tx, payload);
        if (account === null) return;
        const { refund_id, amount_minor } = payload;
        const { total_minor, given_back_minor, commission_bp } = account;
        const left = total_minor - given_back_minor;
        const share = commissionOf(left, commission_bp) - commissionOf(left - amount_minor, commission_bp);
        await enter(tx, account, { kind: 'refund', amount_minor: -amount_minor, cause: `refund:${refund_id}` });
        await enter(tx, account, {
          kind: 'commission_refund',
          amount_minor: share,
          cause: `commission_refund:${refund_id}`,
        });
      }),
    ),
  ]);
}

interface Account {
  readonly vendor_id: string;
  readonly order_id: string;
  readonly currency: string;
  readonly total_minor: number;
  /** Entered before. */
  readonly given_back_minor: number;
  readonly commission_bp: number;
  readonly is_test: boolean;
}

/** Null: the order was refunded without ever having been placed; nothing was sold. */
async function accountOf(
  tx: Tx,
  { vendor_id, order_id }: { readonly vendor_id: string; readonly order_id: string },
): Promise<Account | null> {
  const { rows } = await sql<Account>`
    SELECT sold.vendor_id, sold.id AS order_id, sold.currency, sold.total_minor::float8, sold.commission_bp, bought.is_test,
      coalesce((SELECT -sum(entry.amount_minor) FROM orders.payout_entries AS entry
        WHERE entry.vendor_id = sold.vendor_id AND entry.order_id = sold.id AND entry.kind = 'refund'), 0)::float8 AS given_back_minor
    FROM orders.orders AS sold JOIN orders.order_groups AS bought ON bought.id = sold.group_id
    WHERE sold.vendor_id = ${vendor_id} AND sold.id = ${order_id} AND sold.placed_at IS NOT NULL
  `.execute(tx);
  return rows[0] ?? null;
}

async function enter(
  tx: Tx,
  account: Account,
  entry: { readonly kind: string; readonly amount_minor: number; readonly cause: string },
): Promise<void> {
  if (entry.amount_minor === 0) return;
  const { vendor_id, order_id, currency, is_test } = account;
  await sql`
    INSERT INTO orders.payout_entries (id, vendor_id, at, kind, amount_minor, currency, order_id, note, cause, is_test)
    VALUES (${newId()}, ${vendor_id}, now(), ${entry.kind}, ${entry.amount_minor}, ${currency}, ${order_id},
      ${is_test ? 'Test money' : ''}, ${entry.cause}, ${is_test})
    ON CONFLICT ON CONSTRAINT payout_entries_once DO NOTHING
  `.execute(tx);
}
