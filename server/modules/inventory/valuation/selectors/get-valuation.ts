import { type RawBuilder, sql } from 'kysely';
import { GROUPS_MAX, type ValuationView } from '../../../../../contract/inventory-bulk.ts';
import type { ParamsOf, QueryOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { asStaff } from '../../services/as-staff.ts';
import type { VendorTx } from '../../tables.ts';
import { type SumRow, sumsOf } from '../value-sums.ts';

type GroupBy = QueryOf<'getValuation'>['group_by'];

/** What the stock on hand cost, what it is offered at, what others ask for the same, and the margin, now. @throws AppError those of `asStaff`. */
export async function getValuation(
  platform: Platform,
  actor: Member,
  { vendor_id, group_by }: ParamsOf<'getValuation'> & QueryOf<'getValuation'>,
): Promise<ValuationView> {
  const rows = await asStaff(platform, { actor, vendor_id, route: 'getValuation' }, (tx) =>
    valueRows(tx, vendor_id, group_by),
  );
  const totals = rows.filter((row) => row.is_total).toSorted((a, b) => b.price_minor - a.price_minor);
  const currencies = totals.slice(0, CURRENCIES_MAX).map((total) => {
    const of = rows.filter((row) => !row.is_total && row.currency === total.currency);
    const groups = of.map((row) => Object.assign({ value: row.value, label: row.label }, sumsOf(row)));
    return Object.assign({ currency: total.currency, groups }, sumsOf(total));
  });
  return { at: platform.clock.now().toISOString(), group_by, currencies };
}

const CURRENCIES_MAX = 50;

interface ValueRow extends SumRow {
  readonly is_total: boolean;
  readonly currency: string;
  readonly value: string;
  readonly label: string;
}

/** What makes a group, what a filter calls it, and what a person does. */
interface Group {
  readonly key: RawBuilder<string>;
  readonly value: RawBuilder<string>;
  readonly label: RawBuilder<string>;
}

const game = sql<string>`coalesce(card.game, listing.details ->> 'game', '')`;
const setCode = sql<string>`coalesce(card.set_code, listing.details ->> 'set_code')`;
const setName = sql<string>`coalesce(card.set_name, listing.details ->> 'set_name')`;
const condition = sql<string>`coalesce(listing.condition, listing.grading_company)`;
const groupings: Readonly<Record<GroupBy, Group>> = {
  set: {
    key: sql`lower(${game} || ' ' || coalesce(${setCode}, ${setName}, ''))`,
    value: sql`coalesce(${setCode}, ${setName}, '')`,
    label: sql`coalesce(${setName}, ${setCode}, 'No set')`,
  },
  game: { key: game, value: game, label: sql`coalesce(nullif(${game}, ''), 'No game')` },
  location: { key: sql`level.location_id::text`, value: sql`level.location_id::text`, label: sql`location.name` },
  kind: { key: sql`listing.kind`, value: sql`listing.kind`, label: sql`listing.kind` },
  condition: { key: condition, value: condition, label: sql`coalesce(listing.condition, 'Graded ' || listing.grading_company)` }, // biome-ignore format: a table
  status: { key: sql`listing.status`, value: sql`listing.status`, label: sql`listing.status` },
};

/** Sums of sums would lose what JSON cannot hold: a sum beyond that is told as the largest it can. */
const safe = (sum: RawBuilder<unknown>) => sql`least(coalesce(${sum}, 0), 9007199254740991)::float8`;
const summed = sql`
  count(DISTINCT id)::float8 AS listings, sum(on_hand) AS pieces, sum(on_hand * cost_minor) AS cost_minor,
  sum(on_hand * price_minor) AS price_minor, sum(on_hand * (price_minor - cost_minor)) AS margin_minor,
  sum(on_hand * price_minor) FILTER (WHERE cost_minor IS NOT NULL) AS margin_price_minor,
  sum(on_hand) FILTER (WHERE cost_minor IS NULL) AS pieces_without_cost,
  sum(on_hand) FILTER (WHERE price_minor IS NULL) AS pieces_without_price,
  sum(on_hand * market_minor) AS market_minor,
  sum(on_hand) FILTER (WHERE market_minor IS NULL) AS pieces_without_market`;
const told = sql.join(
  [
    'listings',
    'pieces',
    'cost_minor',
    'price_minor',
    'margin_minor',
    'margin_price_minor',
    'pieces_without_cost',
    'pieces_without_price',
    'market_minor',
    'pieces_without_market',
  ].map((name) => sql`${safe(sql`sum(${sql.ref(name)})`)} AS ${sql.ref(name)}`),
);

/** Totals and groups in one statement, so that they are of one moment; the groups with the most value first. */
async function valueRows(tx: VendorTx, vendor_id: string, group_by: GroupBy): Promise<readonly ValueRow[]> {
  const { key, value, label } = groupings[group_by];
  const { rows } = await sql<ValueRow>`
    WITH held AS (
      SELECT listing.id, listing.currency, listing.cost_minor::numeric, listing.price_minor::numeric, level.on_hand,
        market.market_minor::numeric,
        ${key} AS key, ${value} AS value, ${label} AS label
      FROM inventory.stock_levels AS level
      JOIN inventory.listings AS listing ON listing.vendor_id = level.vendor_id AND listing.id = level.listing_id
      JOIN inventory.locations AS location
        ON location.vendor_id = level.vendor_id AND location.id = level.location_id
      LEFT JOIN inventory.card_details AS card
        ON card.vendor_id = listing.vendor_id AND card.listing_id = listing.id
      LEFT JOIN inventory.market_prices() AS market ON market.listing_id = listing.id
      WHERE level.vendor_id = ${vendor_id} AND level.on_hand > 0
    ), grouped AS (
      SELECT currency, key, min(value) AS value, min(label) AS label, ${summed} FROM held GROUP BY currency, key
    ), placed AS (
      SELECT *, row_number() OVER by_value AS place, count(*) OVER (PARTITION BY currency) AS places
      FROM grouped WINDOW by_value AS (PARTITION BY currency ORDER BY price_minor DESC NULLS LAST, key)
    ), named AS (
      SELECT *, places > ${GROUPS_MAX} AND place >= ${GROUPS_MAX} AS is_rest FROM placed
    )
    SELECT true AS is_total, currency, '' AS value, '' AS label, 0 AS place, ${told}
    FROM (SELECT currency, ${summed} FROM held GROUP BY currency) AS totals GROUP BY currency
    UNION ALL
    SELECT false, currency, CASE WHEN is_rest THEN '*' ELSE value END,
      CASE WHEN is_rest THEN (places - ${GROUPS_MAX} + 1) || ' others' ELSE label END,
      least(place, ${GROUPS_MAX}) AS place, ${told}
    FROM named GROUP BY 1, 2, 3, 4, 5
    ORDER BY place
  `.execute(tx);
  return rows;
}
