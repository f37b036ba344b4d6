/** A price that held from a moment on; null: it had none. */
export interface PricePoint {
  readonly at_ms: number;
  readonly minor: number | null;
}

export const CHART_WIDTH = 320;
export const CHART_HEIGHT = 96;

/** Steps of an SVG path: each price holds until the next. A stretch without a price is a gap. */
export function pricePath(points: readonly PricePoint[], until_ms: number): string {
  const known = points.flatMap(({ minor }) => (minor === null ? [] : [minor]));
  const first_ms = points[0]?.at_ms ?? until_ms;
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  const x = (at_ms: number) => round(((at_ms - first_ms) / Math.max(1, until_ms - first_ms)) * CHART_WIDTH);
  const y = (minor: number) => round(span === 0 ? CHART_HEIGHT / 2 : (1 - (minor - low) / span) * CHART_HEIGHT);
  let path = '';
  let before: number | null = null;
  for (const [place, { at_ms, minor }] of points.entries()) {
    const end_ms = points[place + 1]?.at_ms ?? until_ms;
    if (minor !== null) path += `${before === null ? `M${x(at_ms)} ${y(minor)}` : `V${y(minor)}`}H${x(end_ms)}`;
    before = minor;
  }
  return path;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
