import { sql } from 'kysely';
import { getProduct } from '../../server/modules/inventory/window/selectors/get-product.ts';
import { getProductFacets } from '../../server/modules/inventory/window/selectors/get-product-facets.ts';
import { listProducts } from '../../server/modules/inventory/window/selectors/list-products.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import { openSecrets } from '../../server/platform/secrets-store.ts';

/** Budget of a page. */
const P99_MS_MAX = 100;
const LIMIT = 50;
/** So many rounds of what takes long. */
const SLOW_ROUNDS_MAX = 10;

type Ask = (round: number) => Promise<unknown>;

/** Names as they are typed, some of them wrong. */
const words = [
  'charizard',
  'pikachu',
  'mewtwo gx',
  'blastoise set',
  'snoronite',
  'charizrd',
  'pikachoo',
  'zapmander v 12',
];

export async function measureWindow(db: Db, rounds: number): Promise<void> {
  const platform = { db, clock: systemClock, secrets: await openSecrets(db) };
  const wordOf = (round: number) => words[round % words.length] ?? '';
  const list =
    (query: (round: number) => object): Ask =>
    (round) =>
      listProducts(platform, { limit: LIMIT, ...query(round) });
  const { rows: vendors } = await sql<{ id: string }>`SELECT id FROM inventory.vendors ORDER BY name LIMIT 20`.execute(
    db,
  );
  const { rows: slugs } = await sql<{ slug: string }>`SELECT slug FROM inventory.products
    WHERE offers > 0 ORDER BY slug LIMIT 100`.execute(db);
  const pages = await measure(
    {
      'newest first': list(() => ({})),
      'by price': list(() => ({ sort: 'price' })),
      'by price, far in': deep(platform),
      'a set, by price': list((round) => ({ set: `s${round % 300}`, sort: 'price' })),
      'foil and Japanese, by title': list(() => ({ finish: ['foil'], language: 'ja', sort: 'title' })),
      graded: list(() => ({ graded: 'true', sort: '-price' })),
      'of a vendor': list((round) => ({ vendor_id: vendors[round % vendors.length]?.id })),
      'between prices, one game': list(() => ({
        game: 'pokemon',
        price_min: 5_000,
        price_max: 5_050,
        currency: 'USD',
      })),
      'words and misspelled words': list((round) => ({ q: wordOf(round) })),
      'a word of every product': list(() => ({ q: 'set', sort: 'title' })),
      'a set and a number': list((round) => ({ q: `s${round % 300} ${round % 250}/250` })),
    },
    rounds,
  );
  console.table(pages);
  const worst = Math.max(...Object.values(pages).map((one) => one['p99 ms']));
  console.log(`page: budget p99 ${P99_MS_MAX} ms ${worst <= P99_MS_MAX ? 'held' : `missed: ${worst} ms`}`);
  console.table(
    await measure({ product: (round) => getProduct(platform, slugs[round % slugs.length]?.slug ?? '') }, rounds),
  );
  const few = Math.min(rounds, SLOW_ROUNDS_MAX);
  const facets =
    (query: (round: number) => object): Ask =>
    (round) =>
      getProductFacets(platform)(query(round));
  console.table(
    await measure(
      {
        'facets of everything, not kept': facets(() => ({})),
        'facets of a search, not kept': facets((round) => ({ q: wordOf(round) })),
        'baseline: newest, grouped from the listings': () => grouped(db, sql`true`),
        'baseline: search by ILIKE, grouped': (round) => grouped(db, sql`card.name ILIKE ${`%${wordOf(round)}%`}`),
      },
      few,
    ),
  );
}

/** The page after the fortieth, with a cursor as a reader would have it. */
function deep(platform: Parameters<typeof listProducts>[0]): Ask {
  let cursor: Promise<string | undefined> | undefined;
  const query = { limit: LIMIT, sort: 'price' } as const;
  const walk = async (): Promise<string | undefined> => {
    let next: string | undefined;
    for (let page = 0; page < 40; page += 1) {
      const { meta } = await listProducts(platform, { ...query, ...(next !== undefined && { cursor: next }) });
      next = meta.next_cursor ?? undefined;
    }
    return next;
  };
  return async () => {
    cursor ??= walk();
    const place = await cursor;
    return listProducts(platform, { ...query, ...(place !== undefined && { cursor: place }) });
  };
}

/** What a page is without products that are kept: all listings on sale put together for each question. */
function grouped(db: Db, where: ReturnType<typeof sql>): Promise<unknown> {
  return sql`SELECT card.game, card.set_code, card.collector_number, card.language, card.finish, listing.currency,
      min(listing.price_minor), sum(level.on_hand - level.reserved - level.allocated), max(listing.created_at) AS newest
    FROM inventory.listings AS listing
    JOIN inventory.card_details AS card ON card.vendor_id = listing.vendor_id AND card.listing_id = listing.id
    JOIN inventory.stock_levels AS level ON level.vendor_id = listing.vendor_id AND level.listing_id = listing.id
    WHERE listing.status = 'active' AND level.on_hand - level.reserved - level.allocated > 0 AND ${where}
    GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY newest DESC LIMIT ${LIMIT}`.execute(db);
}

async function measure(questions: Readonly<Record<string, Ask>>, rounds: number) {
  const measured: Record<string, { readonly 'p50 ms': number; readonly 'p99 ms': number }> = {};
  for (const [name, ask] of Object.entries(questions)) {
    await ask(0);
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      await ask(round);
      times.push(performance.now() - began);
    }
    times.sort((a, b) => a - b);
    const at = (part: number) => Number((times[Math.ceil(times.length * part) - 1] ?? 0).toFixed(1));
    measured[name] = { 'p50 ms': at(0.5), 'p99 ms': at(0.99) };
  }
  return measured;
}
