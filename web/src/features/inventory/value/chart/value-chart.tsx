import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef, useState } from 'react';
import { currencyDigits } from '../../../../../../contract/minor-units.ts';
import type { ValueDay } from '../../../../lib/queries/inventory-value.ts';
import { useVendor } from '../../vendor/use-vendor.ts';
import { linePath, nearest, ROOM, stepPath, type ValueScale, valueScale } from './value-scale.ts';

const HEIGHT = 248;

interface ValueChartProps {
  readonly days: readonly ValueDay[];
  readonly currency: string;
  /** The day that is looked at; null is the last. */
  readonly at: number | null;
  readonly onAt: (at: number | null) => void;
}

/** Two lines, and the day under the pointer or chosen by the arrow keys. */
export function ValueChart({ days, currency, at, onAt }: ValueChartProps) {
  const { money } = useVendor();
  const [frame, width] = useWidth();
  const scale = useMemo(() => valueScale(days, { width, height: HEIGHT }), [days, width]);
  const shown = days[at ?? days.length - 1];
  const point = (event: PointerEvent<HTMLDivElement>) =>
    onAt(nearest(scale, days.length, event.clientX - event.currentTarget.getBoundingClientRect().left));
  const step = (event: KeyboardEvent) => {
    const now = at ?? days.length - 1;
    const next = { ArrowLeft: now - 1, ArrowRight: now + 1, Home: 0, End: days.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onAt(Math.min(days.length - 1, Math.max(0, next)));
  };
  return (
    <div
      ref={frame}
      className="value-chart"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range input holds no drawing
      role="slider"
      tabIndex={0}
      aria-label="Day of the chart"
      aria-valuemin={1}
      aria-valuemax={days.length}
      aria-valuenow={(at ?? days.length - 1) + 1}
      aria-valuetext={
        shown &&
        `${dayWords(shown.day)}: asking ${money(shown.price_minor, currency)}, cost ${money(shown.cost_minor, currency)}`
      }
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => onAt(null)}
      onKeyDown={step}
      onBlur={() => onAt(null)}
    >
      {width > 0 && (
        <svg width={width} height={HEIGHT} aria-hidden="true" focusable="false">
          <Axes {...{ days, currency, scale, width }} />
          <Lines days={days} scale={scale} />
          {at !== null && days[at] && <Mark day={days[at]} x={scale.x(at)} scale={scale} />}
        </svg>
      )}
    </div>
  );
}

function Axes(
  props: Pick<ValueChartProps, 'days' | 'currency'> & { readonly scale: ValueScale; readonly width: number },
) {
  const { days, currency, scale, width } = props;
  return (
    <g className="value-axes">
      {scale.ticks.map((tick) => (
        <g key={tick}>
          <line x1={ROOM.left} x2={width - ROOM.right} y1={scale.y(tick)} y2={scale.y(tick)} />
          <text x={width - ROOM.right + 8} y={scale.y(tick) + 4}>
            {short(tick, currency)}
          </text>
        </g>
      ))}
      {scale.named.map((index) => (
        <text key={index} x={scale.x(index)} y={HEIGHT - 6} textAnchor={index === 0 ? 'start' : 'middle'}>
          {dayName.format(Date.parse(days[index]?.day ?? ''))}
        </text>
      ))}
    </g>
  );
}

function Lines({ days, scale }: { readonly days: readonly ValueDay[]; readonly scale: ValueScale }) {
  const price = days.map((day, index) => [scale.x(index), scale.y(day.price_minor)] as const);
  const cost = days.map((day, index) => [scale.x(index), scale.y(day.cost_minor)] as const);
  const floor = HEIGHT - ROOM.bottom;
  const area = `${linePath(price)}L${scale.x(days.length - 1).toFixed(1)} ${floor}H${scale.x(0).toFixed(1)}Z`;
  return (
    <>
      <path className="value-area" d={area} />
      <path className="value-line" data-line="cost" d={stepPath(cost)} />
      <path className="value-line" data-line="price" d={linePath(price)} />
    </>
  );
}

function Mark({ day, x, scale }: { readonly day: ValueDay; readonly x: number; readonly scale: ValueScale }) {
  return (
    <g className="value-mark">
      <line x1={x} x2={x} y1={ROOM.top} y2={HEIGHT - ROOM.bottom} />
      <circle cx={x} cy={scale.y(day.cost_minor)} r="3.5" data-line="cost" />
      <circle cx={x} cy={scale.y(day.price_minor)} r="3.5" data-line="price" />
    </g>
  );
}

const dayName = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const wholeDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

export function dayWords(day: string): string {
  return wholeDay.format(Date.parse(day));
}

/** 59900000 of EUR as "€599K": enough for an axis. */
function short(minor: number, currency: string): string {
  return new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    notation: 'compact',
    maximumFractionDigits: 1,
    minimumFractionDigits: 0,
  }).format(minor / 10 ** currencyDigits(currency));
}

function useWidth() {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [frame, width] as const;
}
