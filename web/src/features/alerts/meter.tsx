import type { CSSProperties } from 'react';
import type { Distance } from './distance.ts';
import './meter.css';

/** How far there is to go: fuller the nearer, and blue only when near. What it shows is said beside it. */
export function Meter({ distance, quiet = false }: { readonly distance: Distance | null; readonly quiet?: boolean }) {
  const near = distance?.near === true && !quiet;
  return (
    <span
      className={near ? 'meter meter-near' : 'meter'}
      style={{ '--fill': distance?.fill ?? 0 } as CSSProperties}
      aria-hidden="true"
    />
  );
}
