import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { currencyDigits } from '../../../../../contract/minor-units.ts';
import type { DeskSummaryView } from '../../../lib/queries/desk.ts';
import { ticksOf } from '../../inventory/value/chart/value-scale.ts';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { countOf } from '../../shop/words.ts';

const HEIGHT = 236;
const ROOM = { top: 12, right: 64, bottom: 26, left: 4 } as const;
/** Pixels that the name of a day needs. */
const NAME_WIDTH = 84;
const TICKS = 4;

interface SalesChartProps {
  readonly days: DeskSummaryView['days'];
  readonly currency: string;
  /** The day that is looked at; null is the last. */
  readonly at: number | null;
  readonly onAt: (at: number | null) => void;
}

/** A bar for every day; the one under the pointer, or chosen by the arrow keys, is told above. */
export function SalesChart({ days, currency, at, onAt }: SalesChartProps) {
  const { money } = useVendor();
  const [frame, width] = useWidth();
  const place = at ?? days.length - 1;
  const shown = days[place];
  const plot = Math.max(1, width - ROOM.left - ROOM.right);
  const point = (event: PointerEvent<HTMLDivElement>) => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left - ROOM.left;
    onAt(Math.min(days.length - 1, Math.max(0, Math.floor((x / plot) * days.length))));
  };
  const step = (event: KeyboardEvent) => {
    const next = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: days.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onAt(Math.min(days.length - 1, Math.max(0, next)));
  };
  return (
    <div
      ref={frame}
      className="sales-chart"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range input holds no drawing
      role="slider"
      tabIndex={0}
      aria-label="Day of the chart"
      aria-valuemin={1}
      aria-valuemax={Math.max(1, days.length)}
      aria-valuenow={place + 1}
      aria-valuetext={
        shown && `${dayName(shown.day)}: ${money(shown.gross_minor, currency)}, ${countOf(shown.orders, 'order')}`
      }
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => onAt(null)}
      onKeyDown={step}
      onBlur={() => onAt(null)}
    >
      {width > 0 && <Bars days={days} currency={currency} place={place} width={width} />}
    </div>
  );
}

interface BarsProps extends Pick<SalesChartProps, 'days' | 'currency'> {
  readonly place: number;
  readonly width: number;
}

function Bars({ days, currency, place, width }: BarsProps) {
  const plot = width - ROOM.left - ROOM.right;
  const floor = HEIGHT - ROOM.bottom;
  const ticks = ticksOf(0, Math.max(1, ...days.map(({ gross_minor }) => gross_minor)), TICKS);
  const highest = ticks.at(-1) ?? 1;
  const y = (minor: number) => floor - (minor / highest) * (floor - ROOM.top);
  const slot = plot / Math.max(1, days.length);
  const every = Math.max(1, Math.ceil(days.length / Math.max(2, Math.floor(plot / NAME_WIDTH))));
  return (
    <svg width={width} height={HEIGHT} aria-hidden="true" focusable="false">
      <g className="sales-axes">
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={ROOM.left} x2={width - ROOM.right} y1={y(tick)} y2={y(tick)} />
            <text x={width - ROOM.right + 8} y={y(tick) + 4}>
              {short(tick, currency)}
            </text>
          </g>
        ))}
        {days.map(({ day }, index) =>
          index % every === 0 ? (
            <text key={day} x={ROOM.left + slot * index} y={HEIGHT - 6}>
              {shortDay.format(Date.parse(day))}
            </text>
          ) : null,
        )}
      </g>
      {days.map(({ day, gross_minor }, index) => (
        <rect
          key={day}
          className={index === place ? 'sales-bar is-here' : 'sales-bar'}
          x={ROOM.left + slot * index + slot * 0.12}
          width={Math.max(1, slot * 0.76)}
          y={gross_minor === 0 ? floor - 1 : y(gross_minor)}
          height={gross_minor === 0 ? 1 : floor - y(gross_minor)}
          rx={Math.min(2, slot * 0.3)}
        />
      ))}
    </svg>
  );
}

const shortDay = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
const wholeDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

/** "Fri 20 Nov". */
export function dayName(day: string): string {
  return wholeDay.format(Date.parse(day)).replace(',', '');
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
