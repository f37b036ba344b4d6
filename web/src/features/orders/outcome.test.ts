import { describe, expect, it } from 'vitest';
import type { OrderLineView, OrderView } from '../../../../contract/orders.ts';
import { moneyBackFor } from './outcome.ts';

const line = (id: string, more: Partial<OrderLineView> = {}): OrderLineView =>
  ({
    id,
    quantity: 3,
    quantity_cancelled: 0,
    quantity_shipped: 0,
    tax_minor: 0,
    total_minor: 1_000,
    refunded_minor: 0,
    ...more,
  }) as OrderLineView;
const order = (more: Partial<OrderView> = {}): OrderView =>
  ({
    lines: [line('a')],
    refunds: [],
    total_minor: 1_390,
    refunded_minor: 0,
    shipping_minor: 390,
    tax_minor: 0,
    tax_mode: 'none',
    ...more,
  }) as OrderView;
const refund = (quantity: number, amount_minor: number, more: Partial<OrderView['refunds'][number]> = {}) =>
  ({
    state: 'done',
    shipping_minor: 0,
    lines: [{ line_id: 'a', quantity, amount_minor }],
    ...more,
  }) as OrderView['refunds'][number];
const back = (of: OrderView, pieces: number) => {
  const { amount_minor, shipping_minor } = moneyBackFor(of, new Map([['a', pieces]]));
  return [amount_minor, shipping_minor];
};

describe('what goes back', () => {
  it('is worth parts of the line that add up to it, and sending with the last piece of what was never sent', () => {
    expect(back(order(), 1)).toEqual([333, 0]);
    expect(back(order(), 3)).toEqual([1_390, 390]);
    const lines = [line('a', { quantity_cancelled: 1, refunded_minor: 333 })];
    const after = order({ lines, refunds: [refund(1, 333)], refunded_minor: 333 });
    expect(back(after, 1)).toEqual([333, 0]);
    expect(back(after, 2)).toEqual([667 + 390, 390]);
  });

  it('leaves sending with the vendor where a part was sent', () => {
    expect(back(order({ lines: [line('a', { quantity_shipped: 1 })] }), 2)).toEqual([666, 0]);
  });

  it('is never more than is left, and counts a refund that failed for nothing', () => {
    expect(back(order({ refunded_minor: 1_000, refunds: [refund(0, 0)] }), 3)).toEqual([390, 0]);
    const failed = order({ refunds: [refund(3, 1_000, { state: 'failed', shipping_minor: 390 })] });
    expect(back(failed, 3)).toEqual([1_390, 390]);
    const lines = [line('a', { quantity_cancelled: 1 })];
    expect(back({ ...failed, lines }, 1)).toEqual([333, 0]);
    expect(back({ ...failed, lines }, 2)).toEqual([1_390, 390]);
  });

  it('has the tax that was added to sending', () => {
    const taxed = order({ tax_mode: 'exclusive', tax_minor: 278, total_minor: 1_668 });
    const lines = [line('a', { total_minor: 1_200, tax_minor: 200 })];
    expect(back({ ...taxed, lines }, 3)).toEqual([1_668, 468]);
  });
});
