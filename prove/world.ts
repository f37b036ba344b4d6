import { openDatabase } from '../server/platform/db/open.ts';
import type { Db } from '../server/platform/db/transaction.ts';
import { type Receiver, startReceiver } from '../test/support/receiver.ts';
import { type SmtpServer, startSmtp } from '../test/support/smtp.ts';
import { type Guest, makeGuests, type Wanted } from './guests.ts';
import { type Server, startServer } from './servers.ts';
import { type Listing, openShop, putOnSale, type Shop, type ShopVendor } from './shop.ts';

/** Connections of the checkers and of what is written in bulk. */
const POOL_MAX = 8;

/** A database, server processes on it, a mail server, a program of a vendor, and a shop: what every scenario happens in. */
export interface World extends AsyncDisposable {
  readonly database_url: string;
  readonly db: Db;
  readonly smtp: SmtpServer;
  /** Hears what is sent to those who subscribe with its address. */
  readonly program: Receiver;
  readonly shop: Shop;
  readonly urls: readonly string[];
  guests(baskets: readonly (readonly Wanted[])[]): Promise<Guest[]>;
  /** On sale at the first vendor, or at the one named. */
  listings(
    count: number,
    quantity: number,
    more?: { readonly vendor?: ShopVendor; price_minor?: number },
  ): Promise<Listing[]>;
}

/** @param run what the processes do, one each. */
export async function startWorld(
  database_url: string,
  run: readonly ('api' | 'worker' | 'api,worker')[],
): Promise<World> {
  const { db, close } = openDatabase({ url: database_url, pool_max: POOL_MAX });
  const smtp = await startSmtp();
  const program = await startReceiver();
  const servers: Server[] = [];
  for (const roles of run)
    servers.push(await startServer({ database_url, smtp_url: smtp.url, programs: program.host, run: roles }));
  const urls = servers.map(({ url }) => url);
  const shop = await openShop(urls[0] ?? '', db);
  return {
    database_url,
    db,
    smtp,
    program,
    shop,
    urls,
    guests: (baskets) => makeGuests({ db, urls }, baskets),
    listings: (count, quantity, { vendor = shop.vendors[0], price_minor = 1250 } = {}) =>
      putOnSale(db, vendor, { count, quantity, price_minor }),
    async [Symbol.asyncDispose]() {
      await Promise.all(servers.map((server) => server[Symbol.asyncDispose]()));
      await smtp[Symbol.asyncDispose]();
      await program[Symbol.asyncDispose]();
      await close();
    },
  };
}
