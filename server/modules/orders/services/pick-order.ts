import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { VendorOrderView } from '../../../../contract/orders.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import { atDesk, type DeskCall, type DeskWork } from './at-desk.ts';

type Asked = BodyOf<'pickOrder'>['lines'][number];

/**
 * Notes how many pieces of each line are fetched, at the place that is named, or where none is at the line's places in walking
 * order. They leave from where they were fetched. Nobody else is told.
 *
 * @throws AppError `illegal_transition`, `line_unknown`; `quantity_refused` `{ line_id, quantity, allowed }`, also for a place
 *   where none of the line lies (0); those of `atDesk`.
 */
export function pickOrder(
  call: Omit<DeskCall, 'route' | 'idempotency'>,
  { lines }: BodyOf<'pickOrder'>,
): Promise<VendorOrderView> {
  return atDesk({ ...call, route: 'pickOrder', idempotency: null }, async (work) => {
    const { status } = work.order;
    if (status !== 'placed') throw new AppError('illegal_transition', { from: status, to: 'picked', allowed: [] });
    for (const asked of lines) await pickLine(work, asked);
    return [];
  });
}

async function pickLine({ tx, order, lines }: DeskWork, asked: Asked): Promise<void> {
  const { line_id, location_id, quantity_picked } = asked;
  if (!lines.some((line) => line.id === line_id)) throw new AppError('line_unknown');
  const { rows: places } = await sql<{ location_id: string; quantity: number }>`
    SELECT place.location_id, place.quantity FROM orders.line_places AS place
    JOIN inventory.locations AS stands ON stands.vendor_id = place.vendor_id AND stands.id = place.location_id
    WHERE place.vendor_id = ${order.vendor_id} AND place.line_id = ${line_id}
      AND (${location_id ?? null}::uuid IS NULL OR place.location_id = ${location_id ?? null})
    ORDER BY lower(stands.name), place.location_id`.execute(tx);
  const allowed = places.reduce((sum, place) => sum + place.quantity, 0);
  if (quantity_picked > allowed)
    throw new AppError('quantity_refused', { line_id, quantity: quantity_picked, allowed });
  let left = quantity_picked;
  const picked = places.map((place) => {
    const some = Math.min(left, place.quantity);
    left -= some;
    return some;
  });
  await sql`
    UPDATE orders.line_places AS place SET quantity_picked = now.picked
    FROM unnest(${places.map((place) => place.location_id)}::uuid[], ${picked}::int[]) AS now (location_id, picked)
    WHERE place.vendor_id = ${order.vendor_id} AND place.line_id = ${line_id} AND place.location_id = now.location_id
  `.execute(tx);
}
