import { describe, expect, it } from 'vitest';
import type { OrderLineView, OrderView } from '../../../../contract/orders.ts';
import { openOf, parcelsOf, returnableOf } from './parcels.ts';

const line = (id: string, more: Partial<OrderLineView>): OrderLineView =>
  ({
    id,
    quantity: 3,
    quantity_cancelled: 0,
    quantity_shipped: 0,
    quantity_returned: 0,
    ...more,
  }) as OrderLineView;
const shipment = (id: string, lines: readonly (readonly [string, number])[]) =>
  ({ id, lines: lines.map(([line_id, quantity]) => ({ line_id, quantity })) }) as OrderView['shipments'][number];

describe('parcels of an order', () => {
  it('are what was sent, and last what is left to send', () => {
    const lines = [line('a', { quantity_shipped: 2 }), line('b', { quantity_cancelled: 3 })];
    const parcels = parcelsOf({ id: 'o', lines, shipments: [shipment('s', [['a', 2]])] });
    expect(parcels.map(({ key, lines: held }) => [key, held.map((one) => [one.line.id, one.quantity])])).toEqual([
      ['s', [['a', 2]]],
      ['o-left', [['a', 1]]],
    ]);
  });

  it('are none where everything was cancelled', () => {
    expect(parcelsOf({ id: 'o', lines: [line('a', { quantity_cancelled: 3 })], shipments: [] })).toEqual([]);
  });

  it('count as open what is neither sent nor cancelled, and as returnable what nobody asked for yet', () => {
    const sent = line('a', { quantity: 5, quantity_cancelled: 1, quantity_shipped: 3, quantity_returned: 1 });
    expect(openOf(sent)).toBe(1);
    const asked = { status: 'requested', lines: [{ line_id: 'a', quantity: 1 }] } as OrderView['returns'][number];
    const refused = { ...asked, status: 'refused' } as OrderView['returns'][number];
    expect(returnableOf({ returns: [asked, refused] }, sent)).toBe(1);
  });
});
