import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { queryClient } from '../../app/query-client.ts';
import { call } from '../../lib/api.ts';
import { watchlistQuery, watchlistsQuery } from '../../lib/queries/watchlists.ts';
import { CsvDialog } from '../../ui/csv-dialog.tsx';
import { notify } from '../../ui/toast.tsx';

const EXAMPLE = 'symbol,note,price_above,price_below\nAAPL,Trim above 200,200,';

interface ImportDialogProps {
  readonly list: WatchlistSummaryView;
  readonly onClose: () => void;
}

/** Adds and updates symbols from a CSV file or pasted text: all rows, or none. */
export function ImportDialog({ list, onClose }: ImportDialogProps) {
  return (
    <CsvDialog
      title={`Import into ${list.name}`}
      description="CSV with a symbol column, as exported here, a TradingView list, or a Yahoo portfolio."
      example={EXAMPLE}
      send={(csv) => importInto(list.id, csv)}
      adviceOf={({ code }) => acceptedWords[code]}
      onClose={onClose}
    />
  );
}

async function importInto(list_id: string, csv: string): Promise<void> {
  const { data } = await call('importWatchlist', { params: { id: list_id }, body: { csv } });
  notify(`${data.added} added, ${data.updated} updated, ${data.unchanged} unchanged`);
  void queryClient.invalidateQueries({ queryKey: watchlistQuery(list_id).queryKey });
  void queryClient.invalidateQueries({ queryKey: watchlistsQuery.queryKey });
}

/** What the server says to programs, as a person would. */
const acceptedWords: Readonly<Record<string, string>> = {
  unknown_symbol: 'No such symbol; search for it with the palette.',
  missing: 'Every row needs a symbol.',
  duplicate: 'This symbol is in the file twice.',
  marks_crossed: 'The mark above must be higher than the one below.',
};
