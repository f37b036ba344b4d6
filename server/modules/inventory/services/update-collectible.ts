import { AppError } from '../../../../contract/errors.ts';
import { collectibleKinds, type CollectibleKind } from '../../../../contract/inventory-terms.ts';
import type { BodyOf, ParamsOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { InputError } from '../../../platform/http/input.ts';
import type { Platform } from '../../../platform/platform.ts';
import {
  assertTransition,
  assertWhole,
  changesBetween,
  columnsOf,
  contentOf,
  type FieldChange,
  type ListingContent,
  type ListingRow,
  listingTag,
  namesVersion,
} from '../listing.ts';
import { readCollectible, type Tagged } from '../selectors/get-collectible.ts';
import { listingRows } from '../selectors/listing-rows.ts';
import { inventory, type VendorTx } from '../tables.ts';
import { asStaff } from './as-staff.ts';
import { recordHistory } from './record-history.ts';
import { refuseDuplicates } from './refuse-duplicates.ts';

type Patch = BodyOf<'updateCollectible'>;

/** The fields that a call asked for and that are something else by now, beside what it sent. */
interface Conflict {
  readonly field: string;
  readonly current: unknown;
  readonly yours: unknown;
}

/**
 * Changes what the patch names, if the listing still is the version that was seen. Every changed field goes into the
 * history; a patch that changes nothing makes no version.
 *
 * @param call.if_match the header as it was sent.
 * @throws AppError `if_match_required`, `version_mismatch` `{ etag, conflicts }`, `collectible_unknown`,
 *   `collectible_status_refused`, `collectible_promised`, `price_needed`, `sku_taken`, `certificate_taken`,
 *   `graded_is_single`, those of `asStaff`.
 */
export function updateCollectible(
  platform: Platform,
  call: {
    readonly actor: Member;
    readonly params: ParamsOf<'updateCollectible'>;
    readonly patch: Patch;
    readonly if_match: string | null;
    readonly route?: 'archiveCollectible';
  },
): Promise<Tagged> {
  const { actor, params, patch, if_match } = call;
  const { vendor_id, id } = params;
  return asStaff(platform, { actor, vendor_id, route: call.route ?? 'updateCollectible' }, async (tx) => {
    const row = await lockListing(tx, vendor_id, id);
    const before = contentOf(row);
    const after = merged(before, patch, row.kind);
    const changes = changesBetween(before, after, row.kind);
    assertVersion(if_match, row, changes);
    if (changes.length === 0) return readCollectible(tx, vendor_id, id);
    assertTransition(before.status, after.status);
    assertWhole(after, row.kind);
    assertStockFits(after, row);
    const at = platform.clock.now();
    await writeListing(tx, row, { after, at });
    const edit = {
      vendor_id,
      listing_id: id,
      version: row.version + 1,
      actor_id: actor.user_id,
      reason: patch.reason,
      at,
    };
    await recordHistory(tx, edit, changes, after);
    return readCollectible(tx, vendor_id, id);
  });
}

/** Locked against other edits and against stock coming in, so that what is checked stays so. */
async function lockListing(tx: VendorTx, vendor_id: string, id: string): Promise<ListingRow> {
  const locked = await inventory(tx)
    .selectFrom('listings')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .forUpdate()
    .select('id')
    .executeTakeFirst();
  if (locked === undefined) throw new AppError('collectible_unknown');
  return listingRows(tx, vendor_id).where('listing.id', '=', id).executeTakeFirstOrThrow();
}

function assertVersion(if_match: string | null, row: ListingRow, changes: readonly FieldChange[]): void {
  if (if_match === null) throw new AppError('if_match_required');
  if (namesVersion(if_match, row.version)) return;
  const conflicts: Conflict[] = changes.map(({ field, from, to }) => ({ field, current: from, yours: to }));
  throw new AppError('version_mismatch', { etag: `"${listingTag(row)}"`, version: row.version, conflicts });
}

/** A grading takes the place of a condition, and the reverse. @throws InputError for details of another kind. */
function merged(before: ListingContent, patch: Patch, kind: CollectibleKind): ListingContent {
  const { reason: _reason, ...fields } = patch;
  const wrong = collectibleKinds.find((other) => other !== kind && fields[`${other}_details`] !== undefined);
  if (wrong !== undefined)
    throw new InputError([{ pointer: `/${wrong}_details`, message: `A ${kind} has no ${wrong}_details.` }]);
  const plain = Object.entries(fields).filter(([name, value]) => value !== undefined && !name.endsWith('_details'));
  const state =
    patch.grading && patch.condition === undefined
      ? { condition: null, source_condition: null }
      : patch.condition && patch.grading === undefined
        ? { grading: null }
        : {};
  const details = Object.entries(fields[`${kind}_details`] ?? {}).filter(([, value]) => value !== undefined);
  return {
    ...before,
    ...state,
    ...Object.fromEntries(plain),
    details: { ...before.details, ...Object.fromEntries(details) },
  };
}

function assertStockFits(after: ListingContent, row: ListingRow): void {
  if (after.grading !== null && row.on_hand > 1) throw new AppError('graded_is_single', { on_hand: row.on_hand });
  const promised = row.on_hand - row.available;
  if (after.status === 'archived' && promised > 0) throw new AppError('collectible_promised', { promised });
}

async function writeListing(
  tx: VendorTx,
  row: ListingRow,
  { after, at }: { readonly after: ListingContent; readonly at: Date },
): Promise<void> {
  await inventory(tx)
    .updateTable('listings')
    .where('vendor_id', '=', row.vendor_id)
    .where('id', '=', row.id)
    .set({ ...columnsOf(after, row.kind), version: row.version + 1, updated_at: at })
    .execute()
    .catch(refuseDuplicates(after));
  if (row.kind !== 'card') return;
  await inventory(tx)
    .updateTable('card_details')
    .where('vendor_id', '=', row.vendor_id)
    .where('listing_id', '=', row.id)
    .set(after.details)
    .execute();
}
