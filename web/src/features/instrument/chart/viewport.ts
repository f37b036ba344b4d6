import type { IChartApi } from 'lightweight-charts';

const BARS_MIN = 8;
/** Kept free before the first and after the last, in bars. */
const MARGIN = 0.8;

/** Which bars are in sight, and how that is changed. Places are counted in bars from the first. */
export class Viewport {
  readonly #chart: IChartApi;
  readonly #count: () => number;

  constructor(chart: IChartApi, count: () => number) {
    this.#chart = chart;
    this.#count = count;
  }

  /** All bars, none of them cut by the edge. */
  fit(): void {
    const last = this.#count() - 1;
    if (last < 0) return;
    this.#chart.timeScale().setVisibleLogicalRange({ from: -MARGIN, to: last + MARGIN });
  }

  /** Pixels from one bar to the next. */
  barWidth(): number {
    const { from, to } = this.#sight();
    return this.#chart.timeScale().width() / Math.max(1, to - from);
  }

  /** Index of the first bar in sight. */
  first(): number {
    return Math.max(0, Math.ceil(this.#sight().from));
  }

  /** Less than 1 comes nearer, more goes back; the bar at `around` stays where it is. */
  zoom(factor: number, around: number | null): void {
    const { from, to } = this.#sight();
    const most = this.#count() + 1;
    const span = Math.min(Math.max(most, BARS_MIN), Math.max(BARS_MIN, (to - from) * factor));
    const still = around !== null && around >= from && around <= to ? around : to;
    const next = still - ((still - from) / (to - from)) * span;
    const start = Math.max(-0.5, Math.min(next, most - span));
    this.#chart.timeScale().setVisibleLogicalRange({ from: start, to: start + span });
  }

  /** Moves just so far that the bar is in sight. */
  reveal(at: number): void {
    const { from, to } = this.#sight();
    const by = at < from ? at - from - 0.5 : at > to - 0.5 ? at - to + 1 : 0;
    if (by !== 0) this.#chart.timeScale().setVisibleLogicalRange({ from: from + by, to: to + by });
  }

  #sight(): { readonly from: number; readonly to: number } {
    return this.#chart.timeScale().getVisibleLogicalRange() ?? { from: 0, to: Math.max(1, this.#count()) };
  }
}
