/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-noninteractive-element-to-interactive-role, jsx-a11y/no-interactive-element-to-noninteractive-role, jsx-a11y/control-has-associated-label -- an APG grid: one tab stop, the arrow keys walk */
import { memo, type KeyboardEvent, type RefObject, useState } from 'react';
import type { AlertView } from '../../../../../contract/alerts.ts';
import { pressName } from '../../../app/keyboard/match.ts';
import { useShortcut } from '../../../app/keyboard/use-shortcut.ts';
import { preferences } from '../../../app/preferences.ts';
import { formatPrice, UNKNOWN } from '../../../lib/format/number.ts';
import { useLiveQuote } from '../../../lib/live/hooks.ts';
import { isLate } from '../../market/quote-state.tsx';
import { deleteAlert } from '../change-alerts.ts';
import { distanceOf } from '../distance.ts';
import { Meter } from '../meter.tsx';
import { distanceText, kindNames, targetText } from '../words.ts';
import { AlertMenu } from './alert-menu.tsx';
import { AlertState } from './alert-state.tsx';
import { ChannelIcons } from './channel-icons.tsx';
import { editAlert } from './edit-alert.ts';
import { stepTo } from './step-to.ts';

interface AlertTableProps {
  readonly alerts: readonly AlertView[];
  readonly frozen: RefObject<boolean>;
  readonly label: string;
}

/** Alerts as rows; one of them is reached by Tab, the others by j, k and the arrow keys. */
export function AlertTable({ alerts, frozen, label }: AlertTableProps) {
  const [place, setPlace] = useState({ id: '', index: 0 });
  const found = alerts.findIndex(({ id }) => id === place.id);
  const index = found === -1 ? Math.min(place.index, alerts.length - 1) : found;
  const focusAt = (at: number) => {
    const alert = alerts[Math.max(0, Math.min(alerts.length - 1, at))];
    if (alert) document.getElementById(`alert-${alert.id}`)?.focus();
  };
  useShortcut('row_after', () => focusAt(index));
  useShortcut('row_before', () => focusAt(index));
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const alert = target.matches('[data-alert]') ? alerts[index] : undefined;
    const press = pressName(event);
    if (!alert || (press.length === 1 && !preferences().single_keys)) return;
    const to = stepTo(press, index, alerts.length);
    if (to !== null) focusAt(to);
    else if (press === 'Enter' || press === 'e') editAlert(alert);
    else if ((press === 'Delete' || press === 'Backspace') && alert.origin === 'user') removeAt(alert);
    else return;
    event.preventDefault();
  };
  const removeAt = (alert: AlertView) => {
    focusAt(index === alerts.length - 1 ? index - 1 : index + 1);
    void deleteAlert(alert);
  };
  return (
    <table
      role="grid"
      className="alert-table"
      aria-label={label}
      onKeyDown={onKeyDown}
      {...freezing(frozen)}
      onFocus={(event) => {
        freezing(frozen).onFocus();
        const { alert, index: at } = event.target.dataset;
        if (alert !== undefined) setPlace({ id: alert, index: Number(at) });
      }}
    >
      <AlertHead />
      <tbody>
        {alerts.map((alert, at) => (
          <AlertRow key={alert.id} alert={alert} index={at} tabbable={at === index} />
        ))}
      </tbody>
    </table>
  );
}

/** While somebody points at a row or has it focused, prices do not reorder the rows. */
function freezing(frozen: RefObject<boolean>) {
  const set = (value: boolean) => () => {
    frozen.current = value;
  };
  return { onPointerEnter: set(true), onPointerLeave: set(false), onFocus: set(true), onBlur: set(false) };
}

function AlertHead() {
  return (
    <thead>
      <tr>
        <th scope="col">Symbol</th>
        <th scope="col">When it</th>
        <th scope="col" className="number">
          Target
        </th>
        <th scope="col" className="number">
          Now
        </th>
        <th scope="col" aria-sort="ascending">
          Distance
        </th>
        <th scope="col" className="alert-wide">
          Tell
        </th>
        <th scope="col" className="alert-medium">
          Repeat
        </th>
        <th scope="col">
          <span className="unseen">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

interface AlertRowProps {
  readonly alert: AlertView;
  readonly index: number;
  readonly tabbable: boolean;
}

/** One alert. It renders again when its own symbol moves. */
const AlertRow = memo(function AlertRow({ alert, index, tabbable }: AlertRowProps) {
  const { stock_symbol, watchlist_name, instrument, status } = alert;
  const quote = useLiveQuote(stock_symbol);
  const decimals = instrument?.price_decimals;
  return (
    <tr
      id={`alert-${alert.id}`}
      data-alert={alert.id}
      data-index={index}
      tabIndex={tabbable ? 0 : -1}
      className={`alert-row ${status === 'active' ? '' : 'is-paused'} ${isLate(quote) ? 'is-stale' : ''}`}
    >
      <th role="rowheader" scope="row">
        <span className="alert-symbol">
          <b>{stock_symbol ?? watchlist_name}</b>
          <span className="truncate text-muted">{stock_symbol === null ? 'Whole list' : instrument?.name}</span>
        </span>
      </th>
      <td>
        {kindNames[alert.condition_type]}
        {alert.and && (
          <span className="text-muted" title={alert.sentence}>
            {' '}
            + 1<span className="unseen"> more condition</span>
          </span>
        )}
      </td>
      <td className="number font-medium">{targetText(alert, decimals)}</td>
      <td className="number">
        <span className="price">{quote && stock_symbol !== null ? formatPrice(quote.price, decimals) : UNKNOWN}</span>
      </td>
      <td>
        <DistanceCell alert={alert} />
      </td>
      <td className="alert-wide">
        <ChannelIcons channels={alert.channels} />
      </td>
      <td className="alert-medium">
        <AlertState alert={alert} quote={quote} />
      </td>
      <td>
        <AlertMenu alert={alert} tab={false} />
      </td>
    </tr>
  );
});

/** The bar toward the target and what is missing in percent. */
export function DistanceCell({ alert }: { readonly alert: AlertView }) {
  const quote = useLiveQuote(alert.stock_symbol);
  const distance = alert.stock_symbol === null ? null : distanceOf(alert, quote);
  const paused = alert.status !== 'active';
  return (
    <span className="alert-distance">
      <Meter distance={distance} quiet={paused} />
      <span className={`number ${distance?.near && !paused ? 'is-near' : 'text-muted'}`}>
        {distance ? distanceText(distance) : UNKNOWN}
      </span>
    </span>
  );
}
