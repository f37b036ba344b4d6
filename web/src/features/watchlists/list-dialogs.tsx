import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { ImportDialog } from './import-dialog.tsx';
import { ListDialog } from './list-dialog.tsx';

export type ListDialogState =
  | { readonly kind: 'name'; readonly list: WatchlistSummaryView | null }
  | { readonly kind: 'import'; readonly list: WatchlistSummaryView };

/** The dialog about a list that is open, if one is. */
export function ListDialogs({
  open,
  onClose,
}: {
  readonly open: ListDialogState | null;
  readonly onClose: () => void;
}) {
  if (open === null) return null;
  if (open.kind === 'import') return <ImportDialog list={open.list} onClose={onClose} />;
  return <ListDialog list={open.list} onClose={onClose} />;
}
