import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../server/platform/db/transaction.ts';
import { newId } from '../server/platform/ids.ts';
import { Client } from '../test/support/client.ts';
import { openVendor } from '../test/support/vendors.ts';

const PASSWORD = 'correct horse battery staple';
/** How vendors differ: what their prices say of tax decides how totals round. */
const VENDORS = [
  { name: 'Corner Cards', tax_mode: 'none', tax_rate_bp: 0, letter_minor: 390 },
  { name: 'Tidal Court', tax_mode: 'inclusive', tax_rate_bp: 1900, letter_minor: 111 },
  { name: 'Ninth Lantern', tax_mode: 'exclusive', tax_rate_bp: 725, letter_minor: 0 },
] as const;

export interface ShopVendor {
  readonly vendor_id: string;
  readonly location_id: string;
  /** What sending costs, whatever it is. */
  readonly letter_minor: number;
}

export interface Shop {
  readonly owner: Client;
  /** The first one's prices carry no tax: what they come to is known without asking. */
  readonly vendors: readonly [ShopVendor, ...ShopVendor[]];
}

/** A piece on sale. */
export interface Listing {
  readonly listing_id: string;
  readonly vendor: ShopVendor;
  readonly price_minor: number;
}

/** Three vendors under one owner, who is signed in. */
export async function openShop(url: string, db: Db): Promise<Shop> {
  const owner = new Client(url);
  const email = `owner-${randomBytes(6).toString('hex')}@example.org`;
  const me = await owner.do('register', { body: { email, password: PASSWORD } });
  await sql`UPDATE identity.users SET tier = 'premium' WHERE id = ${me.id}`.execute(db);
  const vendors: ShopVendor[] = [];
  for (const { name, letter_minor, ...terms } of VENDORS) {
    const vendor = await openVendor(owner, name);
    const params = { vendor_id: vendor.vendor_id };
    await owner.do('updateSellingTerms', { params, body: { ...terms, tax_name: 'VAT' } });
    const rates = [{ at_least: 0, price_minor: letter_minor }];
    await owner.do('createShippingMethod', { params, body: { name: 'Letter', rates } });
    vendors.push({ ...vendor, letter_minor });
  }
  return { owner, vendors: vendors as unknown as Shop['vendors'] };
}

/** Puts pieces on sale, many at once: rows and ledger as the program leaves them. */
export async function putOnSale(
  db: Db,
  vendor: ShopVendor,
  pieces: { readonly count: number; readonly quantity: number; readonly price_minor: number },
): Promise<Listing[]> {
  const { count, quantity, price_minor } = pieces;
  const { vendor_id, location_id } = vendor;
  const ids = Array.from({ length: count }, newId);
  await db.transaction().execute(async (tx) => {
    await sql`SELECT set_config('omni.vendor_id', ${vendor_id}, true)`.execute(tx);
    await sql`INSERT INTO inventory.listings (id, vendor_id, kind, sku, title, condition, price_minor, currency, status,
        details, created_at, updated_at)
      SELECT id, ${vendor_id}, 'other', id::text, 'Piece ' || id, 'NM', ${price_minor}, 'USD', 'active', '{}', now(), now()
      FROM unnest(${ids}::uuid[]) AS id`.execute(tx);
    await sql`SELECT inventory.apply_movement(inventory.time_id(now()), id, ${location_id}, 'receive', ${quantity}, '', '',
        'prove:' || id, NULL, now()) FROM unnest(${ids}::uuid[]) AS id`.execute(tx);
  });
  return ids.map((listing_id) => ({ listing_id, vendor, price_minor }));
}
