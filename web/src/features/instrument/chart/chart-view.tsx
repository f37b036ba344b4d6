import { type KeyboardEvent, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react';
import { directionOf } from '../../../lib/format/number.ts';
import { useUser } from '../../../app/session.ts';
import { AlertLines } from '../../alerts/chart/alert-lines.tsx';
import { useAlertHere } from '../../alerts/chart/use-alert-here.tsx';
import { isLate } from '../../market/quote-state.tsx';
import type { InstrumentPageView } from '../use-instrument-view.ts';
import { type BarsOf, barWords, summaryOf } from '../words.ts';
import type { ChartDriver } from './chart-driver.ts';
import { type ChartInk, useChartInk } from './chart-ink.ts';
import type { ChartScene } from './chart-scene.ts';
import { Legend } from './legend.tsx';
import { useDriver } from './use-driver.ts';
import { ZOOM_IN } from './zoom.ts';
import './chart.css';

interface ChartViewProps {
  readonly view: InstrumentPageView;
  /** The driver of the chart on screen, for pictures and keys. */
  readonly driverRef: RefObject<ChartDriver | null>;
}

const STEP = 1;
const LEAP = 10;

/** The chart with its legend: a figure whose content is also said in words, and walked through with the arrow keys. */
export function ChartView({ view, driverRef }: ChartViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const { driver, failed } = useDriver(frame, setPointed);
  const ink = useChartInk();
  const scene = useScene(view, ink);
  const id = useId();
  useEffect(() => driver?.show(scene), [driver, scene]);
  useEffect(() => {
    driverRef.current = driver;
    return () => {
      driverRef.current = null;
    };
  }, [driver, driverRef]);
  useCtrlWheel(frame, driver);
  const user = useUser();
  const figure = useRef<HTMLElement>(null);
  const alerting = useAlertHere({ view, figure, places: driver?.places ?? null, pointed, enabled: user !== null });
  const { bars, instrument } = view;
  const whole = barsOf(view);
  return (
    <figure
      ref={figure}
      className="chart-figure"
      aria-labelledby={`${id}-words`}
      data-ready={driver !== null}
      {...alerting.handlers}
    >
      <Legend view={view} pointed={pointed} driver={driver} ink={ink} />
      <div ref={frame} className="chart-frame" />
      {failed && (
        <p role="alert" className="chart-notice">
          The chart could not be loaded. The table below has the same prices.
        </p>
      )}
      <BarSlider
        count={bars.length}
        at={pointed}
        words={(at) => {
          const bar = bars[at];
          return bar ? barWords(bar, whole) : '';
        }}
        driver={driver}
        onPoint={setPointed}
      />
      {driver && user && (
        <AlertLines instrument={instrument} price={view.quote?.price ?? null} places={driver.places} />
      )}
      {alerting.menu}
      <figcaption id={`${id}-words`} className="unseen">
        {summaryOf(bars, whole)}
      </figcaption>
    </figure>
  );
}

/** What its bars are of, for what is said of them. */
function barsOf({ interval, zone, instrument, range, history, sold }: InstrumentPageView): BarsOf {
  const { name, price_decimals: decimals } = instrument;
  return { name, range, interval, zone, decimals, simulated: history.data?.simulated ?? false, sales: sold.length };
}

function useScene(view: InstrumentPageView, ink: ChartInk): ChartScene {
  const { instrument, quote, state, interval, zone, bars, times, compared, events, sold, range, history } = view;
  const late = isLate(quote);
  const direction = late ? 'unknown' : directionOf(quote?.change);
  const base = range === '1D' && quote?.previous_close != null ? Number(quote.previous_close) : null;
  const { from, source } = history.data ?? {};
  const lines = useMemo(
    () => compared.map(({ symbol, closes }, at) => ({ symbol, closes, colour: ink.compared[at] ?? ink.accent })),
    [compared, ink],
  );
  const { symbol, price_decimals: decimals } = instrument;
  const { shape } = view;
  const { log = false } = state;
  const scale = compared.length > 0 ? 'percent' : log ? 'log' : 'plain';
  return useMemo(
    () => ({
      view_key: `${symbol} ${from} ${interval} ${source}`,
      bars,
      times,
      interval,
      zone,
      decimals,
      shape,
      scale,
      compared: lines,
      base,
      direction,
      events,
      sales: sold,
      ink,
    }),
    [
      symbol,
      from,
      source,
      bars,
      times,
      interval,
      zone,
      decimals,
      shape,
      scale,
      lines,
      base,
      direction,
      events,
      sold,
      ink,
    ],
  );
}

/** The page keeps its wheel; with Ctrl, which pinching a touchpad sends too, it zooms the chart. */
function useCtrlWheel(frame: RefObject<HTMLElement | null>, driver: ChartDriver | null): void {
  useEffect(() => {
    const element = frame.current;
    if (!element || !driver) return undefined;
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      driver.viewport.zoom(event.deltaY < 0 ? 0.92 : 1 / 0.92, null);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [frame, driver]);
}

interface BarSliderProps {
  readonly count: number;
  readonly at: number | null;
  readonly words: (at: number) => string;
  readonly driver: ChartDriver | null;
  readonly onPoint: (at: number | null) => void;
}

/** Takes the focus for the chart: left and right walk along the bars and read them out, plus and minus zoom. */
function BarSlider({ count, at, words, driver, onPoint }: BarSliderProps) {
  const now = Math.min(at ?? count - 1, count - 1);
  // Said when one comes and at each step. A live price that changed the words would be read out without being asked for.
  const [said, setSaid] = useState<string | null>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const next = stepOf(event, now, count);
    if (next === null && event.key !== '+' && event.key !== '=' && event.key !== '-') return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (next === null) {
      driver?.viewport.zoom(event.key === '-' ? 1 / ZOOM_IN : ZOOM_IN, at);
      return;
    }
    setSaid(words(next));
    onPoint(next);
    driver?.point(next);
  };
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range input has no words for its value
      role="slider"
      className="chart-slider"
      tabIndex={0}
      aria-label="Bar of the chart"
      aria-valuemin={0}
      aria-valuemax={count - 1}
      aria-valuenow={now}
      aria-valuetext={said ?? words(now)}
      onKeyDown={onKeyDown}
      onFocus={() => setSaid(words(now))}
      onBlur={() => {
        setSaid(null);
        onPoint(null);
        driver?.unpoint();
      }}
    />
  );
}

function stepOf(event: KeyboardEvent, now: number, count: number): number | null {
  const by = event.shiftKey ? LEAP : STEP;
  const clamp = (at: number) => Math.min(count - 1, Math.max(0, at));
  switch (event.key) {
    case 'ArrowLeft':
      return clamp(now - by);
    case 'ArrowRight':
      return clamp(now + by);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
