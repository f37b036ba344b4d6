import { sql } from 'kysely';
import type { Platform } from '../../../../platform/platform.ts';
import { inventory, type VendorTx } from '../../tables.ts';
import type { DraftSettings, ImportSettings } from '../read/types.ts';
import { type ImportRecord, recognisedOf, settingsOf } from './import-view.ts';
import { headersOf } from './selectors/list-mappings.ts';

/** What the meaning of a row depends on besides its cells, read once for a step. */
export interface ImportContext {
  readonly platform: Platform;
  readonly vendor_id: string;
  readonly import_id: string;
  readonly file_name: string;
  /** On whose behalf. */
  readonly actor_id: string;
  readonly settings: ImportSettings;
  readonly headers: readonly string[];
  /** What the reading of rows and the making of listings go by. */
  readonly draft_settings: DraftSettings;
  /** Ids of the vendor's locations by their names in lower case. */
  readonly locations: ReadonlyMap<string, string>;
  readonly location_names: readonly string[];
  /** Where pieces are counted whose row names no location. */
  readonly default_location: string;
}

export async function readContext(
  tx: VendorTx,
  platform: Platform,
  { record, actor_id }: { readonly record: ImportRecord; readonly actor_id: string },
): Promise<ImportContext> {
  const { vendor_id } = record;
  const settings = settingsOf(record);
  const vendor = await inventory(tx)
    .selectFrom('vendors')
    .where('id', '=', vendor_id)
    .select('currency')
    .executeTakeFirstOrThrow();
  const locations = await inventory(tx)
    .selectFrom('locations')
    .where('vendor_id', '=', vendor_id)
    .orderBy('id')
    .select(['id', sql<string>`lower(name)`.as('key'), 'name'])
    .execute();
  const { dialect, decimal_comma } = recognisedOf(record);
  const headers = headersOf(recognisedOf(record));
  const known_games = await readKnownGames(tx, vendor_id);
  return {
    platform,
    vendor_id,
    import_id: record.id,
    file_name: record.file_name,
    actor_id,
    settings,
    headers,
    draft_settings: { ...settings, dialect, decimal_comma, headers, vendor_currency: vendor.currency, known_games },
    locations: new Map(
      locations.flatMap(
        ({ id, key, name }) =>
          [
            [key, id],
            [name.toLowerCase(), id],
          ] as const,
      ),
    ),
    location_names: locations.map(({ name }) => name),
    default_location: settings.defaults.location_id ?? locations[0]?.id ?? '',
  };
}

/** Games that a file may name: those of the catalogue, and those of the vendor's own listings. */
async function readKnownGames(tx: VendorTx, vendor_id: string): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ game: string }>`
    WITH RECURSIVE own AS (
      (SELECT game FROM inventory.card_details WHERE vendor_id = ${vendor_id} ORDER BY game LIMIT 1)
      UNION ALL
      SELECT (SELECT game FROM inventory.card_details
        WHERE vendor_id = ${vendor_id} AND game > own.game ORDER BY game LIMIT 1) FROM own WHERE own.game IS NOT NULL)
    SELECT game FROM own WHERE game IS NOT NULL
    UNION SELECT DISTINCT game FROM catalogue.sets`.execute(tx);
  return new Set(rows.map(({ game }) => game));
}
