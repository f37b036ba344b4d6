import type { BodyOf, ReplyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type CsvItem, readCsv } from '../csv.ts';
import { type ItemFlag, watchlists } from '../tables.ts';
import { assertMarksOrdered, assertRoomForItems, type ListDoors } from '../watchlist.ts';
import { changeItems } from './change-items.ts';
import { insertItems } from './insert-items.ts';

/**
 * Adds and updates items from CSV text, all rows or none. A column the file lacks leaves what is there; an empty cell
 * clears it. Sending the same file again changes nothing.
 * @throws AppError `watchlist_unknown`, `csv_invalid`, `watchlist_items_limit`, `watchlist_marks_crossed`.
 */
export async function importItems(
  platform: Platform,
  doors: ListDoors,
  actor: Member,
  input: { readonly id: string } & BodyOf<'importWatchlist'>,
): Promise<ReplyOf<'importWatchlist'>> {
  const items = readCsv(doors, input.csv);
  return changeItems(platform, doors, actor, input.id, async (tx, list) => {
    const before = await itemsOf(tx, input.id);
    const fresh = items.filter((item) => !before.has(item.instrument.id));
    assertRoomForItems(actor, list.item_count + fresh.length);
    const instruments = fresh.map((item) => item.instrument);
    await insertItems(tx, doors, {
      watchlist_id: input.id,
      instruments,
      first_position: list.item_count,
      at: platform.clock.now(),
    });
    let updated = 0;
    for (const item of items) {
      const was = before.get(item.instrument.id);
      if ((await writeItem(tx, input.id, item, was ?? BLANK)) && was !== undefined) updated += 1;
    }
    return { added: fresh.length, updated, unchanged: items.length - fresh.length - updated };
  });
}

interface Details {
  readonly section: string;
  readonly flag: ItemFlag | null;
  readonly note: string;
  readonly price_above: string | null;
  readonly price_below: string | null;
}
const keys = ['section', 'flag', 'note', 'price_above', 'price_below'] as const satisfies readonly (keyof Details)[];
const BLANK: Details = { section: '', flag: null, note: '', price_above: null, price_below: null };

async function itemsOf(tx: Tx, watchlist_id: string): Promise<Map<string, Details>> {
  const rows = await watchlists(tx)
    .selectFrom('watchlist_items')
    .where('watchlist_id', '=', watchlist_id)
    .where('removed_at', 'is', null)
    .select(['instrument_id', 'section', 'flag', 'note', 'price_above', 'price_below'])
    .execute();
  return new Map(rows.map((row) => [row.instrument_id, row]));
}

/** @returns whether anything differed. */
async function writeItem(tx: Tx, watchlist_id: string, item: CsvItem, was: Details): Promise<boolean> {
  const now: Details = {
    section: item.section ?? was.section,
    flag: item.flag === undefined ? was.flag : item.flag,
    note: item.note ?? was.note,
    price_above: item.price_above === undefined ? was.price_above : item.price_above,
    price_below: item.price_below === undefined ? was.price_below : item.price_below,
  };
  if (keys.every((key) => now[key] === was[key])) return false;
  assertMarksOrdered(now.price_above, now.price_below);
  await watchlists(tx)
    .updateTable('watchlist_items')
    .where('watchlist_id', '=', watchlist_id)
    .where('instrument_id', '=', item.instrument.id)
    .set(now)
    .execute();
  return true;
}
