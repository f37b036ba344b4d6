import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { PrintingView } from '../../../../../contract/inventory-catalogue.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { newId } from '../../../../platform/ids.ts';
import { samplePrintings } from '../../../catalogue/index.ts';
import type { ListingContent } from '../../listing.ts';
import { newSku, titleFrom } from '../../naming.ts';
import { applyMovements } from '../../services/apply-movements.ts';
import { inScope } from '../../services/enter-scope.ts';
import { insertListings, type NewListing } from '../../services/listing-writer.ts';
import { inventory, type VendorTx } from '../../tables.ts';

/** Always the same, so that it is there once. */
const DEMO_VENDOR = '0190de30-5000-7000-8000-000000000001';
const NAME = 'Demo Cards';
const CARDS = 40;
/** Of so many of them there is a second, played copy. */
const PLAYED = 12;
const SHIPPING_MINOR = 395;

/**
 * Opens the demo's shop with real cards at made-up prices, once: nobody is on its staff, so that nobody reads what its
 * buyers write. Where real money would move it sends nothing, so that nothing can be bought of it.
 *
 * @param user_id of the demo account, in whose name the ledger begins.
 * @returns false while the cards that come with the program are not in yet.
 */
export async function seedDemoShop(platform: Platform, user_id: string): Promise<boolean> {
  const printings = await samplePrintings(platform.db, CARDS);
  if (printings.length < CARDS) return false;
  await inScope(platform, { user_id, vendor_id: DEMO_VENDOR }, async (tx) => {
    const at = platform.clock.now();
    const opened = await inventory(tx)
      .insertInto('vendors')
      .values({ id: DEMO_VENDOR, name: NAME, currency: 'USD', created_at: at })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (opened === undefined) return;
    const location_id = newId();
    await inventory(tx)
      .insertInto('locations')
      .values({ id: location_id, vendor_id: DEMO_VENDOR, name: 'Main', created_at: at })
      .execute();
    const made = [
      ...printings.map((one) => demoListing(one, 'NM')),
      ...printings.slice(0, PLAYED).map((one) => demoListing(one, 'LP')),
    ];
    const reason = 'Made for the demo';
    await insertListings(tx, { vendor_id: DEMO_VENDOR, actor_id: user_id, reason, at }, made);
    await applyMovements(
      tx,
      { reason, cause: '', at },
      made
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .map(({ id: listing_id }) => ({
          listing_id,
          location_id,
          kind: 'receive' as const,
          quantity: 1 + (digestOf(listing_id) % 6),
          dedupe_key: `made:${listing_id}`,
        })),
    );
    if (platform.config.payments.stripe === null) await sendAnywhere(tx, at);
  });
  return true;
}

/** How it sells is kept by the module of orders, behind the same wall. */
async function sendAnywhere(tx: VendorTx, at: Date): Promise<void> {
  await sql`INSERT INTO orders.selling_terms (vendor_id, ships_from, updated_at) VALUES (${DEMO_VENDOR}, 'US', ${at})`.execute(
    tx,
  );
  await sql`INSERT INTO orders.shipping_methods (id, vendor_id, name, countries, basis, rates, currency, days_min, days_max,
      enabled, created_at)
    VALUES (${newId()}, ${DEMO_VENDOR}, 'Letter (demo, nothing is sent)', '{}', 'pieces',
      ${JSON.stringify([{ at_least: 0, price_minor: SHIPPING_MINOR }])}::jsonb, 'USD', 3, 7, true, ${at})`.execute(tx);
}

function demoListing(printing: PrintingView, condition: 'NM' | 'LP'): NewListing {
  const { id: printing_id, game, set_code, set_name, collector_number, name, rarity, language, finishes } = printing;
  const details = {
    game,
    set_code,
    set_name,
    collector_number,
    name,
    rarity,
    language,
    printing_id,
    finish: finishes[0] ?? 'normal',
    first_edition: false,
    signed: false,
    altered: false,
  };
  const price_minor = madeUpPrice(printing);
  const content: ListingContent = {
    sku: newSku('card', details),
    title: titleFrom('card', details),
    condition,
    source_condition: null,
    grading: null,
    cost_minor: null,
    price_minor: condition === 'NM' ? price_minor : Math.max(1, Math.round(price_minor * 0.75)),
    currency: 'USD',
    shelf: '',
    note: '',
    barcode: null,
    low_stock_at: null,
    status: 'active',
    details,
  };
  return { id: newId(), kind: 'card', content };
}

/** Dearer where the rarity is, and otherwise as chance has it; the same every time. */
function madeUpPrice({ id, rarity }: PrintingView): number {
  const lowest = /legendary|fabled|marvel|mythic/i.test(rarity ?? '')
    ? 2_500
    : /majestic|super|rare/i.test(rarity ?? '')
      ? 250
      : 25;
  return lowest + (digestOf(id) % (lowest * 12));
}

function digestOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0);
}
