import type { IChartApi, IPanePrimitive, ISeriesApi, SeriesType } from 'lightweight-charts';

/** Where prices stand on the chart, for what is laid over it. Heights are pixels from the top of the chart. */
export class PricePlaces implements IPanePrimitive {
  readonly #chart: IChartApi;
  readonly #series: () => ISeriesApi<SeriesType> | undefined;
  readonly #listeners = new Set<() => void>();

  constructor(chart: IChartApi, series: () => ISeriesApi<SeriesType> | undefined) {
    this.#chart = chart;
    this.#series = series;
  }

  /** The library calls it whenever the pane is drawn anew. */
  updateAllViews(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Calls `listener` whenever prices may stand elsewhere; returns the way to stop. */
  onMove(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Null outside of what is in sight. */
  heightOf(price: number): number | null {
    const height = this.#series()?.priceToCoordinate(price) ?? null;
    return height === null || height < 0 || height > this.#height() ? null : height;
  }

  /** Null below the prices. */
  priceAt(height: number): number | null {
    return height < 0 || height > this.#height() ? null : (this.#series()?.coordinateToPrice(height) ?? null);
  }

  /** Pixels of the axis at the right. */
  axisWidth(): number {
    return this.#chart.priceScale('right', 0).width();
  }

  #height(): number {
    return this.#chart.panes()[0]?.getHeight() ?? 0;
  }
}
