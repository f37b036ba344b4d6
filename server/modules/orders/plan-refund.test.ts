import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leftOf, planWithin, type RefundPlan, shippingLeftOf, worthOf } from './plan-refund.ts';
import type { LineRow, OrderRow } from './selectors/order-rows.ts';

/** An order as its rows are, of lines whose totals do not part evenly. */
interface Rows {
  readonly order: OrderRow;
  readonly lines: readonly LineRow[];
}
const SHIPPING = 499;

const shapes = fc.array(fc.record({ quantity: fc.integer({ min: 1, max: 7 }), total_minor: fc.nat({ max: 5_000 }) }), {
  minLength: 1,
  maxLength: 3,
});
type Shape = { readonly quantity: number; readonly total_minor: number };

function paidFor(shape: readonly Shape[]): Rows {
  const paid_minor = shape.reduce((sum, line) => sum + line.total_minor, SHIPPING);
  const sent = { shipping_minor: SHIPPING, shipping_tax_minor: 0, tax_mode: 'none', shipping_refunded_minor: 0 };
  const order = { paid_minor, refunded_minor: 0, ...sent } as OrderRow;
  const lines = shape.map((line, id) => ({ ...line, id: `${id}`, quantity_refunded: 0, refunded_minor: 0 }) as LineRow);
  return { order, lines };
}

/** What the statements of `requestRefund` do, or with -1 what those of a refund that failed undo. */
function count({ order, lines }: Rows, plan: RefundPlan, sign: 1 | -1 = 1): Rows {
  const line = (row: LineRow): LineRow => {
    const part = plan.lines.find(({ line_id }) => line_id === row.id);
    if (part === undefined) return row;
    const quantity_refunded = row.quantity_refunded + sign * part.quantity;
    return { ...row, quantity_refunded, refunded_minor: Number(row.refunded_minor) + sign * part.amount_minor };
  };
  const refunded_minor = Number(order.refunded_minor) + sign * plan.amount_minor;
  const shipping_refunded_minor = Number(order.shipping_refunded_minor) + sign * plan.shipping_minor;
  return { order: { ...order, refunded_minor, shipping_refunded_minor }, lines: lines.map(line) };
}

/** Pieces of a line that are given back, by hand, since they are cancelled, or since they came back. */
interface Pieces {
  readonly line: number;
  readonly quantity: number;
}
const pieces = fc.record({ line: fc.nat({ max: 2 }), quantity: fc.integer({ min: 1, max: 4 }) });

function planOf({ order, lines }: Rows, { line, quantity }: Pieces): RefundPlan {
  return planWithin(worthOf(lines, new Map([[`${line}`, quantity]])), 0, leftOf(order));
}
const rest = ({ order, lines }: Rows): RefundPlan =>
  planWithin(
    worthOf(lines, new Map(lines.map(({ id, quantity }) => [id, quantity]))),
    shippingLeftOf(order),
    leftOf(order),
  );

function check({ order, lines }: Rows): void {
  expect(leftOf(order)).toBeGreaterThanOrEqual(0);
  expect(shippingLeftOf(order)).toBeGreaterThanOrEqual(0);
  const sum = lines.reduce((all, line) => all + Number(line.refunded_minor), Number(order.shipping_refunded_minor));
  expect(sum).toBeLessThanOrEqual(Number(order.refunded_minor));
  for (const line of lines) {
    expect(line.quantity_refunded).toBeGreaterThanOrEqual(0);
    expect(line.quantity_refunded).toBeLessThanOrEqual(line.quantity);
    expect(Number(line.refunded_minor)).toBeGreaterThanOrEqual(0);
    expect(Number(line.refunded_minor)).toBeLessThanOrEqual(Number(line.total_minor));
  }
}

describe('what is given back of an order', () => {
  it('is for each line exactly what its first pieces were worth, in whatever order they are given back', () => {
    fc.assert(
      fc.property(shapes, fc.array(pieces, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (shape, acts, places) => {
        const shuffled = acts
          .map((act) => ({ act, place: places.next().value ?? 0 }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ act }) => act);
        for (const order of [acts, shuffled]) {
          const after = order.reduce((rows, act) => count(rows, planOf(rows, act)), paidFor(shape));
          check(after);
          for (const [place, line] of after.lines.entries()) {
            const asked = acts.reduce((sum, act) => (act.line === place ? sum + act.quantity : sum), 0);
            const back = Math.min(asked, line.quantity);
            expect(line.quantity_refunded).toBe(back);
            expect(line.refunded_minor).toBe(Math.floor((Number(line.total_minor) * back) / line.quantity));
          }
        }
      }),
    );
  });

  it('never is above what was paid and comes to exactly that in the end, amounts by hand and refused refunds among it', () => {
    const act = fc.oneof(
      pieces.map((of) => ({ of, amount: 0, shipping: false })),
      fc.nat({ max: 3_000 }).map((amount) => ({ of: null, amount, shipping: false })),
      fc.constant({ of: null, amount: 0, shipping: true }),
    );
    const steps = fc.array(fc.record({ act, refused: fc.nat({ max: 30 }) }), { maxLength: 15 });
    fc.assert(
      fc.property(shapes, steps, (shape, all) => {
        let rows = paidFor(shape);
        const open: RefundPlan[] = [];
        for (const { act: next, refused } of all) {
          const amount = Math.min(next.amount, leftOf(rows.order));
          const plan =
            next.of !== null
              ? planOf(rows, next.of)
              : planWithin([], next.shipping ? shippingLeftOf(rows.order) : 0, leftOf(rows.order));
          const asked = next.amount === 0 ? plan : { lines: [], shipping_minor: 0, amount_minor: amount };
          rows = count(rows, asked);
          open.push(asked);
          check(rows);
          // One that was asked for earlier turns out to be refused.
          const [failed] = refused < open.length ? open.splice(refused, 1) : [];
          if (failed !== undefined) rows = count(rows, failed, -1);
          check(rows);
        }
        rows = count(rows, rest(rows));
        check(rows);
        // What no piece is left for was taken by an amount that was refused: it is given back as an amount.
        rows = count(rows, { lines: [], shipping_minor: 0, amount_minor: leftOf(rows.order) });
        check(rows);
        expect(rows.order.refunded_minor).toBe(rows.order.paid_minor);
      }),
    );
  });
});
