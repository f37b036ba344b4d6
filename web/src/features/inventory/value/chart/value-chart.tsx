import { useMemo } from 'react';
import { formatMoneyShort } from '../../../../lib/format/money.ts';
import { formatDate, formatDay } from '../../../../lib/format/time.ts';
import type { ValueDay } from '../../../../lib/queries/inventory-value.ts';
import { DaySlider } from '../../../../ui/day-slider.tsx';
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
  const shown = days[at ?? days.length - 1];
  const words =
    shown &&
    `${dayWords(shown.day)}: asking ${money(shown.price_minor, currency)}, cost ${money(shown.cost_minor, currency)}`;
  const dayAt = (x: number, width: number) => nearest(valueScale(days, { width, height: HEIGHT }), days.length, x);
  return (
    <DaySlider className="value-chart" days={days.length} at={at} onAt={onAt} words={words} dayAt={dayAt}>
      {(width) => <Drawing days={days} currency={currency} at={at} width={width} />}
    </DaySlider>
  );
}

interface DrawingProps extends Pick<ValueChartProps, 'days' | 'currency' | 'at'> {
  readonly width: number;
}

function Drawing({ days, currency, at, width }: DrawingProps) {
  const scale = useMemo(() => valueScale(days, { width, height: HEIGHT }), [days, width]);
  return (
    <svg width={width} height={HEIGHT} aria-hidden="true" focusable="false">
      <Axes {...{ days, currency, scale, width }} />
      <Lines days={days} scale={scale} />
      {at !== null && days[at] && <Mark day={days[at]} x={scale.x(at)} scale={scale} />}
    </svg>
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
            {formatMoneyShort(tick, currency)}
          </text>
        </g>
      ))}
      {scale.named.map((index) => (
        <text key={index} x={scale.x(index)} y={HEIGHT - 6} textAnchor={index === 0 ? 'start' : 'middle'}>
          {formatDay(days[index]?.day ?? '')}
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

/** "20 Nov 2026". */
export function dayWords(day: string): string {
  return formatDate(day, 'UTC');
}
