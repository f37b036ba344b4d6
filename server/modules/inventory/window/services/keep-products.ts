import { sql } from 'kysely';
import { newId } from '../../../../platform/ids.ts';
import { stateOf } from '../../shop/thing-of.ts';
import type { Offer, SeenListing, ShopTx } from '../../tables-shop.ts';
import { type ProductThing, productOf } from '../product-of.ts';
import { indexProducts } from './index-products.ts';
import { lockProducts, summariseProducts } from './summarise-products.ts';

/** A listing that was looked at, with what it offers now. */
export interface LookedAt {
  readonly listing: SeenListing;
  readonly offer: Offer;
}

/**
 * Keeps the products of listings that were looked at: those on offer get one, with the state they are in, and every product
 * that they belong to, now or before, is summed up anew. Called by the look that keeps their offers, in its transaction,
 * after the offers stand. A product that is known keeps its address and its first title.
 */
export async function keepProducts(tx: ShopTx, looked: readonly LookedAt[], now: Date): Promise<void> {
  const offered = looked.filter(({ offer }) => offer.price_minor !== null && offer.instrument_id !== null);
  const found = looked.flatMap(({ listing, offer }) => [listing.before?.instrument_id, offer.instrument_id]);
  const instruments = [...new Set(found.flatMap((id) => id ?? []))];
  await lockKnown(tx, offered, instruments);
  await keepStates(tx, offered, await productIds(tx, offered, now));
  await summariseProducts(tx, await productsOf(tx, instruments));
}

