import type { KeyboardEvent } from 'react';
import type { FiringView } from '../../../../../contract/alerts.ts';
import { pressName } from '../../../app/keyboard/match.ts';
import { useNow } from '../../../app/use-now.ts';
import { decimalsOf, formatPrice } from '../../../lib/format/number.ts';
import { firedText, tookText } from '../words.ts';
import type { AlertsView } from './alerts-page.tsx';
import { stepTo } from './step-to.ts';
import { whenText } from './when-text.ts';
import './firing-table.css';

const MINUTE_MS = 60_000;

interface FiringTableProps {
  readonly view: AlertsView;
  readonly firings: readonly FiringView[];
  readonly label: string;
}

/** What fired: when, what, at which price and how long it took. Each says why. */
export function FiringTable({ view, firings, label }: FiringTableProps) {
  const now_ms = useNow(MINUTE_MS);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-firing]')];
    const at = buttons.indexOf(event.target as HTMLElement);
    const to = at === -1 ? null : stepTo(pressName(event), at, buttons.length);
    if (to === null) return;
    event.preventDefault();
    buttons[to]?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears the keys of its buttons
    <table className="firing-table" aria-label={label} onKeyDown={onKeyDown}>
      <colgroup>
        <col className="firing-time" />
        <col className="firing-symbol" />
        <col />
        <col className="firing-price" />
        <col className="firing-took" />
        <col className="firing-link" />
      </colgroup>
      <thead className="unseen">
        <tr>
          {['Time', 'Symbol', 'What happened', 'Price', 'Until recorded', 'Why'].map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {firings.map((firing) => (
          <FiringRow key={firing.id} view={view} firing={firing} now_ms={now_ms} />
        ))}
      </tbody>
    </table>
  );
}

interface FiringRowProps {
  readonly view: AlertsView;
  readonly firing: FiringView;
  readonly now_ms: number;
}

function FiringRow({ view, firing, now_ms }: FiringRowProps) {
  const { id, stock_symbol, price, print_at, recorded_at, crossings } = firing;
  const chosen = view.state.firing === id;
  const decimals = decimalsOf(price);
  return (
    <tr
      className="firing-row"
      aria-current={chosen || undefined}
      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the button at its end does the same
      onClick={() => view.show({ firing: chosen ? undefined : id })}
    >
      <td className="text-muted">
        <time dateTime={print_at}>{whenText(print_at, now_ms)}</time>
      </td>
      <th scope="row">{stock_symbol}</th>
      <td className="firing-what">
        {firedText(firing, price, decimals)}
        {crossings > 1 && <span className="text-muted">, {crossings} times</span>}
      </td>
      <td className="number font-medium">{formatPrice(price, decimals)}</td>
      <td className="number text-muted alert-medium">{tookText(Date.parse(recorded_at) - Date.parse(print_at))}</td>
      <td className="number">
        <button
          type="button"
          className="link firing-why"
          data-firing={id}
          aria-expanded={chosen}
          aria-label={`Why ${stock_symbol} ${firedText(firing, price, decimals)}`}
          onClick={(event) => {
            event.stopPropagation();
            view.show({ firing: chosen ? undefined : id });
          }}
        >
          Why
        </button>
      </td>
    </tr>
  );
}
