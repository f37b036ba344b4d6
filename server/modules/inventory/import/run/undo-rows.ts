import { sql } from 'kysely';
import type { Platform } from '../../../../platform/platform.ts';
import type { ListingRow } from '../../listing.ts';
import { lockListings, writeListings } from '../../services/listing-writer.ts';
import type { VendorTx } from '../../tables.ts';
import { takeBackPhotos } from '../photos/services/take-back-photos.ts';
import { type Claimed, whileClaimed } from './claim-work.ts';
import { type ImportContext, readContext } from './context.ts';
import type { ImportRecord } from './import-view.ts';
import { readLevels } from './load-rows.ts';
import { type LineMovement, moveRows } from './move-rows.ts';
import { contentBefore, type Kept, planInverse, type UndoneRow } from './plan-undo.ts';
import { CHUNK_ROWS, endStep, stepOn } from './progress.ts';
import type { Trouble } from './row-error.ts';
import { retryRefused, RowsRefused } from './rows-refused.ts';

/** Rows are taken back from the last to the first. */
export const LAST_LINE = 2_147_483_647;

/**
 * Takes back what an import wrote, photos first, then chunk by chunk, from its last row to its first: stock by movements the other way,
 * fields that still are what it wrote, listings it made that nobody touched. What somebody changed since stays, and is
 * named with its row. Doing it again does nothing twice.
 */
export async function undoRows(platform: Platform, claimed: Claimed, stopping: () => boolean): Promise<void> {
  const actor_id = claimed.requested_by;
  const context = await whileClaimed(platform, claimed, (tx, record) =>
    readContext(tx, platform, { record, actor_id }),
  );
  await takeBackPhotos(platform, claimed, stopping);
  while (!stopping()) {
    const more = await retryRefused((refused) =>
      whileClaimed(platform, claimed, (tx, record) => undoChunk(tx, { context, record, refused })),
    );
    if (!more) return;
  }
}

interface Chunk {
  readonly context: ImportContext;
  readonly record: ImportRecord;
  readonly refused: ReadonlyMap<number, Trouble>;
}

async function undoChunk(tx: VendorTx, { context, record, refused }: Chunk): Promise<boolean> {
  const { vendor_id, platform } = context;
  const rows = await writtenRows(tx, record);
  const at = platform.clock.now();
  if (rows.length === 0) {
    await endUndo(tx, record, at);
    return false;
  }
  const ids = [...new Set(rows.flatMap(({ listing_id }) => listing_id ?? []))];
  const listings = await lockListings(tx, vendor_id, ids);
  const levels = await readLevels(tx, vendor_id, ids);
  const kept: Kept[] = [];
  const movements: LineMovement[] = [];
  for (const row of rows) {
    const trouble = refused.get(row.line);
    const inverse = trouble === undefined ? planInverse(row, levels) : { trouble };
    if ('trouble' in inverse) kept.push({ line: row.line, troubles: [inverse.trouble] });
    else if (inverse.movement !== null) movements.push(inverse.movement);
  }
  await moveBack(tx, context, movements, at);
  kept.push(...(await writeBack(tx, { context, rows, listings, refused, levels, at })));
  await keepKept(tx, { context, record, kept });
  await stepOn(tx, record, { rows: rows.length, at_line: rows.at(-1)?.line ?? 0 });
  return true;
}

/** What the import wrote before `at_line`, the last first, with the movement of each row if there is one. */
async function writtenRows(tx: VendorTx, { vendor_id, id, at_line }: ImportRecord): Promise<UndoneRow[]> {
  const { rows } = await sql<UndoneRow>`
    SELECT row.line, row.outcome, row.listing_id, row.changes, row.first_line,
      movement.d_on_hand AS moved, movement.location_id,
      EXISTS (SELECT FROM inventory.listing_changes AS edit WHERE edit.vendor_id = row.vendor_id
        AND edit.listing_id = row.listing_id AND edit.version > row.version AND edit.actor_id IS NOT NULL) AS edited
    FROM inventory.import_rows AS row
    LEFT JOIN inventory.stock_movements AS movement ON movement.vendor_id = row.vendor_id
      AND movement.dedupe_key = ${`import:${id}:`} || row.line AND row.quantity_change <> 0
    WHERE row.vendor_id = ${vendor_id} AND row.import_id = ${id} AND row.line < ${at_line} AND row.written
    ORDER BY row.line DESC LIMIT ${CHUNK_ROWS}`.execute(tx);
  return rows;
}

