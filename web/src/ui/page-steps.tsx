import { useState } from 'react';
import { Button } from './button.tsx';

export interface Cursors {
  /** Cursor of the page that is shown; null is the first. */
  readonly current: string | null;
  readonly isFirst: boolean;
  readonly older: (next: string) => void;
  readonly newer: () => void;
  readonly reset: () => void;
}

/** The way through pages that know only which comes next: the cursors of those before are kept. */
export function useCursors(): Cursors {
  const [cursors, setCursors] = useState<readonly (string | null)[]>([null]);
  return {
    current: cursors.at(-1) ?? null,
    isFirst: cursors.length === 1,
    older: (next) => setCursors([...cursors, next]),
    newer: () => setCursors(cursors.length === 1 ? cursors : cursors.slice(0, -1)),
    reset: () => setCursors([null]),
  };
}

interface PageStepsProps {
  readonly cursors: Cursors;
  /** Cursor of the page after this one; null where this is the last. */
  readonly next: string | null;
  readonly small?: boolean;
}

/** Newer and older; nothing where one page holds all. */
export function PageSteps({ cursors, next, small = false }: PageStepsProps) {
  if (next === null && cursors.isFirst) return null;
  const size = small ? 'small' : 'normal';
  return (
    <nav aria-label="Pages" className={small ? 'mt-2 flex gap-2' : 'mt-4 flex gap-2'}>
      <Button size={size} disabled={cursors.isFirst} onClick={cursors.newer}>
        Newer
      </Button>
      <Button size={size} disabled={next === null} onClick={() => next !== null && cursors.older(next)}>
        Older
      </Button>
    </nav>
  );
}
