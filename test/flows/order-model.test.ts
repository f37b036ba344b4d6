import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ReplyOf } from '../../contract/schemas.ts';
import { startApp, type TestApp } from '../support/app.ts';
import type { Client } from '../support/client.ts';
import {
  cancelBack,
  follow,
  fulfilment,
  giveBack,
  type Model,
  newModel,
  ofLine,
  open,
  PRICES,
  QUANTITIES,
  SHIPPING,
  sum,
} from '../support/order-rules.ts';
import { type Sold, sell } from '../support/sold.ts';
import { addCard, openVendor, type TestVendor } from '../support/vendors.ts';

/** 300 for the record. */
const RUNS = Number(process.env['ORDER_MODEL_RUNS'] ?? 12);
interface Real {
  readonly order: Sold;
  readonly listings: readonly string[];
}
type View = ReplyOf<'getVendorOrder'>;

let app: TestApp;
let owner: Client;
let buyer: Client & { readonly user_id: string };
let vendor: TestVendor;

beforeAll(async () => {
  app = await startApp({ args: ['--run=api'], requests_per_minute: 1_000_000 });
  owner = await app.register();
  buyer = await app.register();
  vendor = await openVendor(owner);
});
afterAll(async () => app[Symbol.asyncDispose]());

const paramsOf = ({ order }: Real) => ({ vendor_id: vendor.vendor_id, id: order.order_id });

/** A step: what the rules say comes of it, and what the program does. */
class Step implements fc.AsyncCommand<Model, Real> {
  readonly #name: string;
  readonly #run: (model: Model, real: Real) => Promise<void>;
  constructor(name: string, run: (model: Model, real: Real) => Promise<void>) {
    this.#name = name;
    this.#run = run;
  }
  check = (): boolean => true;
  async run(model: Model, real: Real): Promise<void> {
    await this.#run(model, real);
    follow(model);
    await compare(model, real);
  }
  toString = (): string => this.#name;
}

async function compare(model: Model, real: Real): Promise<void> {
  const view = await owner.do('getVendorOrder', { params: paramsOf(real) });
  expect(view.status).toBe(model.status);
  expect(view.fulfilment_status).toBe(fulfilment(model));
  for (const [index, line] of model.lines.entries()) {
    const { cancelled, shipped, returned } = line;
    const seen = { quantity_cancelled: cancelled, quantity_shipped: shipped, quantity_returned: returned };
    expect(view.lines[index]).toMatchObject(seen);
    const params = { vendor_id: vendor.vendor_id, id: real.listings[index] ?? '' };
    const [level] = (await owner.do('getCollectible', { params })).stock;
    expect(level).toMatchObject({ on_hand: line.quantity - shipped + returned, allocated: open(line), reserved: 0 });
  }
  compareMoney(view, model, real.order.total_minor);
  const { rows } = await sql<{ gapless: boolean }>`SELECT count(*) = coalesce(max(seq), 0) AS gapless
    FROM orders.order_events WHERE order_id = ${real.order.order_id}`.execute(app.program.platform.db);
  expect(rows).toEqual([{ gapless: true }]);
}

function compareMoney(view: View, { back }: Model, total: number): void {
  expect(view.lines.map((line) => line.refunded_minor)).toEqual(back.minor);
  expect(view.refunded_minor).toBe(sum(back.minor) + back.shipping + back.amount);
  const asked = sum(view.refunds.filter((one) => one.state !== 'failed').map((one) => one.amount_minor));
  expect(view.refunded_minor).toBe(asked);
  expect(asked).toBeLessThanOrEqual(total);
  for (const line of view.lines) expect(line.refunded_minor).toBeLessThanOrEqual(line.total_minor);
  if (view.status === 'cancelled') expect(asked).toBe(total);
  expect(view.payout_minor + view.commission_minor).toBe(total - asked);
}

const pieces = fc.record({ line: fc.nat({ max: 1 }), quantity: fc.integer({ min: 1, max: 4 }) });
const linesOf = ({ order }: Real, line: number, quantity: number) => [
  { line_id: order.line_ids[line] ?? '', quantity },
];

function change(kind: 'ship' | 'cancel', line: number, quantity: number): Step {
  return new Step(`${kind} ${quantity} of ${line}`, async (model, real) => {
    const body = { lines: linesOf(real, line, quantity) };
    const call = kind === 'ship' ? 'shipOrder' : 'cancelVendorOrder';
    const { code } = await owner.call(call, { params: paramsOf(real), body });
    const own = model.lines[line];
    if (own === undefined) throw new Error('there is no such line');
    if (model.status !== 'placed') return expect(code).toBe('illegal_transition');
    if (quantity > open(own)) return expect(code).toBe('quantity_refused');
    expect(code).toBeNull();
    if (kind === 'cancel') {
      cancelBack(model, real.order.total_minor, ofLine(line, quantity));
      own.cancelled += quantity;
    } else {
      own.shipped += quantity;
      model.parcels.push(model.lines.map((_, index) => (index === line ? quantity : 0)));
    }
  });
}

const cancelRest = new Step('the buyer cancels the rest', async (model, real) => {
  const params = { id: real.order.group_id, order_id: real.order.order_id };
  const { code } = await buyer.call('cancelOrder', { params, body: {} });
  if (model.status !== 'placed' || model.lines.every((line) => open(line) === 0))
    return expect(code).toBe('illegal_transition');
  expect(code).toBeNull();
  cancelBack(model, real.order.total_minor, model.lines.map(open));
  for (const line of model.lines) line.cancelled += open(line);
});

