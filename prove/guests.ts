import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import type { RouteName } from '../contract/routes.ts';
import type { Db } from '../server/platform/db/transaction.ts';
import { newId } from '../server/platform/ids.ts';
import { type Answer, Client, type Sent } from '../test/support/client.ts';
import type { Listing } from './shop.ts';

export interface Wanted {
  readonly listing: Listing;
  readonly quantity: number;
}

const ADDRESS = {
  name: 'Ada Byron',
  company: '',
  line1: '12 St James’s Square',
  line2: '',
  city: 'London',
  region: '',
  postal_code: 'SW1Y 4LE',
  country: 'GB',
  phone: '',
};
/** Of one call, while a process has too many before it. */
const TRIES_MAX = 40;
const PAUSE_MS = 50;

/** Somebody without an account, who may call any of the server processes, each call from a network of their own. */
export class Guest {
  readonly token: string;
  readonly basket_id: string;
  /** What the basket comes to, where that is known without asking. */
  readonly total_minor: number;
  readonly #urls: readonly string[];
  #calls = 0;

  constructor(of: { urls: readonly string[]; token: string; basket_id: string; total_minor: number; first: number }) {
    this.#urls = of.urls;
    this.token = of.token;
    this.basket_id = of.basket_id;
    this.total_minor = of.total_minor;
    this.#calls = of.first;
  }

  /** Goes to the processes in turn. */
  call<N extends RouteName>(name: N, sent: Sent<N> = {}): Promise<Answer<N>> {
    this.#calls += 1;
    return this.callAt(this.#calls, name, sent);
  }

  /** Comes again, with the same key, where the process says that too many are there. */
  async callAt<N extends RouteName>(place: number, name: N, sent: Sent<N> = {}): Promise<Answer<N>> {
    const client = new Client(this.#urls[place % this.#urls.length] ?? '');
    const headers = { 'guest-token': this.token, 'idempotency-key': randomUUID(), ...sent.headers };
    for (let tries = 1; ; tries += 1) {
      const answer = await client.call(name, { ...sent, headers } as Sent<N>);
      if (answer.code !== 'unavailable' || tries === TRIES_MAX) return answer;
      await pause(PAUSE_MS * tries);
    }
  }

  /** @param asked what was seen; without it the basket as it was put together. */
  checkOut(
    asked: {
      readonly version?: number;
      readonly total_minor?: number;
      readonly method?: string;
      readonly key?: string;
    } = {},
  ): Promise<Answer<'checkOut'>> {
    const { version = 1, total_minor = this.total_minor, method = 'test_approve', key } = asked;
    return this.call('checkOut', {
      body: { basket_version: version, expected_total_minor: total_minor, payment_method: method },
      ...(key !== undefined && { headers: { 'idempotency-key': key } }),
    });
  }

  /** Looks at the basket first, as a browser does, and buys what it shows. */
  async buy(asked: { readonly method?: string; readonly key?: string } = {}): Promise<Answer<'checkOut'>> {
    const { data } = await this.call('getBasket');
    return this.checkOut({ ...asked, version: data.version, total_minor: data.total_minor });
  }
}

/** Guests with baskets that are ready to be paid, made in one statement. Totals are known where the first vendor sells all. */
export async function makeGuests(
  { db, urls }: { readonly db: Db; readonly urls: readonly string[] },
  baskets: readonly (readonly Wanted[])[],
): Promise<Guest[]> {
  const made = baskets.map((lines, place) => ({
    id: newId(),
    token: randomBytes(32).toString('base64url'),
    lines,
    place,
  }));
  const hashes = made.map(({ token }) => createHash('sha256').update(token).digest('hex'));
  await db.transaction().execute(async (tx) => {
    await sql`INSERT INTO orders.baskets (id, guest_hash, currency, email, shipping_address, created_at, updated_at)
      SELECT id, hash, 'USD', 'ada-' || id || '@example.org', ${JSON.stringify(ADDRESS)}::jsonb, now(), now()
      FROM unnest(${made.map(({ id }) => id)}::uuid[], ${hashes}::text[]) AS one (id, hash)`.execute(tx);
    const rows = made.flatMap(({ id, lines }) => lines.map((line) => ({ id, ...line })));
    await sql`INSERT INTO orders.basket_lines (basket_id, vendor_id, listing_id, quantity, price_seen_minor, added_at)
      SELECT * , now() FROM unnest(${rows.map(({ id }) => id)}::uuid[],
        ${rows.map(({ listing }) => listing.vendor.vendor_id)}::uuid[],
        ${rows.map(({ listing }) => listing.listing_id)}::uuid[],
        ${rows.map(({ quantity }) => quantity)}::int[],
        ${rows.map(({ listing }) => listing.price_minor)}::bigint[])`.execute(tx);
  });
  return made.map(({ id, token, lines, place }) => {
    const goods = lines.reduce((sum, { listing, quantity }) => sum + listing.price_minor * quantity, 0);
    const total_minor = goods + (lines[0]?.listing.vendor.letter_minor ?? 0);
    return new Guest({ urls, token, basket_id: id, total_minor, first: place });
  });
}

/** Failed inside: everything but a refusal, or a process that says it has too much to do. */
export function isFault({ status, code }: { readonly status: number; readonly code: string | null }): boolean {
  return status >= 500 && code !== 'unavailable';
}

/** Runs work of many, some at a time, in their order. */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  at_once: number,
  work: (item: Item, place: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let place = next++; place < items.length; place = next++)
      results[place] = await work(items[place] as Item, place);
  };
  await Promise.all(Array.from({ length: Math.min(at_once, items.length) }, lane));
  return results;
}
