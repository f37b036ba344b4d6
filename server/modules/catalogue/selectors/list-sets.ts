import { sql } from 'kysely';
import { z } from 'zod';
import { type CatalogueSetView, GAMES_MAX } from '../../../../contract/inventory-catalogue.ts';
import type { QueryOf, ReplyOf } from '../../../../contract/schemas.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { nameKey, setKey } from '../fold.ts';
import { gameName } from '../game-names.ts';
import { catalogue } from '../tables.ts';

/** The games of which there are printings, those with most first. */
export async function listGames({ db }: Platform): Promise<ReplyOf<'listCatalogueGames'>> {
  const rows = await catalogue(db)
    .selectFrom('sets')
    .where('printings', '>', 0)
    .groupBy('game')
    .orderBy(sql`sum(printings)`, 'desc')
    .orderBy('game')
    .limit(GAMES_MAX)
    .select(['game', sql<number>`count(*)::integer`.as('sets'), sql<number>`sum(printings)::integer`.as('printings')])
    .execute();
  return rows.map((row) => Object.assign(row, { name: gameName(row.game) }));
}

const Place = z.tuple([z.iso.date().nullable(), z.string(), z.string()]);

/** Sets, the newest first, and those without a date after them. @throws AppError `cursor_invalid`. */
export async function listSets(
  platform: Platform,
  query: QueryOf<'listCatalogueSets'>,
): Promise<PageOf<CatalogueSetView>> {
  const key = platform.secrets.derive(`cursor.catalogue.sets.${query.game ?? ''}.${query.q ?? ''}`);
  const after = query.cursor === undefined ? null : decodeCursor(key, query.cursor, Place);
  const released = sql`coalesce(released_on, '-infinity'::date)`;
  let sets = catalogue(platform.db).selectFrom('sets').where('printings', '>', 0);
  if (query.game !== undefined) sets = sets.where('game', '=', query.game);
  if (query.q !== undefined) {
    const part = `%${nameKey(query.q).replace(/[\\%_]/g, '\\$&')}%`;
    sets = sets.where((eb) => eb.or([eb('name_key', 'like', part), eb('set_key', '=', setKey(query.q ?? ''))]));
  }
  if (after !== null)
    sets = sets.where(
      sql<boolean>`(${released} < ${after[0] ?? '-infinity'}::date OR (${released} = ${after[0] ?? '-infinity'}::date
        AND (game, set_key) > (${after[1]}, ${after[2]})))`,
    );
  const rows = await sets
    .orderBy(released, 'desc')
    .orderBy('game')
    .orderBy('set_key')
    .limit(query.limit + 1)
    .select(['game', 'set_code', 'set_name', sql<string | null>`released_on::text`.as('released_on'), 'printings'])
    .execute();
  return pageOf(rows, {
    limit: query.limit,
    key,
    place: (last) => [last.released_on, last.game, setKey(last.set_code)],
  });
}
