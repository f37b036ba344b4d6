import { sql } from 'kysely';
import { getProduct } from '../../server/modules/inventory/window/selectors/get-product.ts';
import { getProductFacets } from '../../server/modules/inventory/window/selectors/get-product-facets.ts';
import { listProducts } from '../../server/modules/inventory/window/selectors/list-products.ts';
import { systemClock } from '../../server/platform/clock.ts';
import type { Platform } from '../../server/platform/platform.ts';
import type { Db } from '../../server/platform/db/transaction.ts';
import { openSecrets } from '../../server/platform/secrets-store.ts';
import { processorTime } from '../analytics/processor-time.ts';

/** Budget of a page. */
const P99_MS_MAX = 100;
const LIMIT = 50;
/** So many rounds of what takes long. */
const SLOW_ROUNDS_MAX = 10;

/** The baseline puts all listings together for each question, which takes seconds. */
const BASELINE_ROUNDS = 1;

type Ask = (round: number) => Promise<unknown>;
interface Question {
  readonly ask: Ask;
  /** The same of listings and their cards, for the baseline. */
  readonly where: ReturnType<typeof sql>;
}

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
  const { rows: vendors } = await sql<{ id: string }>`SELECT id FROM inventory.vendors ORDER BY name LIMIT 20`.execute(
    db,
  );
  const { rows: slugs } = await sql<{ slug: string }>`SELECT slug FROM inventory.products
    WHERE offers > 0 ORDER BY slug LIMIT 100`.execute(db);
  const pages = pagesOf(platform, vendors);
  const measured = await measure(db, asks(pages), rounds);
  console.table(await besideBaseline(db, measured, pages));
  const worst = Math.max(...Object.values(measured).map((one) => one['p99 ms']));
  console.log(`page: budget p99 ${P99_MS_MAX} ms ${worst <= P99_MS_MAX ? 'held' : `missed: ${worst} ms`}`);
  console.table(
    await measure(db, { product: (round) => getProduct(platform, slugs[round % slugs.length]?.slug ?? '') }, rounds),
  );
  const counts = countsOf(platform);
  console.table(await besideBaseline(db, await measure(db, asks(counts), Math.min(rounds, SLOW_ROUNDS_MAX)), counts));
}

type Window = Pick<Platform, 'db' | 'secrets' | 'clock'>;
type Questions = Readonly<Record<string, Question>>;

const wordOf = (round: number) => words[round % words.length] ?? '';

function pagesOf(platform: Window, vendors: readonly { readonly id: string }[]): Questions {
  const list =
    (query: (round: number) => object): Ask =>
    (round) =>
      listProducts(platform, { limit: LIMIT, ...query(round) });
  return {
    'newest first': { ask: list(() => ({})), where: sql`true` },
    'by price': { ask: list(() => ({ sort: 'price' })), where: sql`true` },
    'by price, far in': { ask: deep(platform), where: sql`true` },
    'a set, by price': {
      ask: list((round) => ({ set: `s${round % 300}`, sort: 'price' })),
      where: sql`card.set_code = 's7'`,
    },
    'foil and Japanese, by title': {
      ask: list(() => ({ finish: ['foil'], language: 'ja', sort: 'title' })),
      where: sql`card.finish = 'foil' AND card.language = 'ja'`,
    },
    graded: {
      ask: list(() => ({ graded: 'true', sort: '-price' })),
      where: sql`listing.grading_company IS NOT NULL`,
    },
    'of a vendor': {
      ask: list((round) => ({ vendor_id: vendors[round % vendors.length]?.id })),
      where: sql`listing.vendor_id = ${vendors[0]?.id}`,
    },
    'between prices, one game': {
      ask: list(() => ({ game: 'pokemon', price_min: 5_000, price_max: 5_050, currency: 'USD' })),
      where: sql`card.game = 'pokemon' AND listing.price_minor BETWEEN 5000 AND 5050`,
    },
    'words and misspelled words': {
      ask: list((round) => ({ q: wordOf(round) })),
      where: sql`card.name ILIKE ${`%${wordOf(0)}%`}`,
    },
    'a misspelled word of one game, by title': {
      ask: list(() => ({ q: 'charizrd', game: 'pokemon', sort: 'title' })),
      where: sql`card.name ILIKE '%char%' AND card.game = 'pokemon'`,
    },
    'a word of every product': {
      ask: list(() => ({ q: 'set', sort: 'title' })),
      where: sql`concat(card.name, card.set_name) ILIKE '%set%'`,
    },
    'a set and a number': {
      ask: list((round) => ({ q: `s${round % 300} ${round % 250}/250` })),
      where: sql`card.set_code = 's7' AND card.collector_number ILIKE '%7/250%'`,
    },
  };
}

