import { routes } from '../../../contract/routes.ts';
import type { Platform } from '../../platform/platform.ts';
import { type Route, route } from '../../platform/http/route.ts';
import { writeCsv } from './csv.ts';
import { getSharedWatchlist } from './selectors/get-shared-watchlist.ts';
import { createListReader, type ListReader } from './read-lists.ts';
import { getWatchlist } from './selectors/get-watchlist.ts';
import { listWatchlists } from './selectors/list-watchlists.ts';
import { addItem, addItems } from './services/add-items.ts';
import { createWatchlist } from './services/create-watchlist.ts';
import { deleteWatchlist } from './services/delete-watchlist.ts';
import { importItems } from './services/import-items.ts';
import { removeItem, restoreItem } from './services/remove-item.ts';
import { restoreWatchlist } from './services/restore-watchlist.ts';
import { shareWatchlist, unshareWatchlist } from './services/share-watchlist.ts';
import { updateItem } from './services/update-item.ts';
import { updateWatchlist } from './services/update-watchlist.ts';
import { type ListDoors, type MarketDoor, owner } from './watchlist.ts';

const said = <Data>(data: Data, message: string) => ({ data, meta: { message } });

export function watchlistRoutes(platform: Platform, doors: ListDoors): Route[] {
  const lists = createListReader(platform, doors);
  const all = [
    ...listRoutes(platform, doors, lists),
    ...itemRoutes(platform, doors),
    ...fileRoutes(platform, doors),
    ...shareRoutes(platform, doors),
  ];
  return all.map((one) => (routes[one.name].method === 'GET' ? one : forgetting(lists, one)));
}

/** A write forgets the list in this process at once, so that its caller reads what it wrote. */
function forgetting(lists: ListReader, { name, handler }: Route): Route {
  return {
    name,
    handler: async (call: { readonly params?: { readonly id: string } }) => {
      try {
        return await handler(call as never);
      } finally {
        if (call.params !== undefined) lists.drop(call.params.id);
      }
    },
  };
}

function listRoutes(platform: Platform, doors: ListDoors, lists: ListReader): Route[] {
  return [
    route('listWatchlists', ({ actor, query }) => listWatchlists(platform, owner(actor), query)),
    route('createWatchlist', async ({ actor, body }) => {
      const list = await createWatchlist(platform, doors, owner(actor), body);
      return said(list, `"${list.name}" is made.`);
    }),
    route('getWatchlist', ({ actor, params }) => lists.read(owner(actor), params.id)),
    route('updateWatchlist', async ({ actor, params, body }) => {
      const list = await updateWatchlist(platform, doors, owner(actor), { ...params, ...body });
      return said(list, `"${list.name}" is saved.`);
    }),
    route('deleteWatchlist', async ({ actor, params }) => {
      const name = await deleteWatchlist(platform, doors, owner(actor), params.id);
      return said(null, `"${name}" is deleted. It can be restored for an hour.`);
    }),
    route('restoreWatchlist', async ({ actor, params }) => {
      const list = await restoreWatchlist(platform, doors, owner(actor), params.id);
      return said(list, `"${list.name}" is back.`);
    }),
  ];
}

function itemRoutes(platform: Platform, doors: ListDoors): Route[] {
  return [
    route('addWatchlistItem', async ({ actor, params, body }) => {
      const item = await addItem(platform, doors, owner(actor), { ...params, ...body });
      return said(item, `${item.symbol} is added.`);
    }),
    route('addWatchlistItems', async ({ actor, params, body }) => {
      const list = await addItems(platform, doors, owner(actor), { ...params, ...body });
      return said(list, `${new Set(body.symbols).size} symbols are added to "${list.name}".`);
    }),
    route('updateWatchlistItem', async ({ actor, params, body }) => {
      const item = await updateItem(platform, doors, owner(actor), { ...params, ...body });
      return said(item, `${item.symbol} is saved.`);
    }),
    route('removeWatchlistItem', async ({ actor, params }) => {
      const item = await removeItem(platform, doors, owner(actor), params);
      return said(item, `${item.symbol} is removed. It can be restored for an hour.`);
    }),
    route('restoreWatchlistItem', async ({ actor, params }) => {
      const item = await restoreItem(platform, doors, owner(actor), params);
      return said(item, `${item.symbol} is back.`);
    }),
  ];
}

function fileRoutes(platform: Platform, doors: ListDoors): Route[] {
  return [
    route('exportWatchlist', async ({ actor, params }) => {
      const list = await getWatchlist(platform, doors, owner(actor), params.id);
      return { file: { name: `${list.name}.csv`, text: writeCsv(list.items) } };
    }),
    route('importWatchlist', async ({ actor, params, body }) => {
      const report = await importItems(platform, doors, owner(actor), { ...params, ...body });
      const { added, updated, unchanged } = report;
      return said(report, `${added} added, ${updated} updated, ${unchanged} unchanged.`);
    }),
  ];
}

function shareRoutes(platform: Platform, market: MarketDoor): Route[] {
  return [
    route('shareWatchlist', async ({ actor, params }) => {
      const share = await shareWatchlist(platform, owner(actor), params.id);
      return said(share, 'Whoever has the link can read the list.');
    }),
    route('unshareWatchlist', async ({ actor, params }) => {
      await unshareWatchlist(platform, owner(actor), params.id);
      return said(null, 'The link shows nothing any more.');
    }),
    route('getSharedWatchlist', async ({ params }) => ({
      data: await getSharedWatchlist(platform, market, params.token),
    })),
  ];
}
