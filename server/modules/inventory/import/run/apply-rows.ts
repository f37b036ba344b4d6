import type { Platform } from '../../../../platform/platform.ts';
import { insertListings, lockListings, writeListings } from '../../services/listing-writer.ts';
import { inventory, type VendorTx } from '../../tables.ts';
import { contentOf } from '../../listing.ts';
import { type Claimed, whileClaimed } from './claim-work.ts';
import { type ImportContext, readContext } from './context.ts';
import { type ImportRecord, settingsOf } from './import-view.ts';
import { identify, listingsOf, matchRows, readLevels } from './load-rows.ts';
import { moveRows } from './move-rows.ts';
import { type RowPlan, planRows, type RowToPlan } from './plan-rows.ts';
import { CHUNK_ROWS, countsOf, endStep, stepOn } from './progress.ts';
import { retryRefused, RowsRefused } from './rows-refused.ts';
import type { Trouble } from './row-error.ts';
import { queuePhotos } from '../photos/services/queue-photos.ts';
import { keepWritten } from './keep-written.ts';
import { importsDue } from './signals.ts';
import { LAST_LINE } from './undo-rows.ts';
import { analyseGrown } from './services/analyse-grown.ts';
import { staleRows } from './selectors/stale-rows.ts';

/** All or nothing, and some row cannot be written: what was written is to be taken back. */
class GiveUp extends Error {
  override readonly name = 'GiveUp';
}

/**
 * Writes what was checked, chunk by chunk, each in one transaction with how far it is: listings, history, prices and
 * stock. What changed since the check is looked at anew, under locks.
 *
 * All or nothing: whatever the check rests on is compared first, and nothing is written when any of it is another. A row
 * that cannot be written after that makes the import take back what it wrote.
 */
export async function applyRows(platform: Platform, claimed: Claimed, stopping: () => boolean): Promise<void> {
  const actor_id = claimed.requested_by;
  const context = await whileClaimed(platform, claimed, (tx, record) =>
    readContext(tx, platform, { record, actor_id }),
  );
  if (!(await whileClaimed(platform, claimed, (tx, record) => beginIfAsChecked(tx, platform, record)))) return;
  try {
    while (!stopping()) {
      const more = await retryRefused((refused) =>
        whileClaimed(platform, claimed, (tx, record) => applyChunk(tx, { context, record, refused })),
      );
      if (!more) return;
      await analyseGrown(platform);
    }
  } catch (error) {
    if (!(error instanceof GiveUp)) throw error;
    await whileClaimed(platform, claimed, (tx, record) => takeBack(tx, platform, record, error.message));
  }
}

async function beginIfAsChecked(tx: VendorTx, platform: Platform, record: ImportRecord): Promise<boolean> {
  if (record.rows_done > 0) return true;
  const problem = settingsOf(record).policy === 'all_or_nothing' ? await staleRows(tx, record) : null;
  if (problem === null) {
    await inventory(tx)
      .updateTable('imports')
      .where('vendor_id', '=', record.vendor_id)
      .where('id', '=', record.id)
      // Counted anew, of what is really done.
      .set({ created: 0, changed: 0, unchanged: 0, rejected: 0 })
      .execute();
    return true;
  }
  await endStep(tx, record, { status: 'checked', problem, at: platform.clock.now() });
  return false;
}

interface Chunk {
  readonly context: ImportContext;
  readonly record: ImportRecord;
  /** What the database refused when the chunk was tried before. */
  readonly refused: ReadonlyMap<number, Trouble>;
}

/** @returns whether there may be more. @throws RowsRefused, GiveUp: nothing of the chunk is written then. */
async function applyChunk(tx: VendorTx, { context, record, refused }: Chunk): Promise<boolean> {
  const { platform, vendor_id } = context;
  const at = platform.clock.now();
  const stored = await inventory(tx)
    .selectFrom('import_rows')
    .where('vendor_id', '=', vendor_id)
    .where('import_id', '=', record.id)
    .where('line', '>', record.at_line)
    .orderBy('line')
    .limit(CHUNK_ROWS)
    .select(['line', 'outcome', 'draft', 'key', 'first_line'])
    .execute();
  if (stored.length === 0) {
    await endStep(tx, record, { status: 'applied', applied_at: at, at });
    // Whoever fetches photos looks.
    await platform.signals.send(tx, importsDue, null);
    return false;
  }
  const known = stored.flatMap(({ line, draft, key, first_line }) => {
    if (draft === null || key === null) return [];
    const { made } = identify(context, draft);
    return [{ line, draft, made, key, first_line, trouble: refused.get(line) ?? null }];
  });
  const rows = await lockRows(tx, context, await matchRows(tx, context, known));
  const levels = await readLevels(
    tx,
    vendor_id,
    listingsOf(rows).map(({ id }) => id),
  );
  const plans = planRows(context, rows, { levels, earlier: false });
  giveUpOnRefusal(context, plans);
  await writePlans(tx, context, plans, at);
  await keepWritten(tx, record, plans);
  await queuePhotos(tx, context, { rows, plans, at });
  const passed = stored.filter(({ draft }) => draft === null);
  await stepOn(tx, record, {
    rows: stored.length,
    at_line: stored.at(-1)?.line ?? 0,
    counts: countsOf([...passed, ...plans]),
    begun: true,
  });
  return true;
}

