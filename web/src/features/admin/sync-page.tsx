import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RefreshCw } from 'lucide-react';
import { useNow } from '../../app/use-now.ts';
import { call } from '../../lib/api.ts';
import { formatWhole } from '../../lib/format/number.ts';
import { formatAgo } from '../../lib/format/time.ts';
import { messageOf } from '../../lib/problems.ts';
import { type SymbolSync, syncsQuery } from '../../lib/queries/admin.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { notify, notifyError } from '../../ui/toast.tsx';
import { AdminPage, Answer } from './admin-page.tsx';

const STATES = {
  running: { word: 'Running', tone: 'accent' },
  done: { word: 'Done', tone: 'ok' },
  failed: { word: 'Failed', tone: 'danger' },
} as const;

/** Reading symbols from their sources: what came of the last runs, and another one now. */
export function SyncPage() {
  const answer = useQuery(syncsQuery);
  const queryClient = useQueryClient();
  const start = useMutation({
    mutationFn: () => call('startSync'),
    onSuccess: ({ meta }) => notify(meta.message ?? 'Symbols are being read.'),
    onError: (error) => notifyError('Nothing was read', messageOf(error)),
    onSettled: () => queryClient.invalidateQueries({ queryKey: syncsQuery.queryKey }),
  });
  const running = answer.data?.syncs.some(({ state }) => state === 'running') ?? false;
  return (
    <AdminPage
      title="Sync"
      actions={
        answer.data?.configured && (
          <Button tone="primary" busy={start.isPending || running} onClick={() => start.mutate()}>
            {!running && <RefreshCw className="icon" aria-hidden="true" />}
            {running ? 'Reading symbols' : 'Run now'}
          </Button>
        )
      }
    >
      <Answer answer={answer}>
        {({ configured, syncs }) =>
          syncs.length === 0 ? (
            <EmptyState
              icon={<RefreshCw className="icon" aria-hidden="true" />}
              title={configured ? 'Nothing was read yet' : 'No source is set up'}
            >
              {configured
                ? 'Symbols are read once a day, at 09:40 UTC, and whenever you ask.'
                : 'Set SYMBOLS_URLS to the lists of the venues, or use a provider that lists its instruments.'}
            </EmptyState>
          ) : (
            <ul className="card overflow-hidden">
              {syncs.map((sync) => (
                <SyncRow key={sync.id} sync={sync} />
              ))}
            </ul>
          )
        }
      </Answer>
    </AdminPage>
  );
}

function SyncRow({ sync }: { readonly sync: SymbolSync }) {
  const now_ms = useNow(30_000);
  const { word, tone } = STATES[sync.state];
  return (
    <li className="flex flex-col gap-2 border-b border-hairline px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={tone}>{word}</Badge>
        <span className="font-medium">{formatAgo(sync.started_at, now_ms)}</span>
        <span className="text-muted">{sync.actor_id === null ? 'by schedule' : 'asked for'}</span>
        <span className="min-w-0 truncate text-12 text-muted">{sync.source}</span>
      </div>
      {sync.message !== null && <p className="text-danger [overflow-wrap:anywhere]">{sync.message}</p>}
      {sync.state === 'done' && <p className="tabular">{countsOf(sync)}</p>}
      {sync.rejected_rows.length > 0 && (
        <details>
          <summary className="link w-fit">Rows that were not taken</summary>
          <ul className="mt-2 text-12 text-muted">
            {sync.rejected_rows.map((row) => (
              <li key={`${row.file} ${row.line} ${row.symbol}`}>
                {row.file}:{row.line} {row.symbol} {row.detail}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function countsOf(sync: SymbolSync): string {
  return (['added', 'changed', 'renamed', 'inactive', 'unchanged', 'rejected'] as const)
    .map((name) => `${formatWhole(sync[name])} ${name}`)
    .join(', ');
}
