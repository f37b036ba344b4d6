import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { watchlistChanged } from '../events.ts';
import { watchlists } from '../tables.ts';
import type { ListDoors } from '../watchlist.ts';
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

/** What somebody might have written beside them in the first list. */
const DEMO_NOTES: Readonly<Record<string, string>> = {
  AAPL: 'Services margin matters more than units',
  NVDA: 'Wait for the results before adding',
  'BTC-USD': 'Never more than five percent',
};

/** Lists that visitors have changed are put back after this long without another change … */
const QUIET_MS = 30 * 60_000;
/** … and after this long whatever they do: what one of them wrote there is not everybody's for ever. */
const KEPT_MS = 24 * 3_600_000;

/**
 * Gives an account without any list the three demo lists, and puts them back as they were when visitors have left them
 * changed. To be called again and again.
 * @param ready awaited once it is known that lists are missing: prices should be there by then.
 */
export async function seedDemoLists(
  platform: Platform,
  doors: Pick<ListDoors, 'find' | 'quote' | 'itemsChanged'>,
  { user_id, ready }: { readonly user_id: string; readonly ready: () => Promise<void> },
): Promise<void> {
  const at = platform.clock.now();
  const wanted = DEMO_LISTS.map(({ name, symbols }, place) => {
    const instruments = symbols.flatMap((symbol) => doors.find(symbol) ?? []);
    return { name, instruments, notes: place === 0 ? notesOf(instruments) : new Map<string, string>() };
  });
  await inTransaction(platform.db, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('watchlists:' || ${user_id}, 0))`.execute(tx);
    const present = await presentLists(tx, user_id);
    if (!isDue(present, at) || isAsWanted(present, wanted)) return;
    await ready();
    for (const { id } of present) {
      // Emptied first, so that whoever follows the list lets go of its members.
      await watchlists(tx).deleteFrom('watchlist_items').where('watchlist_id', '=', id).execute();
      await doors.itemsChanged(tx, { watchlist_id: id, user_id });
      await watchlists(tx).deleteFrom('watchlists').where('id', '=', id).execute();
      await platform.signals.send(tx, watchlistChanged, { watchlist_id: id, user_id });
    }
    for (const [position, { name, instruments, notes }] of wanted.entries()) {
      const id = newId();
      const list = { id, user_id, name, position, created_at: at, updated_at: at, deleted_at: null };
      await watchlists(tx).insertInto('watchlists').values(list).execute();
      await insertItems(tx, doors, { watchlist_id: id, instruments, first_position: 0, at, notes });
    }
  });
}

function notesOf(instruments: readonly { readonly id: string; readonly symbol: string }[]): Map<string, string> {
  return new Map(
    instruments.flatMap(({ id, symbol }) => {
      const note = DEMO_NOTES[symbol];
      return note === undefined ? [] : [[id, note] as const];
    }),
  );
}

interface PresentList {
  readonly id: string;
  readonly name: string;
  readonly created_at: Date;
  readonly updated_at: Date;
  /** Id and note of each instrument in order; null where anything else stands beside one. */
  readonly items: readonly (string | null)[];
}

async function presentLists(tx: Tx, user_id: string): Promise<readonly PresentList[]> {
  const { rows } = await sql<PresentList>`
    SELECT id, name, created_at, updated_at, ARRAY(
      SELECT CASE WHEN section = '' AND flag IS NULL AND price_above IS NULL AND price_below IS NULL
        THEN instrument_id || ' ' || note END
      FROM watchlists.watchlist_items WHERE watchlist_id = list.id AND removed_at IS NULL ORDER BY position
    ) AS items
    FROM watchlists.watchlists list WHERE user_id = ${user_id} AND deleted_at IS NULL ORDER BY position`.execute(tx);
  return rows;
}

function isDue(present: readonly PresentList[], now: Date): boolean {
  const changed_ms = Math.max(...present.map(({ updated_at }) => updated_at.getTime()));
  const made_ms = Math.min(...present.map(({ created_at }) => created_at.getTime()));
  return present.length === 0 || now.getTime() - changed_ms >= QUIET_MS || now.getTime() - made_ms >= KEPT_MS;
}

function isAsWanted(
  present: readonly PresentList[],
  wanted: readonly {
    readonly name: string;
    readonly instruments: readonly { readonly id: string }[];
    readonly notes: ReadonlyMap<string, string>;
  }[],
): boolean {
  const shown = present.map(({ name, items }) => [name, items]);
  return isDeepStrictEqual(
    shown,
    wanted.map(({ name, instruments, notes }) => [name, instruments.map(({ id }) => `${id} ${notes.get(id) ?? ''}`)]),
  );
}
