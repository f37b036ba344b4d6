import { AppError } from '../../../../../contract/errors.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { inventory } from '../../tables.ts';
import { applyRows } from './apply-rows.ts';
import { checkRows } from './check-rows.ts';
import { type Claimed, ClaimLost, releaseImport, whileClaimed } from './claim-work.ts';
import { endStep } from './progress.ts';
import { undoRows } from './undo-rows.ts';

/** Beginnings of a step that lead no further; then it fails, instead of stopping workers for ever. */
const ATTEMPTS_MAX = 5;
const RETRY_MS = 2_000;

type Run = (platform: Platform, claimed: Claimed, stopping: () => boolean) => Promise<void>;
const steps: Readonly<Record<string, Run>> = { checking: checkRows, applying: applyRows, undoing: undoRows };

/** Goes on with an import from where it is, to the end of what was asked or until `stopping`. Does not reject. */
export async function runImport(platform: Platform, claimed: Claimed, stopping: () => boolean): Promise<void> {
  const { log } = platform;
  const { vendor_id, import_id } = claimed;
  try {
    for (;;) {
      const status = await begin(platform, claimed);
      const step = status === null ? undefined : steps[status];
      if (step === undefined) return;
      await step(platform, claimed, stopping);
      if (stopping()) break;
    }
    await releaseImport(platform, claimed, platform.clock.now());
  } catch (err) {
    if (err instanceof ClaimLost || (err instanceof AppError && err.code === 'import_unknown')) return;
    log.error({ err, vendor_id, import_id }, 'an import could not go on');
    const later = new Date(platform.clock.ms() + RETRY_MS);
    // Where not even that can be written, its lease ends.
    await releaseImport(platform, claimed, later).catch(() => undefined);
  }
}

/** Counts the attempt, so that whatever ends this process does not do so for ever. @returns what is to be done. */
async function begin(platform: Platform, claimed: Claimed): Promise<string | null> {
  return whileClaimed(platform, claimed, async (tx, record) => {
    const { vendor_id, id, attempts, status } = record;
    if (attempts >= ATTEMPTS_MAX) {
      const problem = 'It could not go on, however often it was tried. The log of the server says why.';
      await endStep(tx, record, { status: 'failed', problem, at: platform.clock.now() });
      return null;
    }
    await inventory(tx)
      .updateTable('imports')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .set({ attempts: attempts + 1 })
      .execute();
    return status;
  });
}
