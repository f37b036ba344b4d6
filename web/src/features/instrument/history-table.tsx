import { memo, useState } from 'react';
import type { CandleView, HistoryIntervalName } from '../../../../contract/history.ts';
import { useNow } from '../../app/use-now.ts';
import { formatPrice, formatVolume, formatWhole } from '../../lib/format/number.ts';
import { Button } from '../../ui/button.tsx';
import { Delta } from '../../ui/price.tsx';
import { barName } from './bar-times.ts';
import { endOfBar } from './live-bars.ts';
import { isDaily } from './ranges.ts';
import type { InstrumentPageView } from './use-instrument-view.ts';
import { changeOf } from './words.ts';

const ROWS_FIRST = 40;
const ROWS_MORE = 200;
const MINUTE_MS = 60_000;

/** The bars of the chart in words, the newest first. */
export function HistoryTable({ view }: { readonly view: InstrumentPageView }) {
  const { bars, interval, zone, instrument, history } = view;
  const now_ms = useNow(MINUTE_MS);
  const [shown, setShown] = useState(ROWS_FIRST);
  const places = bars.map((_, at) => bars.length - 1 - at).slice(0, shown);
  if (bars.length === 0 && !history.isPending)
    return (
      <p className="instrument-note">{history.error ? 'No prices to show: see above.' : 'No prices in this range.'}</p>
    );
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
    <section className="history" tabIndex={0} aria-label="History of prices">
      <table className="history-table">
        <thead>
          <tr>
            <th scope="col">{isDaily(interval) ? 'Date' : 'Time'}</th>
            {['Open', 'High', 'Low', 'Close', 'Chg %', 'Volume'].map((name) => (
              <th key={name} scope="col" className="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {places.map((at) => {
            const bar = bars[at];
            return (
              bar && (
                <HistoryRow
                  key={bar.time}
                  bar={bar}
                  change={changeOf(bars, at)}
                  interval={interval}
                  zone={zone}
                  decimals={instrument.price_decimals}
                  growing={at === bars.length - 1 && endOfBar(bar.time, interval) > now_ms}
                />
              )
            );
          })}
        </tbody>
      </table>
      {bars.length > shown && (
        <p className="instrument-note">
          {shown} of {bars.length} bars.{' '}
          <Button size="small" onClick={() => setShown(shown + ROWS_MORE)}>
            Show more
          </Button>
        </p>
      )}
    </section>
  );
}

interface RowProps {
  readonly bar: CandleView;
  readonly change: string | null;
  readonly interval: HistoryIntervalName;
  readonly zone: string;
  readonly decimals: number;
  /** Its time is not over. */
  readonly growing: boolean;
}

/** Made again only when its bar changed: with a live price that is the first. */
const HistoryRow = memo(function HistoryRow({ bar, change, interval, zone, decimals, growing }: RowProps) {
  const price = (text: string) => formatPrice(text, decimals);
  return (
    <tr>
      <th scope="row">
        {barName(bar.time, interval, zone)}
        {growing && <span className="history-growing"> so far</span>}
      </th>
      <td className="number">{price(bar.open)}</td>
      <td className="number">{price(bar.high)}</td>
      <td className="number">{price(bar.low)}</td>
      <td className="number font-medium">{price(bar.close)}</td>
      <td className="number">
        <Delta value={change} />
      </td>
      <td className="number text-muted" title={formatWhole(bar.volume)}>
        {bar.volume === 0 ? '—' : formatVolume(bar.volume)}
      </td>
    </tr>
  );
});
