import { Id } from '../../../../contract/fields.ts';
import type { QueryOf } from '../../../../contract/schemas.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { Instrument } from '../instrument.ts';
import { correctionView, type PriceCorrectionView } from '../services/correct-price.ts';
import { correctionTables } from '../tables-corrections.ts';

/** Corrected prices of an instrument, newest first; for administrators, which the route's access sees to. */
export async function listPriceCorrections(
  platform: Platform,
  instrument: Instrument,
  { limit, cursor }: QueryOf<'listPriceCorrections'>,
): Promise<PageOf<PriceCorrectionView>> {
  const key = platform.secrets.derive('cursor.price-corrections');
  const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
  const rows = await correctionTables(platform.db)
    .selectFrom('price_corrections')
    .where('instrument_id', '=', instrument.id)
    .$if(before !== null, (corrections) => corrections.where('id', '<', before ?? ''))
    .orderBy('id', 'desc') // UUIDv7: newest is largest
    .limit(limit + 1)
    .select(['id', 'wrong_price', 'price', 'at', 'reason', 'created_at', 'applied_at'])
    .execute();
  const views = rows.map((row) => correctionView(instrument, row));
  return pageOf(views, { limit, key, place: (last) => last.id });
}
