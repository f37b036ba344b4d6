import { type ReactNode, useEffect, useState } from 'react';
import { Delta } from '../../ui/price.tsx';
import { type Mover, type Summary, summarise } from './summary.ts';
import type { WatchView } from './use-watch-view.ts';
import './summary.css';

/** The quotes of a list that has just come are shown within a frame or two. */
const FIRST_MS = 100;
const EVERY_MS = 1000;

interface SummaryRowProps {
  readonly view: WatchView;
  readonly onOpen: (symbol: string) => void;
  /** Whether it stands over the list instead of at its foot. */
  readonly above: boolean;
}

/** What the list did together: made anew once a second at most, and never announced. */
export function SummaryRow({ view, onOpen, above }: SummaryRowProps) {
  const summary = useSummary(view);
  if (!summary || view.items.length === 0) return null;
  const { up, down, flat, average, average_since, best, worst } = summary;
  return (
    <dl className="summary-row" data-above={above} aria-label="Summary of the list">
      <Figure label="Up">
        <span className="text-up">{up}</span>
      </Figure>
      <Figure label="Down">
        <span className="text-down">{down}</span>
      </Figure>
      <Figure label="Unchanged">{flat}</Figure>
      <Figure label="Average">
        <Delta value={average} />
      </Figure>
      <Figure label="Since added">
        <Delta value={average_since} />
      </Figure>
      {best && <MoverFigure label="Best" mover={best} onOpen={onOpen} />}
      {worst && <MoverFigure label="Worst" mover={worst} onOpen={onOpen} />}
    </dl>
  );
}

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="summary-figure">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface MoverFigureProps extends Pick<SummaryRowProps, 'onOpen'> {
  readonly label: string;
  readonly mover: Mover;
}

function MoverFigure({ label, mover, onOpen }: MoverFigureProps) {
  return (
    <Figure label={label}>
      <button type="button" className="summary-mover" onClick={() => onOpen(mover.symbol)}>
        {mover.symbol}
      </button>
      <Delta value={mover.change_percent} />
    </Figure>
  );
}

function useSummary({ items, known }: WatchView): Summary | null {
  const [summary, setSummary] = useState<Summary | null>(null);
  useEffect(() => {
    const sum = () => {
      const next = summarise(items, known);
      setSummary((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    const soon = setTimeout(sum, FIRST_MS);
    const timer = setInterval(sum, EVERY_MS);
    return () => {
      clearTimeout(soon);
      clearInterval(timer);
    };
  }, [items, known]);
  return summary;
}
