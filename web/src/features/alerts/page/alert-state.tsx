import { Pause } from 'lucide-react';
import type { AlertView } from '../../../../../contract/alerts.ts';
import { formatDate } from '../../../lib/format/time.ts';
import type { LiveQuote } from '../../../lib/live/live-quote.ts';
import { Badge } from '../../../ui/badge.tsx';
import { isReached } from '../distance.ts';
import { pauseHints, pauseNames, repeatText } from '../words.ts';

/** How often it fires, and what keeps it from firing now. */
export function AlertState({ alert, quote }: { readonly alert: AlertView; readonly quote: LiveQuote | undefined }) {
  const { status, pause_reason, expires_at } = alert;
  if (status === 'paused') {
    const reason = pause_reason ?? 'user';
    return (
      <Badge tone={reason === 'user' ? 'neutral' : 'warn'} title={pauseHints[reason]}>
        <Pause aria-hidden="true" />
        {pauseNames[reason]}
      </Badge>
    );
  }
  if (status === 'expired') return <Badge title={`Ran out on ${formatDate(expires_at)}`}>Ran out</Badge>;
  return (
    <span className="flex items-center gap-2">
      {status === 'active' && waits(alert, quote)}
      <span className="truncate">{repeatText(alert)}</span>
    </span>
  );
}

/** Why an active alert cannot fire just now. */
function waits(alert: AlertView, quote: LiveQuote | undefined) {
  if (!quote) return null;
  const { condition_type, threshold_value } = alert;
  if (threshold_value !== null && isReached(condition_type, threshold_value, quote.price)) {
    return <Badge title="The price is there already: it waits until the price gets there anew">Waits</Badge>;
  }
  if (quote.session === 'halted') return <Badge tone="warn">Halted</Badge>;
  if (
    alert.regular_session_only &&
    (quote.session === 'closed' || quote.session === 'pre' || quote.session === 'post')
  ) {
    return <Badge title="The regular session is closed">Waits for open</Badge>;
  }
  return quote.delay_ms > 0 ? <Badge tone="line">{Math.round(quote.delay_ms / 60_000)}m</Badge> : null;
}
