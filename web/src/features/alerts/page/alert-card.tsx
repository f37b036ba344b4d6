import type { AlertView } from '../../../../../contract/alerts.ts';
import { formatPrice, UNKNOWN } from '../../../lib/format/number.ts';
import { useLiveQuote } from '../../../lib/live/hooks.ts';
import { distanceOf } from '../distance.ts';
import { Meter } from '../meter.tsx';
import { distanceText, ruleText } from '../words.ts';
import { AlertMenu } from './alert-menu.tsx';
import { AlertState } from './alert-state.tsx';
import { editAlert } from './edit-alert.ts';

/** An alert on a phone. A tap edits it. */
export function AlertCard({ alert }: { readonly alert: AlertView }) {
  const { stock_symbol, watchlist_name, instrument, status } = alert;
  const quote = useLiveQuote(stock_symbol);
  const distance = stock_symbol === null ? null : distanceOf(alert, quote);
  const decimals = instrument?.price_decimals;
  const near = distance?.near === true && status === 'active';
  return (
    <li className="alert-card" data-alert={alert.id}>
      <button type="button" className="alert-card-open" onClick={() => editAlert(alert)}>
        <span className="alert-card-rule">
          <b className="text-14 font-semibold">{stock_symbol ?? watchlist_name}</b>{' '}
          <span className="text-muted">{ruleText(alert, decimals)}</span>
        </span>
        <Meter distance={distance} quiet={status !== 'active'} />
        <span className="flex items-center justify-between gap-3 text-12">
          <span className="tabular text-muted">Now {quote ? formatPrice(quote.price, decimals) : UNKNOWN}</span>
          <span className="ml-auto text-muted">
            <AlertState alert={alert} quote={quote} />
          </span>
          <span className={`tabular ${near ? 'is-near' : 'text-muted'}`}>
            {distance ? distanceText(distance) : UNKNOWN}
          </span>
        </span>
      </button>
      <AlertMenu alert={alert} />
    </li>
  );
}
