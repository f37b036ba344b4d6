import { X } from 'lucide-react';
import { formatPercent, formatPrice, formatVolume, formatWhole } from '../../../lib/format/number.ts';
import { Delta } from '../../../ui/price.tsx';
import { barName } from '../bar-times.ts';
import { percentSince } from '../compare.ts';
import type { InstrumentPageView } from '../use-instrument-view.ts';
import { changeOf } from '../words.ts';
import type { ChartDriver } from './chart-driver.ts';
import type { ChartInk } from './chart-ink.ts';

interface LegendProps {
  readonly view: InstrumentPageView;
  /** Index of the bar one points at; null for the last. */
  readonly pointed: number | null;
  readonly driver: ChartDriver | null;
  readonly ink: ChartInk;
}

/** The figures of the bar one points at, or of the last one; under it those of the others it is compared with. */
export function Legend({ view, pointed, driver, ink }: LegendProps) {
  const { bars, compared, state } = view;
  const at = pointed !== null && pointed < bars.length ? pointed : bars.length - 1;
  return (
    <div className="chart-legend">
      <BarLine view={view} at={at} />
      {compared.length > 0 && <ComparedLines view={view} at={at} first={driver?.viewport.first() ?? 0} ink={ink} />}
      {compared.length > 0 && state.log && <p className="unseen">Compared in percent; the logarithmic scale waits.</p>}
    </div>
  );
}

function BarLine({ view, at }: { readonly view: InstrumentPageView; readonly at: number }) {
  const { bars, instrument, interval, zone } = view;
  const bar = bars[at];
  if (!bar) return null;
  const price = (text: string) => formatPrice(text, instrument.price_decimals);
  return (
    <dl className="legend-line">
      <div className="font-semibold">
        <dt className="unseen">Bar</dt>
        <dd>
          {instrument.symbol} <span className="legend-when">{barName(bar.time, interval, zone)}</span>
        </dd>
      </div>
      <Figure name="O" words="Open" value={price(bar.open)} wide />
      <Figure name="H" words="High" value={price(bar.high)} wide />
      <Figure name="L" words="Low" value={price(bar.low)} wide />
      <Figure name="C" words="Close" value={price(bar.close)} />
      <div>
        <dt className="unseen">Change</dt>
        <dd>
          <Delta value={changeOf(bars, at)} />
        </dd>
      </div>
      {bar.volume > 0 && (
        <div className="legend-wide text-muted" title={formatWhole(bar.volume)}>
          <dt>Vol</dt>
          <dd>{formatVolume(bar.volume)}</dd>
        </div>
      )}
    </dl>
  );
}

interface ComparedProps {
  readonly view: InstrumentPageView;
  readonly at: number;
  /** Index of the bar that percents count from: the first in sight. */
  readonly first: number;
  readonly ink: ChartInk;
}

function ComparedLines({ view, at, first, ink }: ComparedProps) {
  const { compared, show } = view;
  const without = (symbol: string) =>
    compared.flatMap((other) => (other.symbol === symbol ? [] : [other.symbol])).join(',') || undefined;
  return (
    <ul className="legend-line" aria-label="Compared with">
      {compared.map(({ symbol, closes, failed }, place) => (
        <li key={symbol} className="legend-other">
          <span className="legend-swatch" style={{ background: ink.compared[place] }} />
          {symbol}
          {failed ? (
            <span className="text-muted">no prices</span>
          ) : (
            <Plain value={percentSince(closes, first, at)?.toFixed(2) ?? null} />
          )}
          <button
            type="button"
            className="legend-remove"
            aria-label={`Remove ${symbol} from the comparison`}
            onClick={() => show({ compare: without(symbol) })}
          >
            <X className="icon-small" aria-hidden="true" />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Plain({ value }: { readonly value: string | null }) {
  const rose = value !== null && Number(value) > 0;
  const fell = value !== null && Number(value) < 0;
  return <span className={`delta ${rose ? 'delta-up' : ''} ${fell ? 'delta-down' : ''}`}>{formatPercent(value)}</span>;
}

interface FigureProps {
  readonly name: string;
  readonly words: string;
  readonly value: string;
  /** Left out where there is little room. */
  readonly wide?: boolean;
}

function Figure({ name, words, value, wide = false }: FigureProps) {
  return (
    <div className={wide ? 'legend-wide' : ''}>
      <dt>
        <abbr title={words}>{name}</abbr>
      </dt>
      <dd data-figure={words.toLowerCase()}>{value}</dd>
    </div>
  );
}
