import { sql } from 'kysely';
import type { Db } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';

export interface FilledShop {
  readonly vendor_id: string;
  readonly owner_id: string;
}

/** A shop with cards on sale, each another one, `pieces` of each, written past the program; `low_stock_at` is 1. */
export async function fillShop(
  db: Db,
  {
    cards,
    pieces,
    set_code = 'fill1',
  }: { readonly cards: number; readonly pieces: number; readonly set_code?: string },
): Promise<FilledShop> {
  const [vendor_id, owner_id, location_id] = [newId(), newId(), newId()];
  await db.transaction().execute(async (tx) => {
    await sql`INSERT INTO identity.users (id, email, name, tier, role, created_at)
      VALUES (${owner_id}, ${`${owner_id}@example.org`}, 'Owner', 'standard', 'user', now())`.execute(tx);
    await sql`INSERT INTO inventory.vendors (id, name, currency, created_at)
      VALUES (${vendor_id}, 'Filled Cards', 'USD', now())`.execute(tx);
    await sql`INSERT INTO inventory.staff (vendor_id, user_id, role, joined_at)
      VALUES (${vendor_id}, ${owner_id}, 'owner', now())`.execute(tx);
    await sql`INSERT INTO inventory.locations (id, vendor_id, name, created_at)
      VALUES (${location_id}, ${vendor_id}, 'Shop', now())`.execute(tx);
    await sql`INSERT INTO inventory.listings (id, vendor_id, kind, sku, title, condition, price_minor, currency,
        low_stock_at, status, created_at, updated_at)
      SELECT gen_random_uuid(), ${vendor_id}, 'card', 'SKU-' || n, 'Card ' || n, 'NM', 100 + n, 'USD', 1, 'active', now(), now()
      FROM generate_series(1, ${cards}::int) AS n`.execute(tx);
    await sql`INSERT INTO inventory.card_details (vendor_id, listing_id, game, set_code, set_name, collector_number, name,
        language, finish, first_edition, signed, altered)
      SELECT vendor_id, id, 'pokemon', ${set_code}, 'Filled Set', substr(sku, 5), title, 'en', 'holofoil', false, false, false
      FROM inventory.listings WHERE vendor_id = ${vendor_id}`.execute(tx);
    await sql`INSERT INTO inventory.stock_levels (vendor_id, listing_id, location_id, on_hand, reserved, allocated, version)
      SELECT vendor_id, id, ${location_id}, ${pieces}::int, 0, 0, 1 FROM inventory.listings WHERE vendor_id = ${vendor_id}`.execute(
      tx,
    );
  });
  return { vendor_id, owner_id };
}
