import { useState } from 'react';
import type { WatchlistSummaryView } from '../../../../contract/watchlists.ts';
import { queryClient } from '../../app/query-client.ts';
import { call } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import { watchlistQuery } from '../../lib/queries/watchlists.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { notify } from '../../ui/toast.tsx';

interface ShareDialogProps {
  readonly list: WatchlistSummaryView;
  /** Token of the link there is already, or null. */
  readonly token: string | null;
  readonly onClose: () => void;
}

/** Makes, copies and revokes the public link to a list. */
export function ShareDialog({ list, token, onClose }: ShareDialogProps) {
  const { link, busy, problem, make, copy, revoke } = useShare(list.id, token);
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Share ${list.name}`}
      description="Whoever has the link sees the symbols and their prices, and nothing else: no notes, flags or marks."
      footer={
        link === null ? (
          <Button tone="primary" busy={busy} onClick={() => void make()}>
            Make a link
          </Button>
        ) : (
          <>
            <Button tone="danger" busy={busy} className="mr-auto" onClick={() => void revoke()}>
              Revoke
            </Button>
            <Button tone="primary" onClick={() => void copy(link)}>
              Copy link
            </Button>
          </>
        )
      }
    >
      {link !== null && (
        <Field label="Link" readOnly value={link} onFocus={(event) => event.target.select()} error={problem} />
      )}
      {link === null && problem !== undefined && (
        <p role="alert" className="text-danger">
          {problem}
        </p>
      )}
    </Dialog>
  );
}

function useShare(list_id: string, before: string | null) {
  const [token, setToken] = useState(before);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const attempt = async (change: () => Promise<string | null>) => {
    setBusy(true);
    setProblem(undefined);
    try {
      setToken(await change());
      void queryClient.invalidateQueries({ queryKey: watchlistQuery(list_id).queryKey });
    } catch (error) {
      setProblem(messageOf(error));
    }
    setBusy(false);
  };
  const params = { id: list_id };
  return {
    link: token === null ? null : `${location.origin}/shared/${token}`,
    busy,
    problem,
    make: () => attempt(async () => (await call('shareWatchlist', { params })).data.token),
    revoke: () =>
      attempt(async () => {
        await call('unshareWatchlist', { params });
        return null;
      }),
    copy: async (link: string) => {
      try {
        await navigator.clipboard.writeText(link);
        notify('Link copied');
      } catch {
        setProblem('The browser does not allow copying. Select the link and copy it by hand.');
      }
    },
  };
}
