import { useMemo } from 'react';
import { type Ink, useInk } from '../../market/ink.ts';

/** Colours of the chart; read from the page's tokens, for a canvas cannot. */
export interface ChartInk extends Ink {
  /** Lines of others, in the order they were chosen. */
  readonly compared: readonly string[];
}

/** The colours of the appearance that is shown, and a render when it changes. */
export function useChartInk(): ChartInk {
  const ink = useInk();
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const read = (name: string) => style.getPropertyValue(name).trim();
    return { ...ink, compared: [1, 2, 3, 4].map((place) => read(`--compared-${place}`)) };
  }, [ink]);
}

/** A six-digit hex colour, seen through: `('#067647', 0.3)`. */
export function seenThrough(colour: string, opacity: number): string {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour);
  if (!digits) return colour;
  const [red, green, blue] = digits.slice(1).map((part) => Number.parseInt(part, 16));
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}
