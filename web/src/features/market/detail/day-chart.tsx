import { useQuery } from '@tanstack/react-query';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { InstrumentView, SparklineView } from '../../../../../contract/market.ts';
import { exchangeOf } from '../../../lib/format/exchange.ts';
import { directionOf, formatPercent, formatPrice } from '../../../lib/format/number.ts';
import type { LiveQuote } from '../../../lib/live/live-quote.ts';
import { sparklinesQuery } from '../../../lib/queries/market.ts';
import { useWidth } from '../../../ui/use-width.ts';
import { useInk } from '../ink.ts';
import { isLate } from '../quote-state.tsx';
import { useLineHead } from '../use-line-head.ts';
import type { LineShape } from '../line-shape.ts';
import { AXIS_WIDTH, clockOf, drawDay } from './day-chart-draw.ts';

const HEIGHT = 184;

interface DayChartProps {
  readonly instrument: InstrumentView;
  readonly quote: LiveQuote | undefined;
  readonly marks: readonly string[];
}

/** The day as a line that goes on with each price. What it shows is also said in words. */
export function DayChart({ instrument, quote, marks }: DayChartProps) {
  const { data, isPending } = useQuery(sparklinesQuery([instrument.symbol]));
  const line = data?.get(instrument.symbol);
  const rolls = useLineHead() !== 'Today';
  if (isPending) return <div className="skeleton" style={{ height: HEIGHT }} />;
  if (!line || line.points.length === 0) return <p className="text-muted">No prices today yet.</p>;
  return (
    <figure className="m-0">
      {rolls && <p className="mb-1 text-12 text-muted">Last 24 hours</p>}
      <ChartCanvas line={line} instrument={instrument} quote={quote} marks={marks} />
      <figcaption className="unseen">{summaryOf(line, instrument, quote)}</figcaption>
    </figure>
  );
}

function ChartCanvas({ line, instrument, quote, marks }: DayChartProps & { readonly line: SparklineView }) {
  const [frame, width] = useWidth();
  const canvas = useRef<HTMLCanvasElement>(null);
  const ink = useInk();
  const [shape, setShape] = useState<LineShape | null>(null);
  const [pointed, setPointed] = useState<number | null>(null);
  const direction = isLate(quote) ? 'unknown' : directionOf(quote?.change);
  const [price, at_ms] = [quote?.price, quote?.at_ms];
  const { price_decimals: decimals, exchange } = instrument;
  useEffect(() => {
    if (!canvas.current || width === 0) return;
    const tail = price === undefined || at_ms === undefined ? null : { price, at_ms };
    setShape(drawDay(canvas.current, { line, tail, direction, decimals, exchange, marks, width, height: HEIGHT, ink }));
  }, [line, price, at_ms, direction, decimals, exchange, marks, width, ink]);
  const onPointerMove = (event: PointerEvent<HTMLElement>) =>
    setPointed(event.clientX - event.currentTarget.getBoundingClientRect().left);
  return (
    <div ref={frame} className="relative" onPointerMove={onPointerMove} onPointerLeave={() => setPointed(null)}>
      <canvas ref={canvas} className="block w-full" style={{ height: HEIGHT }} aria-hidden="true" />
      {pointed !== null && shape && (
        <Crosshair shape={shape} line={line} x={pointed} width={width} instrument={instrument} />
      )}
    </div>
  );
}

interface CrosshairProps {
  readonly shape: LineShape;
  readonly line: SparklineView;
  readonly x: number;
  readonly width: number;
  readonly instrument: InstrumentView;
}

/** Time and price where one points. */
function Crosshair({ shape, line, x, width, instrument }: CrosshairProps) {
  const nearest = shape.points.reduce(
    (best, point) => (Math.abs(point[0] - x) < Math.abs(best[0] - x) ? point : best),
    [-1e9, 0],
  );
  const [at_x, at_y] = nearest;
  const index = shape.points.findIndex((point) => point[0] === at_x);
  const price = line.points[index];
  if (at_x < 0 || price === undefined) return null;
  const plot = width - AXIS_WIDTH;
  const [from, to] = [Date.parse(line.day_from), Date.parse(line.day_to)];
  const time = clockOf(exchangeOf(instrument.exchange).zone).format(from + (at_x / plot) * (to - from));
  return (
    <>
      <span className="pointer-events-none absolute top-0 bottom-6 w-px bg-control" style={{ left: at_x }} />
      <span
        className="pointer-events-none absolute size-2 rounded-full bg-text"
        style={{ left: at_x - 4, top: at_y - 4 }}
      />
      <span
        className="tip pointer-events-none absolute top-0 -translate-x-1/2 whitespace-nowrap"
        style={{ left: Math.min(plot - 44, Math.max(44, at_x)) }}
      >
        {formatPrice(price, instrument.price_decimals)} · {time}
      </span>
    </>
  );
}

function summaryOf(
  line: SparklineView,
  { name, price_decimals }: InstrumentView,
  quote: LiveQuote | undefined,
): string {
  const prices = line.points.map(Number);
  const told = (price: number) => formatPrice(price.toFixed(price_decimals), price_decimals);
  const range = `between ${told(Math.min(...prices))} and ${told(Math.max(...prices))}`;
  return `${name} today: ${range}, previous close ${formatPrice(line.previous_close, price_decimals)}, change ${formatPercent(quote?.change_percent)}.`;
}
