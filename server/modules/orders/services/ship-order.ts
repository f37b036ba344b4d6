import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { VendorOrderView } from '../../../../contract/orders.ts';
import { SHIPMENTS_MAX } from '../../../../contract/orders-terms.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import { told } from '../../../platform/facts/record.ts';
import { newId } from '../../../platform/ids.ts';
import { applyMovement } from '../../inventory/index.ts';
import { askedPieces, countOf, inWords, openPieces, type Pieces } from '../asked-pieces.ts';
import { shipmentCreated } from '../facts.ts';
import { linesOf, ofOrder } from '../order-facts.ts';
import { ordersTables } from '../tables.ts';
import { appendEvent } from './append-events.ts';
import { atDesk, type DeskCall, type DeskWork } from './at-desk.ts';
import { type LeftPlace, leavePlaces } from './leave-places.ts';

/**
 * Sends pieces: those that are named, or all that is left. They leave the places where they are allocated.
 * @throws AppError `illegal_transition`, `line_unknown`, `quantity_refused`, `shipment_limit`, those of `atDesk`.
 */
export function shipOrder(call: Omit<DeskCall, 'route'>, body: BodyOf<'shipOrder'>): Promise<VendorOrderView> {
  return atDesk({ ...call, route: 'shipOrder' }, async (work) => {
    const { order, lines } = work;
    assertSendable(work);
    const pieces = askedPieces(lines, body.lines, openPieces);
    if (countOf(pieces) === 0) throw refused(work);
    const parcel = { id: newId(), number: await nextNumber(work) };
    const places = await leavePlaces(work, pieces, { first: 'picked' });
    await countShipped(work, pieces);
    for (const place of places)
      await applyMovement(work.tx, call.platform, {
        listing_id: place.listing_id,
        location_id: place.location_id,
        quantity: place.quantity,
        kind: 'ship',
        cause: `order:${order.id}`,
        dedupe_key: `ship:${parcel.id}:${place.line_id}:${place.location_id}`,
      });
    const { carrier, tracking_number, tracking_url } = body;
    await keepParcel(work, { ...parcel, carrier, tracking_number, tracking_url }, places);
    const by = [carrier, tracking_number].filter((one) => one !== '').join(' ');
    await appendEvent(work.tx, { vendor_id: order.vendor_id, order_id: order.id }, work.at, {
      type: 'shipped',
      ...work.by,
      text: `Parcel ${parcel.number} was sent with ${inWords(pieces)}${by === '' ? '' : ` by ${by}`}.`,
      data: { shipment_id: parcel.id },
    });
    const last = lines.every((line) => openPieces(line) === (pieces.get(line.id) ?? 0));
    const sent = { ...ofOrder(work), shipment_id: parcel.id, shipment_number: parcel.number };
    const more = { carrier, tracking_number, tracking_url, last, lines: linesOf(lines, pieces) };
    return [told(shipmentCreated, order.id, { ...sent, ...more })];
  });
}

/** Only what is paid and not through is sent. */
function assertSendable(work: DeskWork): void {
  if (work.order.status !== 'placed') throw refused(work);
}

function refused({ order }: DeskWork): AppError {
  return new AppError('illegal_transition', { from: order.status, to: 'shipped', allowed: [] });
}

async function nextNumber({ tx, order }: DeskWork): Promise<number> {
  const { last } = await ordersTables(tx)
    .selectFrom('shipments')
    .where('vendor_id', '=', order.vendor_id)
    .where('order_id', '=', order.id)
    .select((eb) => eb.fn.coalesce(eb.fn.max('number'), eb.val(0)).as('last'))
    .executeTakeFirstOrThrow();
  if (last >= SHIPMENTS_MAX) throw new AppError('shipment_limit', { limit: SHIPMENTS_MAX });
  return last + 1;
}

async function countShipped({ tx, order }: DeskWork, pieces: Pieces): Promise<void> {
  await sql`
    UPDATE orders.order_lines AS line SET quantity_shipped = line.quantity_shipped + gone.quantity
    FROM unnest(${[...pieces.keys()]}::uuid[], ${[...pieces.values()]}::int[]) AS gone (line_id, quantity)
    WHERE line.vendor_id = ${order.vendor_id} AND line.order_id = ${order.id} AND line.id = gone.line_id
  `.execute(tx);
}

interface Parcel {
  readonly id: string;
  readonly number: number;
  readonly carrier: string;
  readonly tracking_number: string;
  readonly tracking_url: string | null;
}

async function keepParcel(work: DeskWork, parcel: Parcel, places: readonly LeftPlace[]): Promise<void> {
  const { tx, order, by, at } = work;
  const { vendor_id } = order;
  const orders = ordersTables(tx);
  await orders
    .insertInto('shipments')
    .values({ ...parcel, vendor_id, order_id: order.id, actor_id: by.actor_id ?? '', shipped_at: at })
    .execute();
  const lines = places.map(({ line_id, location_id, quantity }) => ({
    vendor_id,
    shipment_id: parcel.id,
    line_id,
    location_id,
    quantity,
  }));
  await orders.insertInto('shipment_lines').values(lines).execute();
}
