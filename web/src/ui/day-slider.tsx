import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import { useWidth } from './use-width.ts';

interface DaySliderProps {
  readonly className: string;
  /** How many days there are. */
  readonly days: number;
  /** The day that is looked at; null is the last. */
  readonly at: number | null;
  readonly onAt: (at: number | null) => void;
  /** What is read aloud of that day. */
  readonly words: string | undefined;
  /** The day so many pixels from the left of a chart so wide. */
  readonly dayAt: (x: number, width: number) => number;
  /** Draws the chart so wide. */
  readonly children: (width: number) => ReactNode;
}

/** A chart whose day is the one under the pointer, or chosen by the arrow keys. */
export function DaySlider({ className, days, at, onAt, words, dayAt, children }: DaySliderProps) {
  const [frame, width] = useWidth();
  const place = at ?? days - 1;
  const bounded = (day: number) => Math.min(days - 1, Math.max(0, day));
  const point = (event: PointerEvent<HTMLDivElement>) =>
    onAt(bounded(dayAt(event.clientX - event.currentTarget.getBoundingClientRect().left, width)));
  const step = (event: KeyboardEvent) => {
    const next = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: days - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onAt(bounded(next));
  };
  return (
    <div
      ref={frame}
      className={className}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a range input holds no drawing
      role="slider"
      tabIndex={0}
      aria-label="Day of the chart"
      aria-valuemin={1}
      aria-valuemax={Math.max(1, days)}
      aria-valuenow={place + 1}
      aria-valuetext={words}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => onAt(null)}
      onKeyDown={step}
      onBlur={() => onAt(null)}
    >
      {width > 0 && children(width)}
    </div>
  );
}
