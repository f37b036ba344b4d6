import { sql } from 'kysely';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { OrderStatus } from '../../../../contract/orders-terms.ts';

/** One line of what happened to an order. */
export interface NewEvent {
  /** "placed", "shipped", "refund_requested": the list stands in docs/orders.md. */
  readonly type: string;
  readonly actor: 'buyer' | 'vendor' | 'system' | 'admin';
  readonly actor_id: string | null;
  /** A sentence that both sides may read, where `is_public`. */
  readonly text: string;
  readonly from_status?: OrderStatus;
  readonly to_status?: OrderStatus;
  readonly data?: object;
  readonly is_public?: boolean;
}

/** Writes down what happened, numbered without a gap. The order's row must be locked by this transaction. */
export async function appendEvent(
  tx: Tx,
  order: { readonly vendor_id: string; readonly order_id: string },
  at: Date,
  event: NewEvent,
): Promise<void> {
  const { vendor_id, order_id } = order;
  await sql`
    INSERT INTO orders.order_events (vendor_id, order_id, seq, at, type, actor, actor_id, from_status, to_status, text, data, is_public)
    SELECT ${vendor_id}, ${order_id}, coalesce(max(seq), 0) + 1, ${at}, ${event.type}, ${event.actor}, ${event.actor_id},
      ${event.from_status ?? null}, ${event.to_status ?? null}, ${event.text}, ${JSON.stringify(event.data ?? {})}::jsonb,
      ${event.is_public ?? true}
    FROM orders.order_events WHERE vendor_id = ${vendor_id} AND order_id = ${order_id}
  `.execute(tx);
}
