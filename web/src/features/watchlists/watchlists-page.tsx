import { useQuery } from '@tanstack/react-query';
import { Navigate, useSearch } from '@tanstack/react-router';
import { ListPlus, Unplug } from 'lucide-react';
import { useCallback, useState } from 'react';
import { messageOf } from '../../lib/problems.ts';
import { watchlistsQuery } from '../../lib/queries/watchlists.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useShortcut } from '../../app/keyboard/use-shortcut.ts';
import { TopicButtons } from './empty-list.tsx';
import { lastList } from './last-list.ts';
import { ListDialog } from './list-dialog.tsx';
import { useListRequests } from './list-request.ts';

/** Leads to the list that was looked at last; without any list, to a first one. */
export function WatchlistsPage() {
  const { data, error, refetch } = useQuery(watchlistsQuery);
  const last = lastList();
  const view = useSearch({ from: '/app/w' });
  const list = data?.find(({ id }) => id === last) ?? data?.[0];
  if (list) return <Navigate to="/w/$list" params={{ list: list.id }} search={view} replace />;
  if (data) return <NoLists />;
  if (!error) return null;
  return (
    <EmptyState
      icon={<Unplug className="icon" aria-hidden="true" />}
      title="Your lists could not be read"
      action={<Button onClick={() => void refetch()}>Try again</Button>}
    >
      {messageOf(error)}
    </EmptyState>
  );
}

function NoLists() {
  const [naming, setNaming] = useState(false);
  const open = useCallback(() => setNaming(true), []);
  useShortcut('new_list', open);
  useListRequests(open);
  return (
    <>
      <h1 className="unseen">Watchlist</h1>
      <EmptyState
        icon={<ListPlus className="icon" aria-hidden="true" />}
        title="No lists yet"
        action={
          <>
            <TopicButtons list_id={null} />
            <Button tone="primary" onClick={open}>
              New list
            </Button>
          </>
        }
      >
        A list keeps symbols together, and their prices move by themselves. Begin with one of these, or with a name.
      </EmptyState>
      {naming && <ListDialog list={null} onClose={() => setNaming(false)} />}
    </>
  );
}
