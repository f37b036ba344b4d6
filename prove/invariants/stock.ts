import { sql } from 'kysely';
import type { Invariant } from './invariant.ts';

export const stockInvariants: readonly Invariant[] = [
  {
    id: 'I1',
    promise: 'reserved + allocated <= on hand, and none is below zero',
    broken: sql`SELECT listing_id, location_id, on_hand, reserved, allocated FROM inventory.stock_levels
      WHERE on_hand < 0 OR reserved < 0 OR allocated < 0 OR reserved + allocated > on_hand`,
  },
  {
    id: 'I2',
    promise: 'every level is the sum of its movements',
    broken: sql`SELECT * FROM inventory.drift()`,
  },
  {
    id: 'I3',
    promise: 'reserved is what active holds hold, allocated what lies for lines',
    broken: sql`SELECT * FROM orders.promise_drift()`,
  },
  {
    id: 'I3b',
    promise:
      'for a line lie the pieces that are neither cancelled nor sent, and nothing for an order that is not placed',
    broken: sql`SELECT line.order_id, line.id AS line_id, placed.status, coalesce(place.pieces, 0) AS lying
      FROM orders.order_lines AS line JOIN orders.orders AS placed ON placed.id = line.order_id
      LEFT JOIN (SELECT line_id, sum(quantity) AS pieces FROM orders.line_places GROUP BY 1) AS place ON place.line_id = line.id
      WHERE coalesce(place.pieces, 0) <> CASE WHEN placed.placed_at IS NULL THEN 0
        ELSE line.quantity - line.quantity_cancelled - line.quantity_shipped END`,
  },
  {
    id: 'I3c',
    promise: 'no hold outlives its checkout, and none is committed but for a placed one',
    broken: sql`SELECT hold.id, hold.status, bought.status AS checkout FROM orders.holds AS hold
      JOIN orders.order_groups AS bought ON bought.id = hold.group_id
      WHERE hold.status = 'active' AND bought.status <> 'pending_payment'
        OR hold.status = 'committed' AND bought.placed_at IS NULL`,
  },
  {
    id: 'I12',
    promise: 'what is paid for is allocated or sent, or given back: never neither',
    broken: sql`
      SELECT money.group_id, money.captured_minor, money.refunded_minor, bought.status FROM payments_test.payments AS money
      JOIN orders.order_groups AS bought ON bought.id::text = money.group_id
      WHERE money.captured_minor > 0 AND bought.placed_at IS NULL AND money.refunded_minor <> money.captured_minor
      UNION ALL
      SELECT bought.id::text, 0, 0, bought.status FROM orders.order_groups AS bought
      WHERE bought.placed_at IS NOT NULL AND bought.total_minor > 0 AND NOT EXISTS (
        SELECT FROM payments_test.payments AS money WHERE money.group_id = bought.id::text AND money.captured_minor > 0)
      UNION ALL
      SELECT line.order_id::text, line.quantity_cancelled, line.quantity_refunded, placed.status
      FROM orders.order_lines AS line JOIN orders.orders AS placed ON placed.id = line.order_id
      WHERE placed.paid_minor > 0 AND line.quantity_refunded < line.quantity_cancelled AND line.refunded_minor < line.total_minor
        AND placed.refunded_minor < placed.paid_minor
        AND NOT EXISTS (SELECT FROM orders.refunds AS back WHERE back.order_id = placed.id AND back.state = 'failed')`,
  },
];
