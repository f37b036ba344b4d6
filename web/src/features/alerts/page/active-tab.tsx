import { BellPlus, Unplug } from 'lucide-react';
import { useRef, useState } from 'react';
import { messageOf } from '../../../lib/problems.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { openAlertForm } from '../alert-request.ts';
import { AlertCard } from './alert-card.tsx';
import { AlertTable } from './alert-table.tsx';
import type { AlertsView } from './alerts-page.tsx';
import { FiredToday } from './fired-today.tsx';
import { useOrdered } from './order-alerts.ts';

export interface TabProps {
  readonly view: AlertsView;
  readonly phone: boolean;
}

const FIRST = 60;
const MORE = 200;

/** What waits, the nearest first; under it what fired today. */
export function ActiveTab({ view, phone }: TabProps) {
  const frozen = useRef(false);
  const ordered = useOrdered(view.active, frozen);
  const [most, setMost] = useState(FIRST);
  const shown = ordered.slice(0, most);
  return (
    <div className="alerts-scroll">
      <Trouble view={view} />
      {!view.known && view.query.isPending && <LoadingLines />}
      {view.known && shown.length === 0 && <NoAlerts view={view} />}
      {shown.length > 0 &&
        (phone ? (
          <ul aria-label="Active alerts">
            {shown.map((alert) => (
              <AlertCard key={alert.id} alert={alert} />
            ))}
          </ul>
        ) : (
          <AlertTable alerts={shown} frozen={frozen} label="Active alerts, the nearest first" />
        ))}
      {ordered.length > most && (
        <p className="px-4 py-3 text-muted">
          The nearest {most} of {ordered.length}.{' '}
          <Button size="small" onClick={() => setMost(most + MORE)}>
            Show more
          </Button>
        </p>
      )}
      <FiredToday view={view} />
    </div>
  );
}

/** What could not be read; what is held stays on screen under it. */
export function Trouble({ view }: { readonly view: AlertsView }) {
  const { error, isFetching, refetch } = view.query;
  if (error === null) return null;
  const retry = (
    <Button size="small" busy={isFetching} onClick={() => void refetch()}>
      Try again
    </Button>
  );
  if (view.known) return <Banner action={retry}>{messageOf(error)}</Banner>;
  return (
    <EmptyState
      icon={<Unplug className="icon" aria-hidden="true" />}
      title="Your alerts could not be read"
      action={retry}
    >
      {messageOf(error)}
    </EmptyState>
  );
}

export function LoadingLines() {
  const waited = useWaited(true);
  return (
    <div className="flex flex-col gap-6 p-4" aria-busy="true">
      {waited && [320, 280, 360, 300].map((width) => <Skeleton key={width} width={width} />)}
    </div>
  );
}

function NoAlerts({ view }: { readonly view: AlertsView }) {
  const { symbol } = view.state;
  if (symbol !== undefined) {
    return (
      <EmptyState
        icon={<BellPlus className="icon" aria-hidden="true" />}
        title={`No active alert on ${symbol}`}
        action={<Button onClick={() => view.show({ symbol: undefined })}>Show all</Button>}
      >
        Another symbol or list may have one.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<BellPlus className="icon" aria-hidden="true" />}
      title={view.all.length === 0 ? 'No alerts yet' : 'Nothing is waited for'}
      action={
        <Button tone="primary" onClick={() => openAlertForm({ kind: 'new', symbol: null })}>
          New alert
        </Button>
      }
    >
      Say what to wait for and you are told within a second of the print. On a row of a list press{' '}
      <KeyHint keys={['b']} />, or type <b className="font-medium text-text">alert aapl &gt; 200</b> into the search.
    </EmptyState>
  );
}
