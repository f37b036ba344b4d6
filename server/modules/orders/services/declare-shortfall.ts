import { AppError } from '../../../../contract/errors.ts';
import type { BodyOf, ReplyOf } from '../../../../contract/schemas.ts';
import { told } from '../../../platform/facts/record.ts';
import { newId } from '../../../platform/ids.ts';
import { once } from '../../../platform/once.ts';
import { applyMovement, asStaff, type VendorTx } from '../../inventory/index.ts';
import { askedPieces, openPieces } from '../asked-pieces.ts';
import { stockShortfall } from '../facts.ts';
import { vendorOrderSummaries } from '../selectors/vendor-order-view.ts';
import { ordersTables } from '../tables.ts';
import { type DeskCall, freePieces } from './at-desk.ts';
import { assertCancellable, type Cancelled, cancelPieces, type Freed } from './cancel-pieces.ts';
import { openOrder, type OrderWork } from './open-order.ts';
import { settleOrders } from './settle-order.ts';

type Call = Omit<DeskCall, 'route' | 'id'>;
type Body = BodyOf<'declareShortfall'>;

/**
 * Writes off pieces that are gone although they were promised, and cancels and gives back what the chosen lines lose by it:
 * all of it or nothing. It is refused where the chosen lines free too little: somebody else would be left without.
 *
 * @returns the orders that lost pieces.
 * @throws AppError `line_unknown` for a line of another listing too; `illegal_transition` for an order that is not paid or is
 *   through; `quantity_refused`; `stock_insufficient`, `collectible_unknown`, `location_unknown`; those of `asStaff`.
 */
export function declareShortfall(call: Call, body: Body): Promise<ReplyOf<'declareShortfall'>> {
  const { platform, actor, vendor_id, idempotency } = call;
  const at = platform.clock.now();
  return asStaff(platform, { actor, vendor_id, route: 'declareShortfall' }, async (tx) => {
    const declare = async () => {
      const works = await openOrders(tx, call, body);
      const cancelled: Cancelled[] = [];
      for (const work of works) cancelled.push(await cancelOf(work, body));
      await moveStock(
        tx,
        call,
        body,
        cancelled.flatMap((one) => one.freed),
      );
      const facts = cancelled.flatMap((one) => one.facts);
      const { listing_id, location_id, quantity, reason } = body;
      const order_ids = works.map((work) => work.order.id);
      const short = { vendor_id, listing_id, location_id, quantity, reason, order_ids };
      await settleOrders(works, [...facts, told(stockShortfall, listing_id, short)]);
      return readSummaries(tx, vendor_id, order_ids);
    };
    if (idempotency === null) return declare();
    const scope = `vendor:${vendor_id}:${actor.user_id}`;
    return (await once(tx, { scope, idempotency, at }, declare)).result;
  });
}

/** Orders of the chosen lines, locked in the order of their ids. */
async function openOrders(tx: VendorTx, { platform, actor, vendor_id }: Call, body: Body): Promise<OrderWork[]> {
  const rows = await ordersTables(tx)
    .selectFrom('order_lines')
    .where('vendor_id', '=', vendor_id)
    .where('listing_id', '=', body.listing_id)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(body.lines.map((line) => line.line_id)))))
    .select(['id', 'order_id'])
    .execute();
  if (rows.length !== body.lines.length) throw new AppError('line_unknown');
  const works: OrderWork[] = [];
  const change = { at: platform.clock.now(), by: { actor: 'vendor', actor_id: actor.user_id } } as const;
  for (const id of [...new Set(rows.map((row) => row.order_id))].toSorted())
    works.push(await openOrder(tx, { vendor_id, id }, change));
  return works;
}

function cancelOf(work: OrderWork, body: Body): Promise<Cancelled> {
  assertCancellable(work);
  const own = new Set(work.lines.map((line) => line.id));
  const asked = body.lines.filter((line) => own.has(line.line_id));
  const pieces = askedPieces(work.lines, asked, openPieces);
  return cancelPieces(work, { pieces, reason: body.reason, cause: 'shortfall', at_first: body.location_id });
}

/** Levels are locked in the order of their places, whichever order the pieces were of: first what lies before the loss. */
async function moveStock(tx: VendorTx, { platform }: Call, body: Body, freed: readonly Freed[]): Promise<void> {
  const { listing_id, location_id, quantity, reason } = body;
  const dedupe_key = `shortfall:${newId()}`;
  const sorted = freed.toSorted((a, b) => (a.location_id < b.location_id ? -1 : 1));
  await freePieces(
    platform,
    tx,
    sorted.filter((place) => place.location_id <= location_id),
  );
  await applyMovement(tx, platform, { listing_id, location_id, quantity, reason, kind: 'write_off', dedupe_key });
  await freePieces(
    platform,
    tx,
    sorted.filter((place) => place.location_id > location_id),
  );
}

async function readSummaries(tx: VendorTx, vendor_id: string, ids: readonly string[]) {
  const rows = await ordersTables(tx)
    .selectFrom('orders')
    .where('vendor_id', '=', vendor_id)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
    .orderBy('id')
    .selectAll()
    .execute();
  return vendorOrderSummaries(tx, rows);
}
