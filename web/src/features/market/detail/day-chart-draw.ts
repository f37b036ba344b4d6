import type { SparklineView } from '../../../../../contract/market.ts';
import { exchangeOf } from '../../../lib/format/exchange.ts';
import { type Direction, formatPrice } from '../../../lib/format/number.ts';
import { freshContext, type Ink, strokeLine } from '../ink.ts';
import { type LineShape, type LineTail, shapeLine } from '../line-shape.ts';
import { hourTicks, roundValues } from './day-chart-shape.ts';

export const AXIS_WIDTH = 56;
const AXIS_HEIGHT = 24;
const FONT = '12px "Inter Variable", Inter, system-ui, sans-serif';

export interface DayChart {
  readonly line: SparklineView;
  readonly tail: LineTail | null;
  readonly direction: Direction;
  readonly decimals: number;
  readonly exchange: string | null;
  /** Prices the person marked. */
  readonly marks: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly ink: Ink;
}

/** Draws the day: price lines, the previous close, the line over its area, the newest price on the axis. */
export function drawDay(canvas: HTMLCanvasElement, chart: DayChart): LineShape | null {
  const context = freshContext(canvas, chart.width, chart.height);
  const plot = { width: chart.width - AXIS_WIDTH, height: chart.height - AXIS_HEIGHT, margin: 10 };
  const shape = shapeLine(chart.line, chart.tail, plot);
  if (!context || !shape) return null;
  context.font = FONT;
  context.textBaseline = 'middle';
  const heightOf = (price: number) => placeOf(price, shape, plot);
  drawPrices(context, chart, shape, heightOf);
  drawHours(context, chart, plot);
  drawMarks(context, chart, plot, heightOf);
  drawLine(context, chart, shape, plot);
  drawLast(context, chart, shape, plot);
  return shape;
}

interface Plot {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
}
type Context = CanvasRenderingContext2D;

function placeOf(price: number, shape: LineShape, plot: Plot): number {
  const span = shape.high - shape.low || 1;
  return plot.margin + ((shape.high - price) / span) * (plot.height - 2 * plot.margin);
}

function level(context: Context, y: number, width: number): void {
  const at = Math.round(y) + 0.5;
  strokeLine(context, [
    [0, at],
    [width, at],
  ]);
}

function drawPrices(context: Context, chart: DayChart, shape: LineShape, heightOf: (price: number) => number): void {
  const { ink } = chart;
  context.lineWidth = 1;
  context.strokeStyle = ink.hairline;
  context.fillStyle = ink.flat;
  context.textAlign = 'right';
  const last_y = shape.points.at(-1)?.[1] ?? Number.NEGATIVE_INFINITY;
  for (const value of roundValues(shape.low, shape.high, 4)) {
    const y = heightOf(value);
    level(context, y, chart.width - AXIS_WIDTH);
    if (Math.abs(y - last_y) < 18) continue;
    context.fillText(formatPrice(value.toFixed(chart.decimals), chart.decimals), chart.width, y);
  }
}

function drawHours(context: Context, { line, exchange, height, ink }: DayChart, plot: Plot): void {
  const [from, to] = [Date.parse(line.day_from), Date.parse(line.day_to)];
  const clock = clockOf(exchangeOf(exchange).zone);
  context.textAlign = 'center';
  for (const at of hourTicks(from, to, 4)) {
    const x = ((at - from) / Math.max(1, to - from)) * plot.width;
    if (x < 16 || x > plot.width - 4) continue;
    context.fillText(clock.format(at), x, height - 8);
  }
  context.strokeStyle = ink.hairline;
  level(context, plot.height, plot.width);
}

function drawMarks(context: Context, { marks, ink }: DayChart, plot: Plot, heightOf: (price: number) => number): void {
  context.strokeStyle = ink.accent;
  context.setLineDash([4, 3]);
  for (const mark of marks) {
    const y = heightOf(Number(mark));
    if (y >= 0 && y <= plot.height) level(context, y, plot.width);
  }
  context.setLineDash([]);
}

function drawLine(context: Context, { direction, ink }: DayChart, shape: LineShape, plot: Plot): void {
  const colour = ink[direction];
  if (shape.base_y !== null) {
    context.strokeStyle = ink.control;
    context.setLineDash([1, 3]);
    level(context, shape.base_y, plot.width);
    context.setLineDash([]);
  }
  const [first, last] = [shape.points[0], shape.points.at(-1)];
  if (!first || !last) return;
  context.beginPath();
  context.moveTo(first[0], plot.height);
  for (const [x, y] of shape.points) context.lineTo(x, y);
  context.lineTo(last[0], plot.height);
  context.globalAlpha = 0.07;
  context.fillStyle = colour;
  context.fill();
  context.globalAlpha = 1;
  context.strokeStyle = colour;
  context.lineWidth = 1.5;
  context.lineJoin = 'round';
  strokeLine(context, shape.points);
  context.beginPath();
  context.arc(last[0], last[1], 3, 0, Math.PI * 2);
  context.fill();
}

function drawLast(context: Context, chart: DayChart, shape: LineShape, plot: Plot): void {
  const last = shape.points.at(-1);
  const price = chart.tail?.price ?? chart.line.points.at(-1);
  if (!last || price === undefined) return;
  const text = formatPrice(price, chart.decimals);
  const width = Math.max(AXIS_WIDTH - 4, context.measureText(text).width + 12);
  const y = Math.min(plot.height - 10, Math.max(10, last[1]));
  context.fillStyle = chart.ink[chart.direction];
  context.beginPath();
  context.roundRect(chart.width - width, y - 10, width, 20, 4);
  context.fill();
  context.fillStyle = chart.ink.bg;
  context.textAlign = 'right';
  context.fillText(text, chart.width - 6, y + 0.5);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Hours and minutes in a zone. */
export function clockOf(zone: string): Intl.DateTimeFormat {
  const held =
    clocks.get(zone) ?? new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });
  clocks.set(zone, held);
  return held;
}