/** Products before their states, as whoever records a sale takes them. */
async function lockKnown(tx: ShopTx, offered: readonly LookedAt[], instruments: readonly string[]): Promise<void> {
  const keys = offered.map(({ listing }) => productOf(listing).key);
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM inventory.products WHERE key = ANY (${keys}::text[])`.execute(tx);
  await lockProducts(tx, [...rows.map(({ id }) => id), ...(await productsOf(tx, instruments))]);
}

/** The products of these listings by their keys; those that are not known yet are made. */
async function productIds(tx: ShopTx, offered: readonly LookedAt[], now: Date): Promise<ReadonlyMap<string, string>> {
  const newest = new Map<string, Date>();
  const things = new Map<string, ProductThing>();
  for (const { listing } of offered) {
    const thing = productOf(listing);
    const known = newest.get(thing.key);
    if (known === undefined || known < listing.created_at) newest.set(thing.key, listing.created_at);
    if (!things.has(thing.key)) things.set(thing.key, thing);
  }
  const ids = new Map<string, string>();
  if (things.size === 0) return ids;
  const { rows } = await sql<{ id: string; key: string }>`
    SELECT id, key FROM inventory.products WHERE key = ANY (${[...things.keys()]}::text[])`.execute(tx);
  for (const { id, key } of rows) ids.set(key, id);
  await learn(
    tx,
    [...things.values()].flatMap((thing) => (ids.has(thing.key) ? [{ id: ids.get(thing.key), ...thing }] : [])),
  );
  const fresh = [...things.values()].filter(({ key }) => !ids.has(key));
  const added = await withSlugs(tx, fresh);
  for (const { id, key } of added) ids.set(key, id);
  await addProducts(tx, { added, newest }, now);
  return ids;
}

type Named = Omit<ProductThing, 'slugs'> & { readonly id: string; readonly slug: string };

/** Gives each an address that nothing else has, here or in the table. */
async function withSlugs(tx: ShopTx, things: readonly ProductThing[]): Promise<Named[]> {
  const { rows } = await sql<{ slug: string }>`
    SELECT slug FROM inventory.products WHERE slug = ANY (${things.flatMap(({ slugs }) => slugs)}::text[])`.execute(tx);
  const taken = new Set(rows.map(({ slug }) => slug));
  return things.map(({ slugs, ...thing }) => {
    const slug = slugs.find((one) => !taken.has(one));
    if (slug === undefined) throw new Error(`No address is free for ${thing.key}`);
    taken.add(slug);
    return { ...thing, id: newId(), slug };
  });
}

async function addProducts(
  tx: ShopTx,
  { added, newest }: { readonly added: readonly Named[]; readonly newest: ReadonlyMap<string, Date> },
  now: Date,
): Promise<void> {
  if (added.length === 0) return;
  await sql`
    INSERT INTO inventory.products (id, key, slug, kind, title, game, set_code, set_name, collector_number, rarity, language,
      finish, first_edition, signed, altered, currency, created_at, newest_at, title_key, set_key)
    SELECT id, key, slug, kind, title, game, set_code, set_name, collector_number, rarity, language, finish, first_edition,
      signed, altered, currency, ${now}, (${JSON.stringify(Object.fromEntries(newest))}::jsonb ->> key)::timestamptz, left(inventory.folded(title), 60),
      left(lower(coalesce(set_code, set_name, '')), 40) || ' ' || left(
        lpad(coalesce(substring(collector_number FROM '\\d+'), ''), 6, '0') || lower(coalesce(collector_number, '')), 20)
    FROM jsonb_to_recordset(${JSON.stringify(added)}::jsonb) AS one (id uuid, key text, slug text, kind text, title text,
      game text, set_code text, set_name text, collector_number text, rarity text, language text, finish text,
      first_edition boolean, signed boolean, altered boolean, currency text)`.execute(tx);
  await indexProducts(
    tx,
    added.map(({ id }) => id),
  );
}

/** What the first listing left open is filled in by those after it; a piece's own vendor may name it anew. */
async function learn(
  tx: ShopTx,
  known: readonly (Omit<ProductThing, 'slugs'> & { readonly id: string | undefined })[],
): Promise<void> {
  if (known.length === 0) return;
  const { rows } = await sql<{ id: string }>`
    UPDATE inventory.products AS kept SET
      title = CASE WHEN one.is_single THEN one.title ELSE kept.title END,
      title_key = CASE WHEN one.is_single THEN left(inventory.folded(one.title), 60) ELSE kept.title_key END,
      set_name = coalesce(kept.set_name, one.set_name), set_code = coalesce(kept.set_code, one.set_code),
      collector_number = coalesce(kept.collector_number, one.collector_number), rarity = coalesce(kept.rarity, one.rarity)
    FROM jsonb_to_recordset(${JSON.stringify(known)}::jsonb) AS one (id uuid, title text, set_code text, set_name text,
      collector_number text, rarity text, is_single boolean)
    WHERE kept.id = one.id AND (one.is_single AND kept.title <> one.title
      OR kept.set_name IS NULL AND one.set_name IS NOT NULL OR kept.set_code IS NULL AND one.set_code IS NOT NULL
      OR kept.collector_number IS NULL AND one.collector_number IS NOT NULL OR kept.rarity IS NULL AND one.rarity IS NOT NULL)
    RETURNING kept.id`.execute(tx);
  await indexProducts(
    tx,
    rows.map(({ id }) => id),
  );
}

async function keepStates(tx: ShopTx, offered: readonly LookedAt[], ids: ReadonlyMap<string, string>): Promise<void> {
  if (offered.length === 0) return;
  const states = new Map(
    offered.map(({ listing, offer: { instrument_id, instrument_symbol } }) => {
      const product_id = ids.get(productOf(listing).key);
      return [instrument_id, { instrument_id, instrument_symbol, product_id, state: stateOf(listing).name }];
    }),
  );
  await sql`
    INSERT INTO inventory.product_states AS kept (instrument_id, instrument_symbol, product_id, state)
    SELECT instrument_id, instrument_symbol, product_id, state
    FROM jsonb_to_recordset(${JSON.stringify([...states.values()])}::jsonb)
      AS one (instrument_id uuid, instrument_symbol text, product_id uuid, state text)
    ON CONFLICT (instrument_id) DO UPDATE SET
      instrument_symbol = excluded.instrument_symbol, product_id = excluded.product_id, state = excluded.state
    WHERE (kept.instrument_symbol, kept.product_id, kept.state)
      IS DISTINCT FROM (excluded.instrument_symbol, excluded.product_id, excluded.state)`.execute(tx);
}

async function productsOf(tx: ShopTx, instrument_ids: readonly string[]): Promise<string[]> {
  if (instrument_ids.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    SELECT DISTINCT product_id AS id FROM inventory.product_states
    WHERE instrument_id = ANY (${[...instrument_ids]}::uuid[])`.execute(tx);
  return rows.map(({ id }) => id);
}
