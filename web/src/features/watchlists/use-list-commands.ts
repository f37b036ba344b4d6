import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { useShortcut } from '../../app/keyboard/use-shortcut.ts';
import { deleteList } from './change-lists.ts';
import type { ListDialogState } from './list-dialogs.tsx';
import { useListRequests } from './list-request.ts';
import type { ListCommands } from './lists-pane.tsx';

/** What the page does for its lists, with their keys. */
export function useListCommands(lists: readonly WatchlistSummaryView[], list_id: string) {
  const [dialog, setDialog] = useState<ListDialogState | null>(null);
  const navigate = useNavigate();
  const create = useCallback(() => setDialog({ kind: 'name', list: null }), []);
  const goTo = (index: number) => {
    const list = lists[(index + lists.length) % Math.max(1, lists.length)];
    if (list) void navigate({ to: '/w/$list', params: { list: list.id } });
  };
  const at = lists.findIndex((list) => list.id === list_id);
  const commands = useMemo<ListCommands>(
    () => ({
      create,
      rename: (list) => setDialog({ kind: 'name', list }),
      importInto: (list) => setDialog({ kind: 'import', list }),
      share: (list) => setDialog({ kind: 'share', list }),
      remove(list) {
        const next = lists.find((other) => other.id !== list.id);
        if (list.id === list_id && next) void navigate({ to: '/w/$list', params: { list: next.id }, replace: true });
        else if (list.id === list_id) void navigate({ to: '/w', replace: true });
        void deleteList(list);
      },
    }),
    [create, lists, list_id, navigate],
  );
  useShortcut('new_list', create);
  useShortcut('list_before', () => goTo(at - 1));
  useShortcut('list_after', () => goTo(at + 1));
  useListRequests(create);
  const close = useCallback(() => setDialog(null), []);
  return { commands, dialog, close };
}
