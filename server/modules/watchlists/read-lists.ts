import { createHash } from 'node:crypto';
import { AppError } from '../../../contract/errors.ts';
import type { WatchlistItemView, WatchlistView } from '../../../contract/watchlists.ts';
import type { Member } from '../../platform/actor.ts';
import type { Platform } from '../../platform/platform.ts';
import { watchlistChanged } from './events.ts';
import { getWatchlist } from './selectors/get-watchlist.ts';
import type { MarketDoor } from './watchlist.ts';

/** Lists one process remembers, and the items of all of them together: some 100 MB at the most. */
const LISTS_MAX = 20_000;
const ITEMS_MAX = 200_000;

/**
 * Lists as they are read again and again by screens that show them: what the database holds is kept as JSON text until
 * the list changes, and only the quotes are put in each time. A change is heard by signal in every process, and at once in
 * the one that made it (`drop`).
 */
export interface ListReader {
  /** @throws AppError `watchlist_unknown`, also for another's list. */
  read(actor: Member, id: string): Promise<ListText>;
  /** Forgets a list that this process has just changed, so that its caller reads what it wrote. */
  drop(id: string): void;
  close(): void;
}

export interface ListText {
  /** `WatchlistView` as JSON. */
  readonly data_json: string;
  readonly etag: string;
}

interface KeptList {
  readonly user_id: string;
  /** Everything before the first item's quote, and between each and the next. */
  readonly parts: readonly string[];
  /** Of the registry; one per item. */
  readonly indexes: readonly number[];
  readonly hash: string;
}

export function createListReader(platform: Platform, market: MarketDoor): ListReader {
  const kept = new Map<string, KeptList>();
  const loading = new Map<string, Promise<KeptList>>();
  let items = 0;

  const drop = (id: string): void => {
    loading.delete(id); // what is being read now may be the state before the change
    items -= kept.get(id)?.indexes.length ?? 0;
    kept.delete(id);
  };
  const clear = (): void => {
    loading.clear();
    kept.clear();
    items = 0;
  };
  const keep = (id: string, list: KeptList): void => {
    drop(id);
    kept.set(id, list);
    items += list.indexes.length;
    for (const oldest of kept.keys()) {
      if (kept.size <= LISTS_MAX && items <= ITEMS_MAX) break;
      drop(oldest);
    }
  };
  const load = async (actor: Member, id: string): Promise<KeptList> => {
    const reading = getWatchlist(platform, market, actor, id).then((view) => keptList(actor, view, market));
    loading.set(id, reading);
    try {
      const list = await reading;
      if (loading.get(id) === reading) keep(id, list);
      return list;
    } finally {
      if (loading.get(id) === reading) loading.delete(id);
    }
  };
  const stops = [
    platform.signals.on(watchlistChanged, ({ watchlist_id }) => drop(watchlist_id)),
    platform.signals.onGap(clear),
    market.onChange(clear), // a renamed instrument stands in the texts under its old name
  ];
  return {
    drop,
    close: () => stops.forEach((stop) => stop()),
    async read(actor, id) {
      const list = kept.get(id) ?? (await load(actor, id));
      if (list.user_id !== actor.user_id) throw new AppError('watchlist_unknown', { id });
      return textOf(list, market);
    },
  };
}

/** The view with its quotes taken out, so that the newest can be put in. */
function keptList(actor: Member, view: WatchlistView, market: MarketDoor): KeptList {
  const { items, ...head } = view;
  const texts = items.map((item) => withoutQuote(item));
  const opening = `${JSON.stringify(head).slice(0, -1)},"items":[`;
  const parts = [
    opening + (texts[0] ?? ''),
    ...texts.slice(1).map((text) => `},${text}`),
    items.length > 0 ? '}]}' : ']}',
  ];
  if (items.length === 0) parts.splice(0, 2, `${opening}]}`);
  const indexes = items.flatMap((item) => market.find(item.symbol)?.index ?? []);
  const hash = createHash('sha1').update(parts.join('')).digest('base64url');
  return { user_id: actor.user_id, parts, indexes, hash };
}

function withoutQuote(item: WatchlistItemView): string {
  return `${JSON.stringify({ ...item, quote: undefined }).slice(0, -1)},"quote":`;
}

function textOf({ parts, indexes, hash }: KeptList, market: MarketDoor): ListText {
  const quotes = market.quoteTexts(indexes);
  let data_json = parts[0] ?? '';
  for (const [at, quote] of quotes.json.entries()) data_json += quote + (parts[at + 1] ?? '');
  return { data_json, etag: `${hash}.${quotes.mark}` };
}
