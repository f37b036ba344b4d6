import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { VendorOrderView } from '../../../../contract/orders.ts';
import { EVENTS_SHOWN_MAX } from '../../../../contract/orders-terms.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import { appendEvent } from './append-events.ts';
import { atDesk, type DeskCall, type DeskWork } from './at-desk.ts';

/** Writes a note into the order's history. @throws AppError `note_limit`, those of `atDesk`. */
export function addOrderNote(
  call: Omit<DeskCall, 'route' | 'idempotency'>,
  body: BodyOf<'addOrderNote'>,
): Promise<VendorOrderView> {
  return atDesk({ ...call, route: 'addOrderNote', idempotency: null }, async (work) => {
    const { tx, order, at, by } = work;
    await refuseTooMany(work);
    const note = { type: 'note', ...by, text: body.text, is_public: body.public };
    await appendEvent(tx, { vendor_id: order.vendor_id, order_id: order.id }, at, note);
    return [];
  });
}

async function refuseTooMany({ tx, order }: DeskWork): Promise<void> {
  const { rows } = await sql<{ last: number }>`SELECT coalesce(max(seq), 0) AS last FROM orders.order_events
    WHERE vendor_id = ${order.vendor_id} AND order_id = ${order.id}`.execute(tx);
  if ((rows[0]?.last ?? 0) >= EVENTS_SHOWN_MAX) throw new AppError('note_limit', { limit: EVENTS_SHOWN_MAX });
}