const deliver = new Step('the oldest parcel arrives', async (model, real) => {
  const { shipments } = await owner.do('getVendorOrder', { params: paramsOf(real) });
  const parcel = shipments.find((one) => one.delivered_at === null);
  expect(parcel !== undefined).toBe(model.parcels.length > 0);
  if (parcel === undefined) return;
  await owner.do('deliverShipment', { params: { ...paramsOf(real), part_id: parcel.id } });
  const arrived = model.parcels.shift() ?? [];
  for (const [index, line] of model.lines.entries()) line.arrived += arrived[index] ?? 0;
});

function refund(amount_minor: number): Step {
  return new Step(`refund ${amount_minor}`, async (model, real) => {
    const { refunded_minor } = await owner.do('getVendorOrder', { params: paramsOf(real) });
    const { code } = await owner.call('refundOrder', { params: paramsOf(real), body: { amount_minor, reason: 'x' } });
    expect(code).toBe(refunded_minor + amount_minor > real.order.total_minor ? 'refund_too_high' : null);
    if (code === null) model.back.amount += amount_minor;
  });
}

function refundPieces(line: number, quantity: number, shipping: boolean): Step {
  return new Step(`refund ${quantity} of ${line}${shipping ? ' and sending' : ''}`, async (model, real) => {
    const body = { lines: linesOf(real, line, quantity), shipping, reason: 'x' };
    const { code } = await owner.call('refundOrder', { params: paramsOf(real), body });
    const total = real.order.total_minor;
    const { back } = model;
    const left = total - sum(back.minor) - back.shipping - back.amount;
    const after = structuredClone(back);
    giveBack({ ...model, back: after }, Infinity, ofLine(line, quantity));
    const sending = shipping ? SHIPPING - back.shipping : 0;
    const asked = sum(after.minor) - sum(back.minor) + sending;
    const is_more = quantity > (QUANTITIES[line] ?? 0) - (back.pieces[line] ?? 0);
    expect(code).toBe(is_more || asked === 0 || asked > left ? 'refund_too_high' : null);
    if (code === null) giveBack(model, total, ofLine(line, quantity), sending);
  });
}

function sendBack(line: number, quantity: number): Step {
  return new Step(`send back ${quantity} of ${line}`, async (model, real) => {
    const own = model.lines[line];
    if (own === undefined) throw new Error('there is no such line');
    const lines = linesOf(real, line, quantity);
    const asked = { id: real.order.group_id, order_id: real.order.order_id };
    const { code } = await buyer.call('requestReturn', { params: asked, body: { lines, reason: 'x' } });
    if (model.lines.every((one) => one.arrived === 0)) return expect(code).toBe('return_too_late');
    if (quantity > own.arrived - own.returned) return expect(code).toBe('quantity_refused');
    expect(code).toBeNull();
    const { returns } = await owner.do('getVendorOrder', { params: paramsOf(real) });
    const params = { ...paramsOf(real), part_id: returns.at(-1)?.id ?? '' };
    await owner.do('answerReturn', { params, body: { approve: true } });
    const [{ line_id } = { line_id: '' }] = lines;
    const came = [{ line_id, quantity_restocked: quantity, quantity_written_off: 0 }];
    await owner.do('receiveReturn', { params, body: { lines: came } });
    own.returned += quantity;
    giveBack(model, real.order.total_minor, ofLine(line, quantity));
  });
}

it(
  `an order is what its rules say, after any steps: pieces, stock, statuses, events and money (${RUNS} stories)`,
  async () => {
    const steps = fc.commands(
      [
        pieces.map(({ line, quantity }) => change('ship', line, quantity)),
        pieces.map(({ line, quantity }) => change('cancel', line, quantity)),
        fc.constant(cancelRest),
        fc.constant(deliver),
        fc.integer({ min: 1, max: 900 }).map(refund),
        fc
          .record({ of: pieces, shipping: fc.boolean() })
          .map(({ of, shipping }) => refundPieces(of.line, of.quantity, shipping)),
        pieces.map(({ line, quantity }) => sendBack(line, quantity)),
      ],
      { maxCommands: 14 },
    );
    const story = fc.asyncProperty(steps, async (commands) => {
      await fc.asyncModelRun(async () => {
        const listings: string[] = [];
        for (const [index, quantity] of QUANTITIES.entries())
          listings.push(
            (await addCard(owner, vendor.vendor_id, { quantity, price_minor: PRICES[index] ?? 0, status: 'active' }))
              .id,
          );
        const lines = listings.map((listing_id, index) => ({
          listing_id,
          quantity: QUANTITIES[index] ?? 0,
          price_minor: PRICES[index] ?? 0,
        }));
        const sale = { vendor_id: vendor.vendor_id, lines, user_id: buyer.user_id, shipping_minor: SHIPPING };
        const order = await sell(app.program.platform, sale);
        return { model: newModel(), real: { order, listings } };
      }, commands);
    });
    await fc.assert(story, { numRuns: RUNS, endOnFailure: true });
  },
  60_000 + RUNS * 5_000,
);
