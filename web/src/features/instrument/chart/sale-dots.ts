import type {
  AutoscaleInfo,
  IPrimitivePaneRenderer,
  ISeriesPrimitive,
  SeriesAttachedParameter,
  UTCTimestamp,
} from 'lightweight-charts';
import type { ChartScene } from './chart-scene.ts';

type Target = Parameters<IPrimitivePaneRenderer['draw']>[0];

const RADIUS = 3.5;

/** A ring at the price of every sale: the line is what is asked, these are what was paid. The table has them in words. */
export class SaleDots implements ISeriesPrimitive {
  #held: SeriesAttachedParameter | null = null;
  #scene: ChartScene | null = null;
  readonly #views = [
    { zOrder: () => 'top' as const, renderer: () => ({ draw: (target: Target) => this.#draw(target) }) },
  ];

  attached(held: SeriesAttachedParameter): void {
    this.#held = held;
  }

  detached(): void {
    this.#held = null;
  }

  paneViews() {
    return this.#views;
  }

  show(scene: ChartScene): void {
    this.#scene = scene;
    this.#held?.requestUpdate();
  }

  /** Prices paid may lie outside of those asked: they are to be seen all the same. */
  autoscaleInfo(from: number, to: number): AutoscaleInfo | null {
    const prices = (this.#scene?.sales ?? []).filter(({ at }) => at >= from && at <= to).map(({ price }) => price);
    if (prices.length === 0) return null;
    return { priceRange: { minValue: Math.min(...prices), maxValue: Math.max(...prices) } };
  }

  #draw(target: Target): void {
    const [held, scene] = [this.#held, this.#scene];
    if (!held || !scene || scene.sales.length === 0) return;
    target.useMediaCoordinateSpace(({ context, mediaSize }) => {
      context.lineWidth = 2;
      context.strokeStyle = scene.ink.accent;
      context.fillStyle = scene.ink.bg;
      for (const { at, price } of scene.sales) {
        const time = scene.times[at];
        const x = time === undefined ? null : held.chart.timeScale().timeToCoordinate(time as UTCTimestamp);
        const y = held.series.priceToCoordinate(price);
        if (x === null || y === null || x < 0 || x > mediaSize.width) continue;
        context.beginPath();
        context.arc(x, y, RADIUS, 0, Math.PI * 2);
        context.fill();
        context.stroke();
      }
    });
  }
}
