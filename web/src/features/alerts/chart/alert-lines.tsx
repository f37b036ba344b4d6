import { Bell } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { AlertView } from '../../../../../contract/alerts.ts';
import type { InstrumentView } from '../../../../../contract/market.ts';
import { formatPercent, formatPrice } from '../../../lib/format/number.ts';
import type { PricePlaces } from '../../instrument/chart/price-places.ts';
import { percentFrom } from '../../market/detail/detail-note.tsx';
import { moveLevel } from '../change-alerts.ts';
import { levelOf } from '../distance.ts';
import { editAlert } from '../page/edit-alert.ts';
import { useActiveAlerts } from '../use-alerts.ts';
import { kindNames } from '../words.ts';
import { rounded, stepped } from './steps.ts';
import './alert-lines.css';

interface AlertLinesProps {
  readonly instrument: InstrumentView;
  readonly price: string | null;
  readonly places: PricePlaces;
}

/** A line at the level of each active alert. It is moved by dragging its tag, or with the arrow keys. */
export function AlertLines({ instrument, price, places }: AlertLinesProps) {
  const alerts = useActiveAlerts()(instrument.symbol);
  return alerts.map((alert) => {
    const level = levelOf(alert);
    return (
      level !== null && (
        <AlertLine key={alert.id} {...{ alert, level, price, places }} decimals={instrument.price_decimals} />
      )
    );
  });
}

interface AlertLineProps {
  readonly alert: AlertView;
  readonly level: string;
  readonly price: string | null;
  readonly places: PricePlaces;
  readonly decimals: number;
}

const LEAP = 10;
/** Height of the chart's legend. */
const LEGEND_PX = 48;
/** A press that moved less is a click. */
const DRAG_PX = 3;

function AlertLine({ alert, level, price, places, decimals }: AlertLineProps) {
  const [moved, setMoved] = useState<string | null>(null);
  const shown = moved ?? level;
  const line = usePlace(shown, places);
  const save = async (to: string | null) => {
    if (to !== null && to !== level) await moveLevel(alert, to);
    setMoved(null);
  };
  const drag = useDrag({ line, places, decimals, onMove: setMoved, onClick: () => editAlert(alert), onDrop: save });
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: LEAP, PageDown: -LEAP }[event.key];
    if (by !== undefined) setMoved(stepped(shown, event.shiftKey ? by * LEAP : by, decimals) ?? shown);
    else if (event.key === 'Enter') void (moved === null ? editAlert(alert) : save(moved));
    else if (event.key === 'Escape' && moved !== null) setMoved(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const away = price === null ? '' : `, ${formatPercent(percentFrom(price, shown))} from now`;
  const words = `${formatPrice(shown, decimals)}${away}${moved === null ? '' : ', not saved: Enter saves, Escape takes it back'}`;
  const fixed = alert.origin === 'mark';
  return (
    <div ref={line} className="chart-alert" data-moved={moved !== null || undefined}>
      <span className="chart-alert-line" />
      <div
        className="chart-alert-handle"
        tabIndex={0}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range input has no words for its value
        role="slider"
        aria-orientation="vertical"
        aria-label={`Alert: ${kindNames[alert.condition_type].toLowerCase()}`}
        aria-readonly={fixed || undefined}
        aria-valuenow={Number(shown)}
        aria-valuetext={words}
        onBlur={() => setMoved(null)}
        {...(!fixed && { onKeyDown, ...drag })}
      >
        <span className="chart-alert-words">
          <Bell className="icon-small" aria-hidden="true" />
          {kindNames[alert.condition_type]} {formatPrice(shown, decimals)}
          {moved !== null && <span className="text-muted"> {formatPercent(price && percentFrom(price, shown))}</span>}
        </span>
        <span className="chart-alert-tag">{formatPrice(shown, decimals)}</span>
      </div>
    </div>
  );
}

/** Keeps the line where its price stands, without rendering: the chart moves with every price. */
function usePlace(level: string, places: PricePlaces) {
  const line = useRef<HTMLDivElement>(null);
  const place = useEffectEvent(() => {
    const height = places.heightOf(Number(level));
    if (!line.current) return;
    // A line that somebody holds stays where it was while the chart goes on: hidden, it would lose the focus and the move.
    line.current.hidden = height === null && !line.current.contains(document.activeElement);
    line.current.style.setProperty('--axis', `${places.axisWidth()}px`);
    // Under the line where the legend stands above it.
    line.current.toggleAttribute('data-low', height !== null && height < LEGEND_PX);
    if (height !== null) line.current.style.transform = `translateY(${Math.round(height)}px)`;
  });
  useEffect(() => place());
  useEffect(() => places.onMove(() => place()), [places]);
  return line;
}

interface DragOptions {
  readonly line: { readonly current: HTMLElement | null };
  readonly places: PricePlaces;
  readonly decimals: number;
  readonly onMove: (level: string) => void;
  readonly onClick: () => void;
  readonly onDrop: (level: string | null) => Promise<void>;
}

function useDrag({ line, places, decimals, onMove, onClick, onDrop }: DragOptions) {
  const from = useRef<{ readonly y: number; level: string | null } | null>(null);
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { y: event.clientY, level: null };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const top = line.current?.parentElement?.getBoundingClientRect().top;
    const held = from.current;
    if (!held || top === undefined || (held.level === null && Math.abs(event.clientY - held.y) < DRAG_PX)) return;
    const price = places.priceAt(event.clientY - top);
    held.level = price === null ? held.level : (rounded(price, decimals) ?? held.level);
    if (held.level !== null) onMove(held.level);
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>) => {
    const held = from.current;
    from.current = null;
    if (!held) return;
    event.currentTarget.releasePointerCapture(event.pointerId);
    if (held.level === null) onClick();
    else void onDrop(held.level);
  };
  const onPointerCancel = () => {
    from.current = null;
    void onDrop(null);
  };
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel };
}
