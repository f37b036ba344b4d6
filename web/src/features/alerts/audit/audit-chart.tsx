import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FiringView } from '../../../../../contract/alerts.ts';
import { formatPrice } from '../../../lib/format/number.ts';
import { minutesQuery } from '../../../lib/queries/alerts.ts';
import { targetOf } from '../distance.ts';
import { lineAround, type LinePoint, placesIn } from './audit-line.ts';
import { exactTime, minuteTime } from './times.ts';

const MINUTE_MS = 60_000;
const BEFORE_MS = 30 * MINUTE_MS;
const AFTER_MS = 10 * MINUTE_MS;
const [WIDTH, HEIGHT] = [284, 90];

interface AuditChartProps {
  readonly firing: FiringView;
  readonly decimals: number;
  readonly mic: string | null;
}

/** The price around the print. What it shows is said beside it in words. */
export function AuditChart({ firing, decimals, mic }: AuditChartProps) {
  const { stock_symbol, print_at, price } = firing;
  const print_ms = Date.parse(print_at);
  const from = new Date(Math.floor((print_ms - BEFORE_MS) / MINUTE_MS) * MINUTE_MS).toISOString();
  const to = new Date(Math.floor((print_ms + AFTER_MS) / MINUTE_MS) * MINUTE_MS).toISOString();
  const { data, isPending } = useQuery(minutesQuery(stock_symbol, from, to));
  const points = useMemo(() => lineAround(firing, data ?? []), [firing, data]);
  if (isPending) return <div className="skeleton audit-chart-wait" />;
  if (points.length < 3) return <p className="text-muted">No other prices are kept from that time.</p>;
  const target = targetOf({ ...firing, price_at_creation: null }, { price, previous_close: null });
  return (
    <figure className="audit-chart">
      <Drawing
        points={points}
        print_ms={print_ms}
        price={Number(price)}
        level={target === null ? null : Number(target)}
      />
      {target !== null && <LevelTag points={points} level={Number(target)} text={formatPrice(target, decimals)} />}
      <div className="audit-axis" aria-hidden="true">
        <span>{minuteTime(points[0]?.at_ms ?? print_ms, mic)}</span>
        <span>{exactTime(print_at, mic).slice(0, 8)}</span>
      </div>
      <figcaption className="unseen">
        The price from {minuteTime(points[0]?.at_ms ?? print_ms, mic)} on, up to the print of{' '}
        {formatPrice(price, decimals)} and ten minutes after it.
      </figcaption>
    </figure>
  );
}

interface DrawingProps {
  readonly points: readonly LinePoint[];
  readonly print_ms: number;
  readonly price: number;
  readonly level: number | null;
}

function Drawing({ points, print_ms, price, level }: DrawingProps) {
  const { x, y } = placesIn(points, level, { width: WIDTH, height: HEIGHT });
  const line = points.map(
    (point, at) => `${at === 0 ? 'M' : 'L'}${x(point.at_ms).toFixed(1)} ${y(point.price).toFixed(1)}`,
  );
  const at = x(print_ms);
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      {level !== null && <path className="audit-level" d={`M0 ${y(level)}H${WIDTH}`} />}
      <path className="audit-instant" d={`M${at} 0V${HEIGHT}`} />
      <path className="audit-line" d={line.join('')} />
      <path className="audit-dot-rim" d={`M${at} ${y(price)}h0`} />
      <path className="audit-dot" d={`M${at} ${y(price)}h0`} />
    </svg>
  );
}

interface LevelTagProps {
  readonly points: readonly LinePoint[];
  readonly level: number;
  readonly text: string;
}

function LevelTag({ points, level, text }: LevelTagProps) {
  const { y } = placesIn(points, level, { width: WIDTH, height: HEIGHT });
  return (
    <span className="audit-tag" style={{ top: y(level) }}>
      {text}
    </span>
  );
}
