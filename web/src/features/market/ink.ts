import { useSyncExternalStore } from 'react';
import { subscribePreferences } from '../../app/preferences.ts';

/** Colours for canvases, which cannot read CSS variables themselves. */
export interface Ink {
  readonly up: string;
  readonly down: string;
  readonly flat: string;
  readonly unknown: string;
  readonly text: string;
  readonly bg: string;
  readonly hairline: string;
  readonly control: string;
  readonly accent: string;
}

let held: Ink | null = null;
subscribePreferences(() => {
  held = null;
});

/** Reads the tokens once per appearance: asking the style of an element on every frame would cost a layout each. */
function ink(): Ink {
  if (held) return held;
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  held = {
    up: read('--up'),
    down: read('--down'),
    flat: read('--muted'),
    unknown: read('--muted'),
    text: read('--text'),
    bg: read('--bg'),
    hairline: read('--hairline'),
    control: read('--control'),
    accent: read('--accent'),
  };
  return held;
}

/** The colours, and a render when they change. */
export function useInk(): Ink {
  return useSyncExternalStore(subscribePreferences, ink);
}

/** The context of a canvas cleared and scaled to the screen's pixels; all lengths are then CSS pixels. */
export function freshContext(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const ratio = devicePixelRatio || 1;
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across || canvas.height !== down) Object.assign(canvas, { width: across, height: down });
  const context = canvas.getContext('2d');
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

export function strokeLine(context: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  context.beginPath();
  points.forEach(([x, y], index) => (index === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
  context.stroke();
}