function countsOf(platform: Window): Questions {
  const facets =
    (query: (round: number) => object): Ask =>
    (round) =>
      getProductFacets(platform)(query(round));
  return {
    'facets of everything, not kept': { ask: facets(() => ({})), where: sql`true` },
    'facets of one game, not kept': {
      ask: facets(() => ({ game: 'pokemon' })),
      where: sql`card.game = 'pokemon'`,
    },
    'facets of a set and a condition, not kept': {
      ask: facets((round) => ({ set: `s${round % 300}`, condition: ['NM'] })),
      where: sql`card.set_code = 's7' AND listing.condition = 'NM'`,
    },
    'facets of a search, not kept': {
      ask: facets((round) => ({ q: wordOf(round) })),
      where: sql`card.name ILIKE ${`%${wordOf(0)}%`}`,
    },
  };
}

function asks(questions: Questions): Record<string, Ask> {
  return Object.fromEntries(Object.entries(questions).map(([name, { ask }]) => [name, ask]));
}

/** Each with what the same costs without products that are kept. */
async function besideBaseline(db: Db, measured: Awaited<ReturnType<typeof measure>>, questions: Questions) {
  const baselines = Object.entries(questions).map(([name, { where }]) => [name, () => grouped(db, where)] as const);
  const plain = await measure(db, Object.fromEntries(baselines), BASELINE_ROUNDS);
  return Object.fromEntries(
    Object.entries(measured).map(([name, one]) => [
      name,
      {
        ...one,
        'grouped anew, p50 ms': plain[name]?.['p50 ms'],
        'grouped anew, processor ms': plain[name]?.['processor ms'],
      },
    ]),
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
  return db.transaction().execute(async (tx) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(tx);
    return sql`SELECT card.game, card.set_code, card.collector_number, card.language, card.finish, listing.currency,
      min(listing.price_minor), sum(level.on_hand - level.reserved - level.allocated), max(listing.created_at) AS newest
    FROM inventory.listings AS listing
    JOIN inventory.card_details AS card ON card.vendor_id = listing.vendor_id AND card.listing_id = listing.id
    JOIN inventory.stock_levels AS level ON level.vendor_id = listing.vendor_id AND level.listing_id = listing.id
    WHERE listing.status = 'active' AND level.on_hand - level.reserved - level.allocated > 0 AND ${where}
    GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY newest DESC LIMIT ${LIMIT}`.execute(tx);
  });
}

async function measure(db: Db, questions: Readonly<Record<string, Ask>>, rounds: number) {
  const measured: Record<
    string,
    { readonly 'p50 ms': number; readonly 'p99 ms': number; readonly 'processor ms': number }
  > = {};
  for (const [name, ask] of Object.entries(questions)) {
    await ask(0);
    const spent = await processorTime(db);
    const before = await spent();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      await ask(round);
      times.push(performance.now() - began);
    }
    const processor = Number((((await spent()) - before) / rounds).toFixed(1));
    times.sort((a, b) => a - b);
    const at = (part: number) => Number((times[Math.ceil(times.length * part) - 1] ?? 0).toFixed(1));
    measured[name] = { 'p50 ms': at(0.5), 'p99 ms': at(0.99), 'processor ms': processor };
  }
  return measured;
}