/** Locks the listings that rows are about, and takes them as they are now. */
async function lockRows(tx: VendorTx, { vendor_id }: ImportContext, rows: readonly RowToPlan[]): Promise<RowToPlan[]> {
  const ids = [...new Set(listingsOf(rows).map(({ id }) => id))];
  const locked = await lockListings(tx, vendor_id, ids);
  return rows.map((row) => {
    if (!('listing' in row.match) || row.match.listing === null) return row;
    return { ...row, match: { listing: locked.get(row.match.listing.id) ?? null } };
  });
}

function giveUpOnRefusal({ settings }: ImportContext, plans: readonly RowPlan[]): void {
  const first = plans.find(({ outcome }) => outcome === 'rejected');
  if (settings.policy !== 'all_or_nothing' || first === undefined) return;
  throw new GiveUp(`Line ${first.line} could not be written any more: ${first.errors[0]?.message ?? ''}`);
}

async function writePlans(tx: VendorTx, context: ImportContext, plans: readonly RowPlan[], at: Date): Promise<void> {
  const { vendor_id, import_id, file_name, actor_id } = context;
  const reason = `Import of ${file_name}`;
  const writing = { vendor_id, actor_id, reason, at };
  const written = plans.filter((plan) => plan.content !== null);
  const made = written.flatMap(({ listing, piece, kind, content }) =>
    listing === null && kind !== null && content !== null ? [{ id: piece, kind, content }] : [],
  );
  const edited = written.flatMap(({ listing, content }) =>
    listing === null || content === null
      ? []
      : [{ id: listing.id, kind: listing.kind, version: listing.version, before: contentOf(listing), after: content }],
  );
  const lines = new Map(written.map(({ piece, line }) => [piece, line]));
  const unwritten = [...(await insertListings(tx, writing, made)), ...(await writeListings(tx, writing, edited))];
  if (unwritten.length > 0)
    throw new RowsRefused(new Map(unwritten.map(({ id, code }) => [lines.get(id) ?? 0, unwrittenTroubles[code]])));
  const movements = plans.flatMap(({ line, piece, movement }) =>
    movement === null ? [] : [{ line, listing_id: piece, ...movement }],
  );
  const refused = await moveRows(tx, movements, {
    key: `import:${import_id}:`,
    cause: `import:${import_id}`,
    reason,
    incoming: 'import_add',
    at,
  });
  if (refused.size > 0) throw new RowsRefused(refused);
}

const unwrittenTroubles: Readonly<Record<'sku_taken' | 'certificate_taken' | 'version_mismatch', Trouble>> = {
  sku_taken: { field: 'sku', code: 'sku_taken', message: 'Another listing has this SKU.', accepted: 'another SKU' },
  certificate_taken: {
    field: 'cert_number',
    code: 'certificate_taken',
    message: 'Another listing has this certificate.',
    accepted: 'the SKU of that listing, or another certificate',
  },
  version_mismatch: { code: 'changed_meanwhile', message: 'It was changed at this moment.', accepted: 'the row again' },
};

async function takeBack(tx: VendorTx, platform: Platform, record: ImportRecord, problem: string): Promise<void> {
  const gave_up = `${problem} Nothing was kept of the import.`.slice(0, 500);
  if (!record.begun) {
    await endStep(tx, record, { status: 'checked', problem: gave_up, at: platform.clock.now() });
    return;
  }
  await inventory(tx)
    .updateTable('imports')
    .where('vendor_id', '=', record.vendor_id)
    .where('id', '=', record.id)
    .set({ status: 'undoing', undo_begun: true, gave_up, rows_done: 0, at_line: LAST_LINE })
    .execute();
}
