import { BellRing, RotateCcw } from 'lucide-react';
import type { AlertView } from '../../../../../contract/alerts.ts';
import { useNow } from '../../../app/use-now.ts';
import { formatAgo } from '../../../lib/format/time.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { resumeAlert } from '../change-alerts.ts';
import { ruleText } from '../words.ts';
import { LoadingLines, type TabProps, Trouble } from './active-tab.tsx';
import { AlertMenu } from './alert-menu.tsx';
import { editAlert } from './edit-alert.ts';

const MINUTE_MS = 60_000;

/** What is done: fired, or ran out before it could. */
export function TriggeredTab({ view }: TabProps) {
  const now_ms = useNow(MINUTE_MS);
  const ordered = view.done.toSorted((left, right) => lastOf(right).localeCompare(lastOf(left)));
  return (
    <div className="alerts-scroll">
      <Trouble view={view} />
      {!view.known && view.query.isPending && <LoadingLines />}
      {view.known && ordered.length === 0 && (
        <EmptyState icon={<BellRing className="icon" aria-hidden="true" />} title="Nothing has fired for good">
          An alert that fires once comes here when it has; every firing stands in the log.
        </EmptyState>
      )}
      <ul aria-label="Triggered alerts">
        {ordered.map((alert) => (
          <DoneLine key={alert.id} alert={alert} now_ms={now_ms} />
        ))}
      </ul>
    </div>
  );
}

function lastOf({ last_fired_at, updated_at }: AlertView): string {
  return last_fired_at ?? updated_at;
}

function DoneLine({ alert, now_ms }: { readonly alert: AlertView; readonly now_ms: number }) {
  const expired = alert.status === 'expired';
  return (
    <li className="done-line">
      <span className="done-rule">
        <b className="font-semibold">{alert.stock_symbol ?? alert.watchlist_name}</b>{' '}
        {ruleText(alert, alert.instrument?.price_decimals)}
      </span>
      <span className="done-when">
        {expired ? <Badge>Ran out</Badge> : `Fired ${formatAgo(lastOf(alert), now_ms)}`}
      </span>
      <Button
        size="small"
        tone="ghost"
        onClick={() => (expired ? editAlert(alert) : void resumeAlert(alert))}
        aria-label={`Set again: ${alert.sentence}`}
      >
        <RotateCcw className="icon-small" aria-hidden="true" />
        Set again
      </Button>
      <AlertMenu alert={alert} />
    </li>
  );
}
