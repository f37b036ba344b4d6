import { sql } from 'kysely';
import type { Platform } from '../../../../platform/platform.ts';
import type { VendorTx } from '../../tables.ts';
import { readRows, rowDrafter } from '../read/index.ts';
import type { RawRow, RowDrafter } from '../read/types.ts';
import { type Claimed, whileClaimed } from './claim-work.ts';
import { type ImportContext, readContext } from './context.ts';
import { draftRows } from './draft-rows.ts';
import { type ImportRecord, recognisedOf } from './import-view.ts';
import { listingsOf, matchRows, readLevels } from './load-rows.ts';
import { type RowPlan, planRows } from './plan-rows.ts';
import { CHUNK_ROWS, countsOf, endStep, stepOn } from './progress.ts';
import { errorsFor } from './row-error.ts';
import { SeenRows } from './seen-rows.ts';
import { readImportFile } from './selectors/read-import.ts';
import { analyseGrown } from './services/analyse-grown.ts';

/** A row of the report, as it is kept. */
export interface CheckedRow
  extends Pick<RowPlan, 'line' | 'outcome' | 'title' | 'sku' | 'key' | 'first_line' | 'errors' | 'changes'> {
  readonly draft: unknown;
  readonly listing_id: string | null;
  readonly version: number | null;
  readonly quantity_change: number;
}

/**
 * The dry run: reads the file row by row and keeps what an application would do with each. Writes no listing and no
 * stock. Goes on after the last row that was kept.
 *
 * @param stopping asked between two chunks.
 */
export async function checkRows(platform: Platform, claimed: Claimed, stopping: () => boolean): Promise<void> {
  const actor_id = claimed.requested_by;
  const begin = await whileClaimed(platform, claimed, async (tx, record) => {
    const context = await readContext(tx, platform, { record, actor_id });
    return { record, context, ...(await readFile(tx, record)) };
  });
  const { record, context, seen } = begin;
  const drafter = rowDrafter(context.draft_settings);
  let chunk: RawRow[] = [];
  let at_line = record.at_line;
  for await (const row of readRows(begin.bytes, recognisedOf(record))) {
    if (row.line <= at_line) continue;
    chunk.push(row);
    if (chunk.length < CHUNK_ROWS) continue;
    if (stopping()) return;
    await checkChunk(platform, claimed, { context, drafter, seen, chunk });
    await analyseGrown(platform);
    at_line = row.line;
    chunk = [];
  }
  if (chunk.length > 0) await checkChunk(platform, claimed, { context, drafter, seen, chunk });
  await whileClaimed(platform, claimed, (tx, now) => {
    const at = platform.clock.now();
    return endStep(tx, now, { status: 'checked', checked_at: at, at });
  });
}

async function readFile(tx: VendorTx, { vendor_id, id }: ImportRecord) {
  return { bytes: await readImportFile(tx, vendor_id, id), seen: await SeenRows.read(tx, vendor_id, id) };
}

interface Chunk {
  readonly context: ImportContext;
  readonly drafter: RowDrafter;
  readonly seen: SeenRows;
  readonly chunk: readonly RawRow[];
}

function checkChunk(platform: Platform, claimed: Claimed, { context, drafter, seen, chunk }: Chunk): Promise<void> {
  return whileClaimed(platform, claimed, async (tx, record) => {
    const { known, unread } = await draftRows(tx, context, drafter, chunk);
    const named = known.map((row) => Object.assign(row, seen.see(row.key, row.line, row.draft)));
    const rows = await matchRows(tx, context, named);
    const listings = listingsOf(rows);
    const levels = await readLevels(
      tx,
      context.vendor_id,
      listings.map(({ id }) => id),
    );
    const drafts = new Map(rows.map(({ line, draft }) => [line, draft]));
    const planned = planRows(context, rows, { levels, earlier: true }).map((plan) =>
      onePerListing(context, seen, plan),
    );
    for (const plan of planned)
      if (plan.outcome === 'rejected' && plan.first_line === null && plan.key !== null) seen.reject(plan.key);
    const checked = planned.map((plan) => reported(plan, drafts.get(plan.line)));
    const all = [...unread, ...checked].toSorted((one, other) => one.line - other.line);
    await insertRows(tx, record, all);
    await stepOn(tx, record, { rows: all.length, at_line: chunk.at(-1)?.line ?? 0, counts: countsOf(all) });
  });
}

/** Two rows that name one listing in two ways would each say what it is. */
function onePerListing(context: ImportContext, seen: SeenRows, plan: RowPlan): RowPlan {
  if (plan.first_line !== null || plan.listing === null) return plan;
  const trouble = seen.claim(plan.listing.id, plan.line);
  if (trouble === null) return plan;
  const errors = errorsFor([trouble], { mapping: context.settings.mapping, headers: context.headers });
  return { ...plan, outcome: 'rejected', errors, changes: [], content: null, movement: null };
}

function reported(plan: RowPlan, draft: unknown): CheckedRow {
  const { line, outcome, title, sku, key, first_line, errors, changes, listing, movement } = plan;
  return {
    line,
    outcome,
    title,
    sku,
    key,
    first_line,
    errors,
    changes,
    draft: outcome === 'rejected' ? null : draft,
    listing_id: listing?.id ?? null,
    version: listing?.version ?? null,
    quantity_change: movement?.change ?? 0,
  };
}

async function insertRows(tx: VendorTx, { vendor_id, id }: ImportRecord, rows: readonly CheckedRow[]): Promise<void> {
  await sql`INSERT INTO inventory.import_rows (vendor_id, import_id, line, outcome, title, sku, listing_id, version,
      changes, quantity_change, errors, draft, key, first_line)
    SELECT ${vendor_id}, ${id}, one.line, one.outcome, one.title, one.sku, one.listing_id, one.version, one.changes,
      one.quantity_change, one.errors, one.draft, one.key, one.first_line
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one (line int, outcome text, title text, sku text,
      listing_id uuid, version int, changes jsonb, quantity_change int, errors jsonb, draft jsonb, key text,
      first_line int)`.execute(tx);
}
