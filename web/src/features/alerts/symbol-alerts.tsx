import { Plus } from 'lucide-react';
import type { AlertView } from '../../../../contract/alerts.ts';
import { UNKNOWN } from '../../lib/format/number.ts';
import { useLiveQuote } from '../../lib/live/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { openAlertForm } from './alert-request.ts';
import { distanceOf } from './distance.ts';
import { Meter } from './meter.tsx';
import { editAlert } from './page/edit-alert.ts';
import { useActiveAlerts } from './use-alerts.ts';
import { distanceText, kindNames, targetText } from './words.ts';
import './symbol-alerts.css';

interface SymbolAlertsProps {
  readonly symbol: string;
  readonly decimals: number;
  /** Level of the heading, as the page around it needs. */
  readonly heading: 'h2' | 'h3';
}

/** Active alerts of one symbol, and the way to another. */
export function SymbolAlerts({ symbol, decimals, heading: Heading }: SymbolAlertsProps) {
  const alerts = useActiveAlerts()(symbol);
  return (
    <section aria-label="Alerts">
      <div className="mb-1 flex items-center justify-between">
        <Heading className={Heading === 'h2' ? 'text-13 tracking-normal' : 'text-12 font-medium text-muted'}>
          Alerts
        </Heading>
        <Button tone="ghost" size="small" onClick={() => openAlertForm({ kind: 'new', symbol })}>
          <Plus className="icon-small" aria-hidden="true" />
          Add<span className="unseen"> an alert on {symbol}</span>
          <kbd className="-mr-1" aria-hidden="true">
            b
          </kbd>
        </Button>
      </div>
      {alerts.length === 0 && <p className="text-12 text-muted">None yet. You are told the moment a price is there.</p>}
      <ul>
        {alerts.map((alert) => (
          <AlertLine key={alert.id} alert={alert} decimals={decimals} />
        ))}
      </ul>
    </section>
  );
}

function AlertLine({ alert, decimals }: { readonly alert: AlertView; readonly decimals: number }) {
  const quote = useLiveQuote(alert.stock_symbol);
  const distance = distanceOf(alert, quote);
  return (
    <li>
      <button type="button" className="symbol-alert" onClick={() => editAlert(alert)}>
        <span className="flex items-baseline justify-between gap-2">
          <span className="truncate font-medium">
            <span className="unseen">Edit the alert: </span>
            {kindNames[alert.condition_type]} {targetText(alert, decimals)}
          </span>
          <span className={`text-12 whitespace-nowrap tabular ${distance?.near ? 'is-near' : 'text-muted'}`}>
            {distance ? `${distanceText(distance)}${distance.of_volume ? '' : ' away'}` : UNKNOWN}
          </span>
        </span>
        <Meter distance={distance} />
      </button>
    </li>
  );
}
