import assert from 'node:assert/strict';
import { AppError } from '../../../../../../contract/errors.ts';
import type { StockImportView } from '../../../../../../contract/inventory-imports.ts';
import type { BodyOf, ParamsOf } from '../../../../../../contract/schemas.ts';
import type { Member } from '../../../../../platform/actor.ts';
import type { Platform } from '../../../../../platform/platform.ts';
import { asStaff } from '../../../services/as-staff.ts';
import { assertLocation } from '../../../services/create-collectible.ts';
import { inventory, type VendorTx } from '../../../tables.ts';
import { type ImportMove, movesOf } from '../import-moves.ts';
import { type ImportRecord, importView, settingsOf } from '../import-view.ts';
import { missingFields } from '../missing-fields.ts';
import { lockImport, readImport } from '../selectors/read-import.ts';
import { importsDue } from '../signals.ts';
import { LAST_LINE } from '../undo-rows.ts';

type Step = 'checkImport' | 'applyImport' | 'undoImport';
const leadsTo = { checkImport: 'checking', applyImport: 'applying', undoImport: 'undoing' } as const;

/**
 * Starts a step; a worker takes it up. One import of a vendor is at work at a time.
 *
 * @throws AppError `import_unknown`, `import_step_refused` `{ status, may }`, `import_running`, `import_has_errors`
 *   `{ rejected }`, `import_mapping_incomplete` `{ needed }`, those of `asStaff`.
 */
export function startStep(
  platform: Platform,
  actor: Member,
  { vendor_id, id, step }: ParamsOf<'checkImport'> & { readonly step: Step },
): Promise<StockImportView> {
  return asStaff(platform, { actor, vendor_id, route: step }, async (tx) => {
    const record = await lockImport(tx, vendor_id, id);
    const now = platform.clock.now();
    assertMay(record, step, now);
    if (step === 'checkImport') await prepareCheck(tx, record);
    if (step === 'applyImport') assertErrorsAllowed(record);
    const queued = await inventory(tx)
      .insertInto('import_work')
      .values({
        vendor_id,
        import_id: id,
        requested_by: actor.user_id,
        requested_at: now,
        claim: null,
        claimed_until: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('import_id')
      .executeTakeFirst();
    if (queued === undefined) throw new AppError('import_running');
    const resumed = record.status === 'cancelled' && step === 'applyImport';
    await set(tx, record, {
      status: leadsTo[step],
      ...(resumed ? {} : { rows_done: 0, at_line: 0 }),
      step_started_at: now,
      step_ended_at: null,
      attempts: 0,
      problem: null,
      ...(step === 'undoImport' ? { undo_begun: true, at_line: LAST_LINE } : {}),
    });
    await platform.signals.send(tx, importsDue, null);
    return importView(await readImport(tx, vendor_id, id), now);
  });
}

/** Stops what runs, between two chunks of rows. @throws AppError `import_unknown`, `import_step_refused`. */
export function cancelImport(
  platform: Platform,
  actor: Member,
  { vendor_id, id }: ParamsOf<'cancelImport'>,
): Promise<StockImportView> {
  return asStaff(platform, { actor, vendor_id, route: 'cancelImport' }, async (tx) => {
    const record = await lockImport(tx, vendor_id, id);
    const now = platform.clock.now();
    assertMay(record, 'cancelImport', now);
    await inventory(tx)
      .deleteFrom('import_work')
      .where('vendor_id', '=', vendor_id)
      .where('import_id', '=', id)
      .execute();
    await set(tx, record, { status: 'cancelled', step_ended_at: now, gave_up: null });
    return importView(await readImport(tx, vendor_id, id), now);
  });
}

/**
 * Changes how the file is read. A check made before counts no more.
 * @throws AppError `import_unknown`, `import_step_refused`, `location_unknown`, those of `asStaff`.
 */
export function updateImport(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'updateImport'> & BodyOf<'updateImport'>,
): Promise<StockImportView> {
  const { vendor_id, id, ...patch } = input;
  return asStaff(platform, { actor, vendor_id, route: 'updateImport' }, async (tx) => {
    const record = await lockImport(tx, vendor_id, id);
    const location = patch.defaults?.location_id ?? null;
    if (location !== null) await assertLocation(tx, vendor_id, location);
    assertMay(record, 'updateImport', platform.clock.now());
    const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
    const onlyPolicy = Object.keys(given).every((name) => name === 'policy');
    await set(tx, record, {
      settings: JSON.stringify({ ...settingsOf(record), ...given }),
      // Whether rejected rows are left out changes nothing of what the check found.
      ...(onlyPolicy ? {} : { status: 'uploaded', problem: null, ...UNCHECKED }),
    });
    if (!onlyPolicy) await forgetRows(tx, record);
    return importView(await readImport(tx, vendor_id, id), platform.clock.now());
  });
}

const UNCHECKED = {
  created: 0,
  changed: 0,
  unchanged: 0,
  rejected: 0,
  rows_done: 0,
  at_line: 0,
  errors: '[]',
  checked_at: null,
} as const;

async function prepareCheck(tx: VendorTx, record: ImportRecord): Promise<void> {
  const needed = missingFields(settingsOf(record));
  if (needed.length > 0) throw new AppError('import_mapping_incomplete', { needed });
  const location = settingsOf(record).defaults.location_id;
  // A saved mapping may name a location that is there no more.
  if (location !== null) await assertLocation(tx, record.vendor_id, location);
  await forgetRows(tx, record);
  await set(tx, record, UNCHECKED);
}

async function forgetRows(tx: VendorTx, { vendor_id, id }: ImportRecord): Promise<void> {
  await inventory(tx)
    .deleteFrom('import_rows')
    .where('vendor_id', '=', vendor_id)
    .where('import_id', '=', id)
    .execute();
}

function assertErrorsAllowed(record: ImportRecord): void {
  if (settingsOf(record).policy === 'all_or_nothing' && record.rejected > 0)
    throw new AppError('import_has_errors', { rejected: record.rejected });
}

/** @throws AppError `import_step_refused` `{ import_status, may }`. */
function assertMay(record: ImportRecord, move: ImportMove, now: Date): void {
  const may = movesOf(record, now);
  if (!may.includes(move)) throw new AppError('import_step_refused', { import_status: record.status, may });
}

async function set(tx: VendorTx, { vendor_id, id }: ImportRecord, changes: Partial<ImportRecord>): Promise<void> {
  const written = await inventory(tx)
    .updateTable('imports')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .set(changes)
    .executeTakeFirst();
  assert(written.numUpdatedRows === 1n, 'a locked import can be written');
}
