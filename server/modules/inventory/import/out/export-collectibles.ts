import type { ParamsOf, QueryOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { csvLine } from '../../../../platform/csv.ts';
import { csvInParts, type CsvPart } from '../../../../platform/csv-parts.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { ListingRow } from '../../listing.ts';
import { filterConditions } from '../../selectors/filter-listings.ts';
import { listingRows } from '../../selectors/listing-rows.ts';
import { asStaff } from '../../services/as-staff.ts';
import { inventory, type VendorTx } from '../../tables.ts';
import { OWN_COLUMNS, ownCells, type Pieces } from './own-columns.ts';

/** Listings of one part of the file: each part is a short transaction, however slowly it is read. */
const PART_ROWS = 1_000;

/**
 * What a filter leaves, as our own file, made while it is sent. It reads back without a difference.
 * @throws AppError those of `asStaff`, before the first byte.
 */
export function exportCollectibles(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'exportCollectibles'> & QueryOf<'exportCollectibles'>,
): Promise<AsyncIterable<string>> {
  return csvInParts(OWN_COLUMNS, (after) =>
    asStaff(platform, { actor, vendor_id: input.vendor_id, route: 'exportCollectibles' }, (tx) =>
      readPart(tx, input, after),
    ),
  );
}

type Input = ParamsOf<'exportCollectibles'> & QueryOf<'exportCollectibles'>;

async function readPart(tx: VendorTx, { vendor_id, ...filter }: Input, after: string | null): Promise<CsvPart> {
  let query = listingRows(tx, vendor_id);
  if (after !== null) query = query.where('listing.id', '>', after);
  for (const condition of filterConditions(filter)) query = query.where(condition);
  const rows = await query.orderBy('listing.id').limit(PART_ROWS).execute();
  const pieces = await readPieces(
    tx,
    vendor_id,
    rows.map(({ id }) => id),
  );
  const lines = rows.flatMap((row) => linesOf(row, pieces.get(row.id) ?? [NO_PIECES]));
  return { text: lines.join(''), last: rows.length < PART_ROWS ? null : (rows.at(-1)?.id ?? null) };
}

const NO_PIECES: Pieces = { location: '', quantity: 0 };

function linesOf(row: ListingRow, all: readonly Pieces[]): string[] {
  return all.map((pieces) => `${csvLine(ownCells(row, pieces))}\r\n`);
}

async function readPieces(
  tx: VendorTx,
  vendor_id: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Pieces[]>> {
  if (ids.length === 0) return new Map();
  const rows = await inventory(tx)
    .selectFrom('stock_levels as level')
    .innerJoin('locations as place', (join) =>
      join.onRef('place.vendor_id', '=', 'level.vendor_id').onRef('place.id', '=', 'level.location_id'),
    )
    .where('level.vendor_id', '=', vendor_id)
    .where((eb) => eb('level.listing_id', '=', eb.fn.any(eb.val(ids))))
    .where('level.on_hand', '>', 0)
    .orderBy('level.location_id')
    .select(['level.listing_id', 'place.name as location', 'level.on_hand as quantity'])
    .execute();
  return Map.groupBy(rows, ({ listing_id }) => listing_id);
}
