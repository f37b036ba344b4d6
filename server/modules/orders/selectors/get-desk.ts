import { sql } from 'kysely';
import type { ParamsOf, QueryOf } from '../../../../contract/schemas.ts';
import type { DeskSummaryView } from '../../../../contract/vendor-orders.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff } from '../../inventory/index.ts';
import { keptUntil } from './kept-sums.ts';

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
    const asked: Asked = { vendor_id, currency, first: dayOf(first), now, kept_until: await keptUntil(tx, vendor_id) };
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
  /** The first day that is shown. */
  readonly first: string;
  readonly now: Date;
  /** Days before this one are kept as sums; from it on rows are added up. */
  readonly kept_until: string;
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
    SELECT count(*)::int AS to_ship, count(*) FILTER (WHERE sold.due_key < ${now})::int AS overdue,
      (SELECT coalesce(sum(place.quantity - place.quantity_picked), 0) FROM orders.line_places AS place
        WHERE place.vendor_id = ${vendor_id} AND place.quantity > 0)::int AS pieces_to_pick,
      (SELECT count(*) FROM orders.returns WHERE vendor_id = ${vendor_id} AND status IN ('requested', 'approved'))::int AS returns_waiting,
      (SELECT count(*) FROM orders.refunds WHERE vendor_id = ${vendor_id}
        AND state <> 'done' AND (state = 'failed' OR created_at < ${stuck_before}))::int AS refunds_stuck
    FROM orders.orders AS sold
    WHERE sold.vendor_id = ${vendor_id} AND sold.status = 'placed' AND (sold.fulfilment_status IN ('unfulfilled', 'partial')
      -- Something came back before all was sent.
      OR sold.fulfilment_status = 'partially_returned' AND EXISTS (SELECT FROM orders.order_lines AS line
        WHERE line.vendor_id = sold.vendor_id AND line.order_id = sold.id
          AND line.quantity > line.quantity_cancelled + line.quantity_shipped OFFSET 0))
  `.execute(tx);
  return rows[0] ?? { to_ship: 0, overdue: 0, pieces_to_pick: 0, returns_waiting: 0, refunds_stuck: 0 };
}

/** Days with sales or refunds, by their date in UTC. */
async function soldByDay(tx: Tx, asked: Asked): Promise<ReadonlyMap<string, Day>> {
  const { vendor_id, currency, first, kept_until } = asked;
  const { rows } = await sql<Day>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, orders::int, pieces::int, gross_minor::float8, refunded_minor::float8
    FROM (
      SELECT day, orders, pieces, gross_minor, refunded_minor FROM orders.sold_days
      WHERE vendor_id = ${vendor_id} AND currency = ${currency} AND day >= ${first} AND day < ${kept_until}
      UNION ALL
      SELECT day, orders, pieces, gross_minor, refunded_minor
      FROM orders.sold_by_day(${vendor_id}, ${liveFrom(asked)}::date, 'infinity') WHERE currency = ${currency}
    ) AS every
  `.execute(tx);
  return new Map(rows.map((row) => [row.day, row]));
}

async function bestOf(tx: Tx, asked: Asked): Promise<DeskSummaryView['best']> {
  const { vendor_id, currency, first, kept_until } = asked;
  const { rows } = await sql<DeskSummaryView['best'][number]>`
    SELECT best.listing_id, (SELECT line.title FROM orders.order_lines AS line WHERE line.vendor_id = ${vendor_id}
        AND line.listing_id = best.listing_id ORDER BY line.id DESC LIMIT 1) AS title,
      best.pieces::int, best.gross_minor
    FROM (
      SELECT listing_id, sum(pieces::int) AS pieces, sum(gross_minor::float8) AS gross_minor
      FROM (
        SELECT listing_id, pieces, gross_minor FROM orders.sold_listing_days
        WHERE vendor_id = ${vendor_id} AND currency = ${currency} AND day >= ${first} AND day < ${kept_until}
        UNION ALL
        SELECT listing_id, pieces, gross_minor
        FROM orders.sold_by_listing(${vendor_id}, ${liveFrom(asked)}::date, 'infinity') WHERE currency = ${currency}
      ) AS every
      GROUP BY listing_id ORDER BY gross_minor DESC, listing_id LIMIT ${BEST_MAX}
    ) AS best ORDER BY best.gross_minor DESC, best.listing_id
  `.execute(tx);
  return [...rows];
}

function liveFrom({ first, kept_until }: Asked): string {
  return kept_until > first ? kept_until : first;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function emptyDay(day: string): Day {
  return { day, orders: 0, pieces: 0, gross_minor: 0, refunded_minor: 0 };
}
