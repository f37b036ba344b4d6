import { useQuery, useQueryClient } from '@tanstack/react-query';
import { History, Plus } from 'lucide-react';
import { useState } from 'react';
import { formatWhole } from '../../lib/format/number.ts';
import { formatDate } from '../../lib/format/time.ts';
import { type Backfill, backfillsQuery } from '../../lib/queries/admin.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AdminPage, Answer } from './admin-page.tsx';
import { BackfillDialog } from './backfill-dialog.tsx';

const STATES = {
  waiting: { word: 'Waiting', tone: 'neutral' },
  running: { word: 'Running', tone: 'accent' },
  done: { word: 'Done', tone: 'ok' },
  failed: { word: 'Failed', tone: 'danger' },
} as const;

/** Fetching the past from providers: what runs, how far it is, and what could not be had. */
export function BackfillsPage() {
  const [isOpen, setOpen] = useState(false);
  const answer = useQuery(backfillsQuery);
  const queryClient = useQueryClient();
  return (
    <AdminPage
      title="Back-fills"
      actions={
        <Button tone="primary" onClick={() => setOpen(true)}>
          <Plus className="icon" aria-hidden="true" />
          Start a back-fill
        </Button>
      }
    >
      <Answer answer={answer}>
        {(backfills) =>
          backfills.length === 0 ? (
            <EmptyState icon={<History className="icon" aria-hidden="true" />} title="Nothing was fetched yet">
              A back-fill fetches the past of an instrument from its provider. Simulated prices need none.
            </EmptyState>
          ) : (
            <ul className="card overflow-hidden">
              {backfills.map((backfill) => (
                <BackfillRow key={backfill.id} backfill={backfill} />
              ))}
            </ul>
          )
        }
      </Answer>
      {isOpen && (
        <BackfillDialog
          onClose={() => {
            setOpen(false);
            void queryClient.invalidateQueries({ queryKey: backfillsQuery.queryKey });
          }}
        />
      )}
    </AdminPage>
  );
}

function BackfillRow({ backfill }: { readonly backfill: Backfill }) {
  const { symbol, interval, provider, status, progress, candles, gaps, last_error } = backfill;
  const { word, tone } = STATES[status];
  const percent = Math.floor(progress * 100);
  return (
    <li className="flex flex-col gap-2 border-b border-hairline px-4 py-3 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-semibold">{symbol}</span>
        <span className="text-muted">
          {interval} from {provider}, {formatDate(backfill.from, 'UTC')} to {formatDate(backfill.to, 'UTC')}
        </span>
        <Badge tone={tone}>{word}</Badge>
        <span className="grow text-right tabular">
          {percent} %, {formatWhole(candles)} candles
        </span>
      </div>
      <progress className="admin-progress" value={percent} max={100} aria-label={`Back-fill of ${symbol}`} />
      {last_error !== null && status !== 'done' && (
        <p className="text-12 text-danger [overflow-wrap:anywhere]">{last_error}</p>
      )}
      {gaps.length > 0 && (
        <details>
          <summary className="link w-fit">
            {gaps.length} {gaps.length === 1 ? 'gap' : 'gaps'}
          </summary>
          <ul className="mt-2 text-12 text-muted">
            {gaps.map((gap) => (
              <li key={gap.from}>
                {formatDate(gap.from, 'UTC')} to {formatDate(gap.to, 'UTC')}: {gap.error}
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
