import { type RawBuilder, sql } from 'kysely';
import { CollectibleFilter, type SavedViewView, VIEWS_MAX } from '../../../../contract/inventory-filter.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Platform } from '../../../platform/platform.ts';
import { asStaff } from '../services/as-staff.ts';
import type { VendorTx } from '../tables.ts';
import { finding } from '../tables-finding.ts';
import { all, summaryConditions } from './filter-listings.ts';

interface ViewRow {
  readonly id: string;
  readonly name: string;
  readonly query: string;
  readonly created_by: string;
  readonly created_at: Date;
}

/** The views of a vendor by name, each with how many listings are in it now. @throws AppError those of `asStaff`. */
export function listViews(platform: Platform, actor: Member, vendor_id: string): Promise<SavedViewView[]> {
  return asStaff(platform, { actor, vendor_id, route: 'listViews' }, async (tx) => {
    const rows = await finding(tx)
      .selectFrom('saved_views')
      .where('vendor_id', '=', vendor_id)
      .orderBy(sql`lower(name)`)
      .limit(VIEWS_MAX)
      .select(['id', 'name', 'query', 'created_by', 'created_at'])
      .execute();
    return withCounts(tx, vendor_id, rows);
  });
}

/** Counts all of them in one scan. */
export async function withCounts(tx: VendorTx, vendor_id: string, rows: readonly ViewRow[]): Promise<SavedViewView[]> {
  if (rows.length === 0) return [];
  const counts = rows.map((row, index) =>
    sql<number>`count(*) FILTER (WHERE ${conditionOf(row.query)})::float8`.as(`view_${index}`),
  );
  const counted: Readonly<Record<string, number>> = await finding(tx)
    .selectFrom('listing_summaries as summary')
    .where('summary.vendor_id', '=', vendor_id)
    .select(counts)
    .executeTakeFirstOrThrow();
  return rows.map(({ created_at, ...row }, index) => ({
    ...row,
    count: counted[`view_${index}`] ?? 0,
    created_at: created_at.toISOString(),
  }));
}

/** What a view keeps of an address; "sort" says nothing of which listings are in it. */
export function filterOf(query: string): ReturnType<typeof CollectibleFilter.safeParse> {
  const { sort: _sort, ...members } = Object.fromEntries(new URLSearchParams(query));
  return CollectibleFilter.safeParse(members);
}

/** A view that was saved when filters had other members has nothing in it. */
function conditionOf(query: string): RawBuilder<boolean> {
  const filter = filterOf(query);
  return filter.success ? all(summaryConditions(filter.data)) : sql<boolean>`false`;
}
