import { sql } from 'kysely';
import type { Invariant } from './invariant.ts';

export const moneyInvariants: readonly Invariant[] = [
  {
    id: 'I8a',
    promise: 'a checkout is the sum of its orders, an order the sum of its lines, sending and tax',
    broken: sql`
      SELECT bought.id, 'checkout' AS what FROM orders.order_groups AS bought
      LEFT JOIN (SELECT group_id, sum(subtotal_minor) AS subtotal, sum(discount_minor) AS discount, sum(shipping_minor) AS shipping,
        sum(tax_minor) AS tax, sum(total_minor) AS total FROM orders.orders GROUP BY 1) AS part ON part.group_id = bought.id
      WHERE (bought.subtotal_minor, bought.discount_minor, bought.shipping_minor, bought.tax_minor, bought.total_minor)
        IS DISTINCT FROM (part.subtotal, part.discount, part.shipping, part.tax, part.total)
      UNION ALL
      SELECT sold.id, 'order' FROM orders.orders AS sold
      LEFT JOIN (SELECT order_id, sum(subtotal_minor) AS subtotal, sum(discount_minor) AS discount, sum(tax_minor) AS tax,
        sum(total_minor) AS total FROM orders.order_lines GROUP BY 1) AS line ON line.order_id = sold.id
      WHERE (sold.subtotal_minor, sold.discount_minor, sold.tax_minor - sold.shipping_tax_minor)
          IS DISTINCT FROM (line.subtotal, line.discount, line.tax)
        OR sold.total_minor <> line.total + sold.shipping_minor
          + CASE sold.tax_mode WHEN 'exclusive' THEN sold.shipping_tax_minor ELSE 0 END`,
  },
  {
    id: 'I8b',
    promise:
      'what the provider took is the total, once, or goes back where it took it twice, and our books say what its books say',
    broken: sql`
      SELECT bought.id, bought.total_minor, coalesce(paid.captured, 0) AS captured, coalesce(bank.captured, 0) AS at_bank
      FROM orders.order_groups AS bought
      LEFT JOIN (SELECT group_id, sum(captured_minor) AS captured, sum(refunded_minor) AS refunded,
        sum(captured_minor) FILTER (WHERE is_surplus) AS surplus, sum(refunded_minor) FILTER (WHERE is_surplus) AS returned
        FROM orders.payments GROUP BY 1) AS paid ON paid.group_id = bought.id
      LEFT JOIN (SELECT group_id, sum(captured_minor) AS captured, sum(refunded_minor) AS refunded
        FROM payments_test.payments GROUP BY 1) AS bank ON bank.group_id = bought.id::text
      WHERE coalesce(paid.captured, 0) <> coalesce(bank.captured, 0) OR coalesce(paid.refunded, 0) <> coalesce(bank.refunded, 0)
        OR coalesce(paid.surplus, 0) <> coalesce(paid.returned, 0)
        OR coalesce(bank.captured, 0) - coalesce(paid.surplus, 0) NOT IN (0, bought.total_minor)
        OR bought.placed_at IS NOT NULL AND coalesce(bank.captured, 0) - coalesce(paid.surplus, 0) <> bought.total_minor`,
  },
  {
    id: 'I8c',
    promise: 'refunds add up: of lines, of orders, of the provider, and never to more than was paid',
    broken: sql`
      SELECT sold.id, sold.refunded_minor, sold.paid_minor, coalesce(asked.amount, 0) AS asked FROM orders.orders AS sold
      LEFT JOIN (SELECT order_id, sum(amount_minor) AS amount, sum(shipping_minor) AS shipping FROM orders.refunds
        WHERE state <> 'failed' GROUP BY 1) AS asked ON asked.order_id = sold.id
      LEFT JOIN (SELECT order_id, sum(refunded_minor) AS amount FROM orders.order_lines GROUP BY 1) AS line ON line.order_id = sold.id
      WHERE sold.refunded_minor <> coalesce(asked.amount, 0) OR sold.refunded_minor > sold.paid_minor
        OR sold.shipping_refunded_minor <> coalesce(asked.shipping, 0) OR line.amount > sold.refunded_minor
      UNION ALL
      SELECT back.id, back.amount_minor, 0, coalesce(bank.amount_minor, 0) FROM orders.refunds AS back
      LEFT JOIN payments_test.refunds AS bank ON bank.key = back.id::text
      WHERE (back.state = 'done') <> (bank.key IS NOT NULL) OR back.amount_minor <> coalesce(bank.amount_minor, back.amount_minor)`,
  },
  {
    id: 'I8d',
    promise: 'the vendor’s account has each sale and each refund once, with the operator’s share of both',
    broken: sql`
      WITH wanted AS (
        SELECT vendor_id, id AS order_id, 'sale' AS kind, 'sale:' || id AS cause, total_minor AS amount FROM orders.orders
        WHERE placed_at IS NOT NULL AND total_minor > 0
        UNION ALL
        SELECT back.vendor_id, back.order_id, 'refund', 'refund:' || back.id, -back.amount_minor FROM orders.refunds AS back
        JOIN orders.orders AS sold ON sold.id = back.order_id AND sold.placed_at IS NOT NULL WHERE back.state = 'done')
      SELECT coalesce(wanted.cause, entry.cause) AS cause, wanted.amount, entry.amount_minor FROM wanted
      FULL JOIN (SELECT * FROM orders.payout_entries WHERE kind IN ('sale', 'refund')) AS entry
        ON entry.cause = wanted.cause AND entry.vendor_id = wanted.vendor_id
      WHERE wanted.amount IS DISTINCT FROM entry.amount_minor
      UNION ALL
      SELECT order_id::text, sum(amount_minor) FILTER (WHERE kind IN ('sale', 'refund')),
        sum(amount_minor) FILTER (WHERE kind IN ('commission', 'commission_refund')) FROM orders.payout_entries
      GROUP BY order_id HAVING coalesce(sum(amount_minor) FILTER (WHERE kind IN ('commission', 'commission_refund')), 0)
        <> -round(sum(amount_minor) FILTER (WHERE kind IN ('sale', 'refund')) * 500 / 10000.0)`,
  },
];
