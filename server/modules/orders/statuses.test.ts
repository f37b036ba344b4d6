import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { orderStatuses, orderTransitions } from '../../../contract/orders-terms.ts';
import { assertTransition, fulfilmentStatusOf, paymentStatusOf } from './statuses.ts';

const pairs = orderStatuses.flatMap((from) => orderStatuses.map((to) => [from, to] as const));

describe('the statuses of an order', () => {
  it.each(pairs)('from %s to %s: as the table says, and a refusal names what is allowed', (from, to) => {
    const allowed = orderTransitions[from];
    if (allowed.includes(to)) expect(() => assertTransition(from, to)).not.toThrow();
    else
      expect(() => assertTransition(from, to)).toThrow(
        expect.objectContaining({ code: 'illegal_transition', detail: { from, to, allowed: [...allowed] } }),
      );
  });

  it('of payment follow from amounts alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9e15 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (total_minor, part) => {
          const refunded_minor = Math.floor(total_minor * part);
          const status = paymentStatusOf({ status: 'placed', total_minor, paid_minor: total_minor, refunded_minor });
          const all = refunded_minor === total_minor ? 'refunded' : 'partially_refunded';
          expect(status).toBe(refunded_minor === 0 ? 'paid' : all);
        },
      ),
    );
  });

  it('of fulfilment say delivered or returned only where everything wanted was sent', () => {
    const line = fc.nat({ max: 9 }).chain((cancelled) =>
      fc.nat({ max: 9 }).chain((shipped) =>
        fc.tuple(fc.nat({ max: 9 }), fc.nat({ max: shipped })).map(([open, quantity_returned]) => ({
          quantity: cancelled + shipped + open,
          quantity_cancelled: cancelled,
          quantity_shipped: shipped,
          quantity_returned,
        })),
      ),
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), fc.boolean(), (lines, arrived) => {
        const status = fulfilmentStatusOf(lines, arrived);
        const open = lines.reduce((sum, one) => sum + one.quantity - one.quantity_cancelled - one.quantity_shipped, 0);
        if (['shipped', 'delivered', 'returned'].includes(status)) expect(open).toBe(0);
        if (status === 'delivered') expect(arrived).toBe(true);
        expect(status === 'unfulfilled').toBe(lines.every((one) => one.quantity_shipped === 0));
      }),
    );
  });
});
