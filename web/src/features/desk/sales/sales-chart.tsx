import { formatMoneyShort } from '../../../lib/format/money.ts';
import { formatDay } from '../../../lib/format/time.ts';
import type { DeskSummaryView } from '../../../lib/queries/desk.ts';
import { DaySlider } from '../../../ui/day-slider.tsx';
import { ROOM, ticksOf } from '../../inventory/value/chart/value-scale.ts';
import { useVendor } from '../../inventory/vendor/use-vendor.ts';
import { countOf } from '../../shop/words.ts';

const HEIGHT = 236;
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
  const place = at ?? days.length - 1;
  const shown = days[place];
  const dayAt = (x: number, width: number) =>
    Math.floor(((x - ROOM.left) / Math.max(1, width - ROOM.left - ROOM.right)) * days.length);
  const words =
    shown && `${dayName(shown.day)}: ${money(shown.gross_minor, currency)}, ${countOf(shown.orders, 'order')}`;
  return (
    <DaySlider className="sales-chart" days={days.length} at={at} onAt={onAt} words={words} dayAt={dayAt}>
      {(width) => <Bars days={days} currency={currency} place={place} width={width} />}
    </DaySlider>
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
              {formatMoneyShort(tick, currency)}
            </text>
          </g>
        ))}
        {days.map(({ day }, index) =>
          index % every === 0 ? (
            <text key={day} x={ROOM.left + slot * index} y={HEIGHT - 6}>
              {formatDay(day)}
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
