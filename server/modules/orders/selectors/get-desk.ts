import { sql } from 'kysely';
import type { ParamsOf, QueryOf } from '../../../../contract/schemas.ts';
import type { DeskSummaryView } from '../../../../contract/vendor-orders.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff } from '../../inventory/index.ts';

const DAY_MS = 86_400_000;
/** A refund that the provider has not taken for this long wants somebody to look. */
const STUCK_MS = 3_600_000;
const BEST_MAX = 10;

type Day = DeskSummaryView['today'];

/** What is to be done, and what was sold on each of the last days, in the vendor's currency. @throws AppError those of `asStaff`. */
export function getDesk(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'getDesk'> & QueryOf<'getDesk'>,
): Promise<DeskSummaryView> {
  const { vendor_id, days } = input;
  const now = platform.clock.now();
  const today = dayOf(now);
  const first = new Date(Date.parse(`${today}T00:00:00.000Z`) - (days - 1) * DAY_MS);
  return asStaff(platform, { actor, vendor_id, route: 'getDesk' }, async (tx) => {
    const currency = await currencyOf(tx, vendor_id);
    const asked: Asked = { vendor_id, currency, first, now };
    const sold = await soldByDay(tx, asked);
    const every = Array.from({ length: days }, (_, index) => dayOf(new Date(first.getTime() + index * DAY_MS)));
    const shown = every.map((day) => sold.get(day) ?? emptyDay(day));
    return {
      currency,
      ...(await workOf(tx, asked)),
      today: shown.at(-1) ?? emptyDay(today),
      days: shown,
      best: await bestOf(tx, asked),
    };
  });
}

interface Asked {
  readonly vendor_id: string;
  readonly currency: string;
  readonly first: Date;
  readonly now: Date;
}

async function currencyOf(tx: Tx, vendor_id: string): Promise<string> {
  const { rows } = await sql<{ currency: string }>`
    SELECT currency FROM inventory.vendors WHERE id = ${vendor_id}`.execute(tx);
  return rows[0]?.currency ?? 'USD';
}

async function workOf(
  tx: Tx,
  { vendor_id, now }: Asked,
): Promise<Pick<DeskSummaryView, 'to_ship' | 'overdue' | 'pieces_to_pick' | 'returns_waiting' | 'refunds_stuck'>> {
  const stuck_before = new Date(now.getTime() - STUCK_MS);
  const { rows } = await sql<Awaited<ReturnType<typeof workOf>>>`
    SELECT count(*)::int AS to_ship, count(*) FILTER (WHERE open.due_at < ${now})::int AS overdue,
      coalesce(sum(open.unpicked), 0)::int AS pieces_to_pick,
      (SELECT count(*) FROM orders.returns WHERE vendor_id = ${vendor_id} AND status IN ('requested', 'approved'))::int AS returns_waiting,
      (SELECT count(*) FROM orders.refunds WHERE vendor_id = ${vendor_id}
        AND (state = 'failed' OR (state <> 'done' AND created_at < ${stuck_before})))::int AS refunds_stuck
    FROM (
      SELECT sold.id, sold.due_at, sum(place.quantity - place.quantity_picked) AS unpicked
      FROM orders.orders AS sold
      JOIN orders.order_lines AS line ON line.vendor_id = sold.vendor_id AND line.order_id = sold.id
      JOIN orders.line_places AS place ON place.vendor_id = line.vendor_id AND place.line_id = line.id AND place.quantity > 0
      WHERE sold.vendor_id = ${vendor_id} AND sold.status = 'placed'
      GROUP BY sold.id, sold.due_at
    ) AS open
  `.execute(tx);
  return rows[0] ?? { to_ship: 0, overdue: 0, pieces_to_pick: 0, returns_waiting: 0, refunds_stuck: 0 };
}

/** Days with sales or refunds, by their date in UTC. */
async function soldByDay(tx: Tx, { vendor_id, currency, first }: Asked): Promise<ReadonlyMap<string, Day>> {
  const { rows } = await sql<Day>`
    SELECT to_char(happened.at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, sum(happened.orders)::int AS orders,
      sum(happened.pieces)::int AS pieces, sum(happened.gross)::float8 AS gross_minor, sum(happened.refunded)::float8 AS refunded_minor
    FROM (
      SELECT sold.placed_at AS at, 1 AS orders, (SELECT sum(line.quantity) FROM orders.order_lines AS line
          WHERE line.vendor_id = sold.vendor_id AND line.order_id = sold.id) AS pieces, sold.total_minor AS gross, 0 AS refunded
      FROM orders.orders AS sold
      WHERE sold.vendor_id = ${vendor_id} AND sold.currency = ${currency} AND sold.placed_at >= ${first}
      UNION ALL
      SELECT refund.created_at, 0, 0, 0, refund.amount_minor
      FROM orders.refunds AS refund
      WHERE refund.vendor_id = ${vendor_id} AND refund.currency = ${currency} AND refund.created_at >= ${first} AND refund.state <> 'failed'
    ) AS happened
    GROUP BY 1
  `.execute(tx);
  return new Map(rows.map((row) => [row.day, row]));
}

async function bestOf(tx: Tx, { vendor_id, currency, first }: Asked): Promise<DeskSummaryView['best']> {
  const { rows } = await sql<DeskSummaryView['best'][number]>`
    SELECT line.listing_id, max(line.title) AS title, sum(line.quantity)::int AS pieces, sum(line.subtotal_minor)::float8 AS gross_minor
    FROM orders.orders AS sold
    JOIN orders.order_lines AS line ON line.vendor_id = sold.vendor_id AND line.order_id = sold.id
    WHERE sold.vendor_id = ${vendor_id} AND sold.currency = ${currency} AND sold.placed_at >= ${first}
    GROUP BY line.listing_id
    ORDER BY gross_minor DESC, line.listing_id
    LIMIT ${BEST_MAX}
  `.execute(tx);
  return [...rows];
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function emptyDay(day: string): Day {
  return { day, orders: 0, pieces: 0, gross_minor: 0, refunded_minor: 0 };
}
