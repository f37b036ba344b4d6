import { useEffect, useRef } from 'react';
import type { SparklineView } from '../../../../contract/market.ts';
import { directionOf } from '../../lib/format/number.ts';
import type { LiveQuote } from '../../lib/live/live-quote.ts';
import { freshContext, strokeLine, useInk } from './ink.ts';
import { type LineTail, shapeLine } from './line-shape.ts';
import { isLate } from './quote-state.tsx';

const WIDTH = 72;
const HEIGHT = 20;
/** One more price moves the end of so small a line by a fraction of a pixel: once a second is enough. */
const REDRAW_MS = 1000;

interface SparklineProps {
  readonly line: SparklineView | undefined;
  readonly quote: LiveQuote | undefined;
}

/** The day in a thumbnail: the previous close as a dotted line, the price to where the day has got to. */
export function Sparkline({ line, quote }: SparklineProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ink = useInk();
  const direction = isLate(quote) ? 'unknown' : directionOf(quote?.change);
  const [price, at_ms] = [quote?.price, quote?.at_ms];
  const drawn = useRef({ line, colour: '', at_ms: Number.NEGATIVE_INFINITY });
  useEffect(() => {
    const colour = ink[direction];
    const now_ms = performance.now();
    const before = drawn.current;
    const only_price = before.line === line && before.colour === colour;
    if (!canvas.current || !line || (only_price && now_ms - before.at_ms < REDRAW_MS)) return;
    drawn.current = { line, colour, at_ms: now_ms };
    const tail = price === undefined || at_ms === undefined ? null : { price, at_ms };
    draw(canvas.current, line, tail, { colour, base: ink.hairline });
  }, [line, price, at_ms, direction, ink]);
  return <canvas ref={canvas} className="sparkline" aria-hidden="true" />;
}

interface Colours {
  readonly colour: string;
  readonly base: string;
}

function draw(canvas: HTMLCanvasElement, line: SparklineView, tail: LineTail | null, colours: Colours): void {
  const context = freshContext(canvas, WIDTH, HEIGHT);
  const shape = shapeLine(line, tail, { width: WIDTH, height: HEIGHT, margin: 1.5 });
  if (!context || !shape) return;
  if (shape.base_y !== null) {
    context.strokeStyle = colours.base;
    context.lineWidth = 1;
    context.setLineDash([2, 2]);
    const y = Math.round(shape.base_y) + 0.5;
    strokeLine(context, [
      [0, y],
      [WIDTH, y],
    ]);
    context.setLineDash([]);
  }
  context.strokeStyle = colours.colour;
  context.lineWidth = 1.25;
  context.lineJoin = 'round';
  strokeLine(context, shape.points);
}
