import type { BackfillView } from '../../../../contract/backfills.ts';
import { Id } from '../../../../contract/fields.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { backfillView } from '../backfill/backfill.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { historyTables } from '../tables-history.ts';

/** All back-fills, newest first; for administrators, which the route's access sees to. @throws AppError `cursor_invalid`. */
export async function listBackfills(
  platform: Platform,
  registry: InstrumentRegistry,
  { limit, cursor }: QueryOf<'listBackfills'>,
): Promise<PageOf<BackfillView>> {
  const key = platform.secrets.derive('cursor.backfills');
  const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
  const rows = await historyTables(platform.db)
    .selectFrom('backfills')
    .$if(before !== null, (backfills) => backfills.where('id', '<', before ?? ''))
    .orderBy('id', 'desc') // UUIDv7: newest is largest
    .limit(limit + 1)
    .selectAll()
    .execute();
  return pageOf(
    rows.map((row) => backfillView(row, registry)),
    { limit, key, place: (last) => last.id },
  );
}
