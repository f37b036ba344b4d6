import type { CSSProperties } from 'react';
import { directionOf, formatPrice } from '../lib/format/number.ts';
import { compareDecimals, placeInRange } from '../lib/live/live-quote.ts';
import { classNames } from './class-names.ts';

interface RangeBarProps {
  readonly low: string | null;
  readonly high: string | null;
  readonly open: string | null;
  readonly last: string | null;
  readonly decimals: number;
  /** Prices the person marked; those inside the range are shown as notches. */
  readonly marks?: readonly (string | null)[];
}

const noMarks: readonly (string | null)[] = [];

/** Direction and place in the day in one glance: from low to high, coloured from open to last, a mark at last. */
export function RangeBar({ low, high, open, last, decimals, marks = noMarks }: RangeBarProps) {
  const lastAt = placeInRange(last, low, high);
  if (lastAt === null) return <span className="range" aria-hidden="true" />;
  const openAt = placeInRange(open, low, high) ?? lastAt;
  const direction = last !== null && open !== null ? directionFrom(open, last) : 'flat';
  const places = { '--open': openAt, '--last': lastAt } as CSSProperties;
  const words = [
    `Low ${formatPrice(low, decimals)}`,
    `open ${formatPrice(open, decimals)}`,
    `high ${formatPrice(high, decimals)}`,
  ];
  return (
    <span className={classNames('range', `range-${direction}`)} style={places} title={words.join(', ')}>
      <span className="range-body" />
      {marks.map((mark) => {
        const at = insideRange(mark, low, high) ? placeInRange(mark, low, high) : null;
        return at === null ? null : <span key={mark} className="range-mark" style={{ '--at': at } as CSSProperties} />;
      })}
      <span className="range-last" />
      <span className="unseen">{words.join(', ')}</span>
    </span>
  );
}

function directionFrom(open: string, last: string) {
  return directionOf(String(compareDecimals(last, open)));
}

function insideRange(mark: string | null, low: string | null, high: string | null): boolean {
  if (mark === null || low === null || high === null) return false;
  return compareDecimals(mark, low) >= 0 && compareDecimals(mark, high) <= 0;
}
