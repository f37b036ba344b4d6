import { AppError } from '../../../../contract/errors.ts';
import { Id } from '../../../../contract/fields.ts';
import type { ParamsOf, QueryOf, ReplyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { decodeCursor } from '../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../platform/http/page.ts';
import type { Platform } from '../../../platform/platform.ts';
import { accountsByIds } from '../../identity/index.ts';
import { asStaff } from '../services/as-staff.ts';
import { inventory, type VendorTx } from '../tables.ts';

type Input = ParamsOf<'listCollectibleChanges'> & QueryOf<'listCollectibleChanges'>;

/** Every changed field of one collectible, newest first. @throws AppError `collectible_unknown`, those of `asStaff`. */
export async function listCollectibleChanges(
  platform: Platform,
  actor: Member,
  input: Input,
): Promise<PageOf<ReplyOf<'listCollectibleChanges'>[number]>> {
  const { vendor_id, id, limit, cursor } = input;
  const key = platform.secrets.derive(`cursor.inventory.changes.${vendor_id}.${id}`);
  const found = await asStaff(platform, { actor, vendor_id, route: 'listCollectibleChanges' }, async (tx) => {
    await assertKnown(tx, vendor_id, id);
    const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
    return inventory(tx)
      .selectFrom('listing_changes')
      .where('vendor_id', '=', vendor_id)
      .where('listing_id', '=', id)
      .$if(before !== null, (all) => all.where('id', '<', before ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .select(['id', 'at', 'version', 'field', 'old_value as from', 'new_value as to', 'actor_id', 'reason'])
      .execute();
  });
  const { rows, meta } = pageOf(found, { limit, key, place: (last) => last.id });
  const actors = rows.map((row) => row.actor_id).filter((actor_id) => actor_id !== null);
  const accounts = await accountsByIds(platform.db, [...new Set(actors)]);
  const names = new Map(accounts.map((account) => [account.id, account.name || account.email]));
  return {
    rows: rows.map((row) =>
      Object.assign(row, { at: row.at.toISOString(), actor: names.get(row.actor_id ?? '') ?? null }),
    ),
    meta,
  };
}

/** Every price of one collectible, newest first. @throws AppError `collectible_unknown`, those of `asStaff`. */
export async function listCollectiblePrices(
  platform: Platform,
  actor: Member,
  input: Input,
): Promise<PageOf<ReplyOf<'listCollectiblePrices'>[number]>> {
  const { vendor_id, id, limit, cursor } = input;
  const key = platform.secrets.derive(`cursor.inventory.prices.${vendor_id}.${id}`);
  const found = await asStaff(platform, { actor, vendor_id, route: 'listCollectiblePrices' }, async (tx) => {
    await assertKnown(tx, vendor_id, id);
    const before = cursor === undefined ? null : decodeCursor(key, cursor, Id);
    return inventory(tx)
      .selectFrom('price_changes')
      .where('vendor_id', '=', vendor_id)
      .where('listing_id', '=', id)
      .$if(before !== null, (all) => all.where('id', '<', before ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .select(['id', 'at', 'price_minor', 'currency', 'actor_id', 'reason'])
      .execute();
  });
  const views = found.map((row) =>
    Object.assign(row, {
      at: row.at.toISOString(),
      price_minor: row.price_minor === null ? null : Number(row.price_minor),
    }),
  );
  return pageOf(views, { limit, key, place: (last) => last.id });
}

async function assertKnown(tx: VendorTx, vendor_id: string, id: string): Promise<void> {
  const listing = await inventory(tx)
    .selectFrom('listings')
    .where('vendor_id', '=', vendor_id)
    .where('id', '=', id)
    .select('id')
    .executeTakeFirst();
  if (listing === undefined) throw new AppError('collectible_unknown');
}
