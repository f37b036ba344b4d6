import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { queryClient } from '../../app/query-client.ts';
import { call } from '../../lib/api.ts';
import { watchlistQuery, watchlistsQuery } from '../../lib/queries/watchlists.ts';
import { notify } from '../../ui/toast.tsx';
import { changeAtOnce } from './pending-changes.ts';
import { tellRefusal } from './refusal.ts';

type Lists = WatchlistSummaryView[];

/** Makes a list, with its first symbols if there are any. @returns its id. @throws ApiError for a refusal. */
export async function createList(name: string, symbols: readonly string[] = []): Promise<string> {
  const { data } = await call('createWatchlist', { body: { name, symbols: [...symbols] } });
  const { items: _, ...summary } = data;
  queryClient.setQueryData(watchlistQuery(data.id).queryKey, data);
  queryClient.setQueryData(watchlistsQuery.queryKey, (lists) => [...(lists ?? []), summary]);
  void queryClient.invalidateQueries({ queryKey: watchlistsQuery.queryKey });
  return data.id;
}

/** @throws ApiError for a refusal, such as a name that is taken. */
export async function renameList(id: string, name: string): Promise<void> {
  await changeLists(
    (lists) => lists.map((list) => (list.id === id ? { ...list, name } : list)),
    () => call('updateWatchlist', { params: { id }, body: { name } }),
  );
  void queryClient.invalidateQueries({ queryKey: watchlistQuery(id).queryKey });
}

/** Moves a list to a place counted from 0. */
export async function moveList(id: string, position: number): Promise<void> {
  try {
    await changeLists(
      (lists) => {
        const list = lists.find((other) => other.id === id);
        return list ? lists.filter((other) => other !== list).toSpliced(position, 0, list) : lists;
      },
      () => call('updateWatchlist', { params: { id }, body: { position } }),
    );
  } catch (error) {
    tellRefusal('The list could not be moved', error);
  }
}

/** Deletes a list and offers to bring it back. */
export async function deleteList(list: WatchlistSummaryView): Promise<void> {
  const unsay = notify(`List ${list.name} deleted`, () => void restoreList(list));
  try {
    await changeLists(
      (lists) => lists.filter((other) => other.id !== list.id),
      () => call('deleteWatchlist', { params: { id: list.id } }),
    );
  } catch (error) {
    unsay();
    tellRefusal(`${list.name} could not be deleted`, error);
  }
}

async function restoreList(list: WatchlistSummaryView): Promise<void> {
  try {
    await changeLists(
      (lists) => (lists.some(({ id }) => id === list.id) ? lists : lists.toSpliced(list.position, 0, list)),
      () => call('restoreWatchlist', { params: { id: list.id } }),
    );
    await queryClient.invalidateQueries({ queryKey: watchlistQuery(list.id).queryKey });
  } catch (error) {
    tellRefusal(`${list.name} could not be brought back`, error);
  }
}

function changeLists(change: (lists: Lists) => Lists, send: () => Promise<unknown>): Promise<unknown> {
  return changeAtOnce(queryClient, watchlistsQuery.queryKey, { change, send });
}
