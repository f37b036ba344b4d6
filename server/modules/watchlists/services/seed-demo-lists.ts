import { sql } from 'kysely';
import { inTransaction } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlists } from '../tables.ts';
import type { MarketDoor } from '../watchlist.ts';
import { insertItems } from './insert-items.ts';

/** What the demo account follows when it has no list: one broad list, two themes. */
const DEMO_LISTS = [
  {
    name: 'Core',
    symbols: [
      'AAPL',
      'MSFT',
      'NVDA',
      'AMZN',
      'GOOGL',
      'META',
      'TSLA',
      'AMD',
      'JPM',
      'KO',
      'XOM',
      'GME',
      'ASML.AS',
      'SAP.DE',
      'SPX',
      'BTC-USD',
      'ETH-USD',
      'EUR-USD',
      'BRENT-USD',
      'SPY',
    ],
  },
  { name: 'Chips', symbols: ['NVDA', 'AMD', 'AVGO', 'TSM', 'INTC', 'QCOM', 'MU', 'ASML'] },
  { name: 'Crypto', symbols: ['BTC-USD', 'ETH-USD', 'SOL-USD', 'XRP-USD', 'ADA-USD', 'DOGE-USD'] },
] as const;

/**
 * Gives an account without any list the three demo lists; an account with a list is left alone, so that starting again
 * brings the demo back after visitors have deleted everything, and only then.
 * @param ready awaited once it is known that lists are missing: prices should be there by then.
 */
export async function seedDemoLists(
  platform: Platform,
  market: MarketDoor,
  { user_id, ready }: { readonly user_id: string; readonly ready: () => Promise<void> },
): Promise<void> {
  const at = platform.clock.now();
  await inTransaction(platform.db, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('watchlists:' || ${user_id}, 0))`.execute(tx);
    const any = await watchlists(tx)
      .selectFrom('watchlists')
      .where('user_id', '=', user_id)
      .where('deleted_at', 'is', null)
      .select('id')
      .executeTakeFirst();
    if (any !== undefined) return;
    await ready();
    for (const [position, { name, symbols }] of DEMO_LISTS.entries()) {
      const id = newId();
      const list = { id, user_id, name, position, created_at: at, updated_at: at, deleted_at: null };
      await watchlists(tx).insertInto('watchlists').values(list).execute();
      const instruments = symbols.flatMap((symbol) => market.find(symbol) ?? []);
      await insertItems(tx, market, { watchlist_id: id, instruments, first_position: 0, at });
    }
  });
}