async function moveBack(
  tx: VendorTx,
  { import_id, file_name }: ImportContext,
  movements: readonly LineMovement[],
  at: Date,
): Promise<void> {
  const refused = await moveRows(tx, movements, {
    key: `import-undo:${import_id}:`,
    cause: `import:${import_id}`,
    reason: `Import of ${file_name} taken back`,
    incoming: 'adjust',
    at,
  });
  if (refused.size > 0) throw new RowsRefused(refused);
}

async function writeBack(
  tx: VendorTx,
  work: {
    readonly context: ImportContext;
    readonly rows: readonly UndoneRow[];
    readonly listings: ReadonlyMap<string, ListingRow>;
    readonly refused: ReadonlyMap<number, Trouble>;
    readonly levels: Awaited<ReturnType<typeof readLevels>>;
    readonly at: Date;
  },
): Promise<Kept[]> {
  const { vendor_id, actor_id, file_name } = work.context;
  const kept: Kept[] = [];
  const edits = [];
  const lines = new Map<string, number>();
  for (const row of work.rows) {
    const listing = work.listings.get(row.listing_id ?? '');
    if (listing === undefined || row.first_line !== null || work.refused.has(row.line)) continue;
    const { before, after, troubles } = contentBefore(row, listing, work.levels.moved(listing.id));
    if (troubles.length > 0) kept.push({ line: row.line, troubles });
    edits.push({ id: listing.id, kind: listing.kind, version: listing.version, before, after });
    lines.set(listing.id, row.line);
  }
  const writing = { vendor_id, actor_id, reason: `Import of ${file_name} taken back`, at: work.at };
  const unwritten = await writeListings(tx, writing, edits);
  if (unwritten.length === 0) return kept;
  const taken: Trouble = { code: 'undo_kept', message: 'Another listing has its certificate by now.', accepted: '' };
  throw new RowsRefused(new Map(unwritten.map(({ id }) => [lines.get(id) ?? 0, taken])));
}

/** Names with each row what stays of it. */
async function keepKept(
  tx: VendorTx,
  {
    context,
    record,
    kept,
  }: { readonly context: ImportContext; readonly record: ImportRecord; readonly kept: readonly Kept[] },
): Promise<void> {
  if (kept.length === 0) return;
  const rows = [...Map.groupBy(kept, ({ line }) => line)].map(([line, all]) => ({
    line,
    errors: all.flatMap(({ troubles }) =>
      troubles.map(({ code, message, accepted, value = '' }) => ({ column: '', code, message, accepted, value })),
    ),
  }));
  await sql`UPDATE inventory.import_rows AS row SET errors = one.errors
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one (line int, errors jsonb)
    WHERE row.vendor_id = ${context.vendor_id} AND row.import_id = ${record.id} AND row.line = one.line`.execute(tx);
}

async function endUndo(tx: VendorTx, record: ImportRecord, at: Date): Promise<void> {
  const { vendor_id, id, gave_up } = record;
  const { rows } = await sql<{ kept: number }>`SELECT count(*)::int AS kept FROM inventory.import_rows
    WHERE vendor_id = ${vendor_id} AND import_id = ${id} AND written AND errors <> '[]'`.execute(tx);
  const count = rows[0]?.kept ?? 0;
  const kept = count === 0 ? null : `${count} rows keep what was changed since, or is promised: each says what.`;
  const problem = [gave_up, kept].filter((part) => part !== null).join(' ');
  await endStep(tx, record, {
    status: gave_up === null ? 'undone' : 'failed',
    problem: problem === '' ? null : problem.slice(0, 500),
    undone_at: at,
    at,
  });
}
