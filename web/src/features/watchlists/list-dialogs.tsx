import { useQuery } from '@tanstack/react-query';
import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { watchlistQuery } from '../../lib/queries/watchlists.ts';
import { ImportDialog } from './import-dialog.tsx';
import { ListDialog } from './list-dialog.tsx';
import { ShareDialog } from './share-dialog.tsx';

export type ListDialogState =
  | { readonly kind: 'name'; readonly list: WatchlistSummaryView | null }
  | { readonly kind: 'import' | 'share'; readonly list: WatchlistSummaryView };

/** The dialog about a list that is open, if one is. */
export function ListDialogs({
  open,
  onClose,
}: {
  readonly open: ListDialogState | null;
  readonly onClose: () => void;
}) {
  if (open === null) return null;
  if (open.kind === 'share') return <ShareOf list={open.list} onClose={onClose} />;
  if (open.kind === 'import') return <ImportDialog list={open.list} onClose={onClose} />;
  return <ListDialog list={open.list} onClose={onClose} />;
}

/** Which link there is already stands in the list itself. */
function ShareOf({ list, onClose }: { readonly list: WatchlistSummaryView; readonly onClose: () => void }) {
  const { data } = useQuery(watchlistQuery(list.id));
  return data ? <ShareDialog list={list} token={data.share?.token ?? null} onClose={onClose} /> : null;
}
