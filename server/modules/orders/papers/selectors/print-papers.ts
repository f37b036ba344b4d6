import { copyState } from '../../../../../contract/copy-state.ts';
import { AppError } from '../../../../../contract/errors.ts';
import type { BodyOf, ParamsOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { drawInThreads } from '../../../../platform/pdf/draw-in-threads.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff, type VendorTx } from '../../../inventory/index.ts';
import type { BuyerCall } from '../../buyer.ts';
import { findGroup } from '../../checkout/selectors/find-group.ts';
import { readPickList } from '../../selectors/list-picks.ts';
import { byOrder, type OrderRow, readLines } from '../../selectors/order-rows.ts';
import { inOrders } from '../../services/in-orders.ts';
import { type OrdersTx, ordersTables } from '../../tables.ts';
import { detailsOf, type PaperOrder, paperOrder, type PaperPick, type Papers } from '../paper-order.ts';

const draw: (work: Papers) => Promise<Uint8Array> = drawInThreads(
  new URL('../paper-worker.ts', import.meta.url),
  'papers',
);

/** Only what was paid has papers. */
type Paid = OrderRow & { readonly placed_at: Date };

/**
 * Papers of several orders in one file, in the order of the ids that were sent.
 * @throws AppError `order_unknown`; `order_unpaid` `{ order_number }`; `unavailable`; those of `asStaff`.
 */
export async function printPapers(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'printPapers'> & BodyOf<'printPapers'>,
): Promise<Uint8Array> {
  const { vendor_id, kind } = input;
  const ids = [...new Set(input.ids)];
  const papers = await asStaff(platform, { actor, vendor_id, route: 'printPapers' }, async (tx): Promise<Papers> => {
    const rows = await ordersTables(tx)
      .selectFrom('orders')
      .where('vendor_id', '=', vendor_id)
      .where((eb) => eb('id', '=', eb.fn.any(eb.val(ids))))
      .selectAll()
      .execute();
    const found = new Map(rows.map((row) => [row.id, row]));
    const orders = ids.map((id) => paid(found.get(id)));
    if (kind !== 'pick_list') return { kind, orders: await staffPapers(tx, orders) };
    const day = platform.clock.now().toISOString().slice(0, 10);
    const picks = (await readPickList(tx, vendor_id, ids)).map(paperPick);
    return { kind, vendor: orders[0]?.vendor_name ?? '', picks, day };
  });
  return draw(papers);
}

/** The invoice of one order, for its buyer. @throws AppError `order_unknown`, `order_unpaid`, `unavailable`. */
export async function downloadInvoice(
  platform: Platform,
  call: BuyerCall & ParamsOf<'downloadInvoice'>,
): Promise<{ readonly number: string; readonly bytes: Uint8Array }> {
  const order = await inOrders(platform, { user_id: null }, async (tx) => {
    const group = await findGroup(tx, call, call.id);
    const row = await ordersTables(tx)
      .selectFrom('orders')
      .where('group_id', '=', group.id)
      .where('id', '=', call.order_id)
      .selectAll()
      .executeTakeFirst();
    const [paper] = await papersOf(tx, [paid(row)], new Map());
    if (paper === undefined) throw new AppError('order_unknown');
    return paper;
  });
  return { number: order.number, bytes: await draw({ kind: 'invoices', orders: [order] }) };
}

function paid(row: OrderRow | undefined): Paid {
  if (row === undefined) throw new AppError('order_unknown');
  const { placed_at } = row;
  if (placed_at === null) throw new AppError('order_unpaid', { order_number: row.number });
  return { ...row, placed_at };
}

async function staffPapers(tx: VendorTx, orders: readonly Paid[]): Promise<PaperOrder[]> {
  const [first] = orders;
  if (first === undefined) return [];
  const ids = orders.map(({ id }) => id);
  const places = Map.groupBy(await readPickList(tx, first.vendor_id, ids), ({ line_id }) => line_id);
  return papersOf(tx, orders, new Map([...places].map(([line, picks]) => [line, picks.map(placeOf)])));
}

async function papersOf(
  tx: VendorTx | OrdersTx,
  orders: readonly Paid[],
  places: ReadonlyMap<string, readonly string[]>,
): Promise<PaperOrder[]> {
  const lines = byOrder(await readLines(tx, orders));
  const groups = await ordersTables(tx)
    .selectFrom('order_groups')
    .where((eb) => eb('id', '=', eb.fn.any(eb.val(orders.map(({ group_id }) => group_id)))))
    .select(['id', 'is_test'])
    .execute();
  const tests = new Map(groups.map(({ id, is_test }) => [id, is_test]));
  return orders.map((order) =>
    paperOrder(order, lines.get(order.id) ?? [], { places, is_test: tests.get(order.group_id) ?? false }),
  );
}

type Pick = Awaited<ReturnType<typeof readPickList>>[number];

function paperPick(pick: Pick): PaperPick {
  const { title, set_name, collector_number, sku, quantity, quantity_picked, order_number } = pick;
  return {
    place: placeOf(pick),
    title,
    details: detailsOf([copyState(pick), set_name, collector_number, sku]),
    quantity: quantity - quantity_picked,
    order_number,
  };
}

function placeOf({ location, shelf }: Pick): string {
  return shelf === '' ? location : `${location}, ${shelf}`;
}
