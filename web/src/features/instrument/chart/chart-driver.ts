import {
  AreaSeries,
  CandlestickSeries,
  createChart,
  HistogramSeries,
  type IChartApi,
  type IPriceLine,
  type ISeriesApi,
  LineSeries,
  LineStyle,
} from 'lightweight-charts';
import { barName } from '../bar-times.ts';
import {
  areaOptions,
  candleOptions,
  chartOptions,
  comparedOptions,
  fixedOptions,
  HOLLOW_FROM_PX,
  lineOptions,
  priceScaleOptions,
  volumeFormat,
  volumeScaleOptions,
} from './chart-options.ts';
import type { ChartScene, ComparedLine } from './chart-scene.ts';
import { EventMarks } from './event-marks.ts';
import { PricePlaces } from './price-places.ts';
import { SaleDots } from './sale-dots.ts';
import { candleAt, changedFrom, closeAt, comparedData, hasVolume, timeOf, volumeAt } from './series-data.ts';
import { Viewport } from './viewport.ts';

type Main =
  | { readonly shape: 'candles'; readonly series: ISeriesApi<'Candlestick'> }
  | { readonly shape: 'line'; readonly series: ISeriesApi<'Line'> }
  | { readonly shape: 'area'; readonly series: ISeriesApi<'Area'> };
interface Compared {
  readonly series: ISeriesApi<'Line'>;
  line: ComparedLine;
}

/** Shares of the height: prices over volume. */
const [PRICES_SHARE, VOLUME_SHARE] = [5, 1];

/** Draws scenes with lightweight-charts, and asks it for as little as changed: one bar for a live price. */
export class ChartDriver {
  readonly viewport: Viewport;
  readonly places: PricePlaces;
  readonly #chart: IChartApi;
  readonly #marks = new EventMarks();
  readonly #dots = new SaleDots();
  readonly #compared = new Map<string, Compared>();
  #scene: ChartScene | null = null;
  #main: Main | null = null;
  #volume: ISeriesApi<'Histogram'> | null = null;
  #base: IPriceLine | null = null;
  #narrow = false;
  #names = new Map<number, number>();

  /** @param onPoint hears which bar the pointer is at, null when it left. */
  constructor(frame: HTMLElement, onPoint: (at: number | null) => void) {
    this.#chart = createChart(frame, fixedOptions);
    this.#chart.panes()[0]?.attachPrimitive(this.#marks);
    this.places = new PricePlaces(this.#chart, () => this.#main?.series);
    this.#chart.panes()[0]?.attachPrimitive(this.places);
    this.viewport = new Viewport(this.#chart, () => this.#scene?.bars.length ?? 0);
    this.#chart.subscribeCrosshairMove(({ logical, point }) => {
      const inside = logical !== undefined && point !== undefined && (this.#scene?.bars[logical] ?? null) !== null;
      onPoint(inside ? logical : null);
    });
    this.#chart.timeScale().subscribeVisibleLogicalRangeChange(() => this.#fitBodies());
  }

  show(scene: ChartScene): void {
    const before = this.#scene;
    this.#scene = scene;
    const looks = before?.ink !== scene.ink || before.decimals !== scene.decimals || before.shape !== scene.shape;
    if (looks || before.scale !== scene.scale || before.interval !== scene.interval) this.#dress(scene);
    const changed = before && !looks ? changedFrom(before, scene) : null;
    if (changed !== scene.bars.length) this.#names = new Map(scene.times.map((time, at) => [time, at]));
    this.#showMain(scene, changed);
    this.#showVolume(scene, changed);
    this.#showCompared(scene, changed, looks);
    if (looks || before.base !== scene.base) this.#showBase(scene);
    if (changed === null || before?.events !== scene.events) this.#marks.show(scene);
    this.#dots.show(scene);
    if (before?.view_key !== scene.view_key) this.viewport.fit();
  }

  /** Puts the crosshair onto a bar, and the bar into sight. */
  point(at: number): void {
    const bar = this.#scene?.bars[at];
    if (!bar || !this.#main || !this.#scene) return;
    this.viewport.reveal(at);
    this.#chart.setCrosshairPosition(Number(bar.close), timeOf(this.#scene, at), this.#main.series);
  }

  unpoint(): void {
    this.#chart.clearCrosshairPosition();
  }

  /** The chart as it stands, without the crosshair. */
  picture(): HTMLCanvasElement {
    return this.#chart.takeScreenshot(true, false);
  }

  remove(): void {
    this.#chart.remove();
  }

  #dress(scene: ChartScene): void {
    this.#chart.applyOptions(chartOptions(scene, (time) => this.#nameAt(time)));
    this.#chart.priceScale('right', 0).applyOptions(priceScaleOptions(scene));
  }

  #nameAt(time: number): string {
    const bar = this.#scene?.bars[this.#names.get(time) ?? -1];
    return bar && this.#scene ? barName(bar.time, this.#scene.interval, this.#scene.zone) : '';
  }

  #showMain(scene: ChartScene, changed: number | null): void {
    let main = this.#main;
    if (main?.shape !== scene.shape) {
      const before = main;
      before?.series.detachPrimitive(this.#dots);
      main = added(this.#chart, scene.shape);
      main.series.attachPrimitive(this.#dots);
      // Afterwards: a pane without a series is gone, and the volume's would take its place.
      if (before) this.#chart.removeSeries(before.series);
      this.#main = main;
      this.#base = null;
    }
    if (main.shape === 'candles') {
      main.series.applyOptions(candleOptions(scene, this.#narrow));
      draw(scene, changed, (at) => candleAt(scene, at), main.series);
    } else if (main.shape === 'line') {
      main.series.applyOptions(lineOptions(scene));
      draw(scene, changed, (at) => closeAt(scene, at), main.series);
    } else {
      main.series.applyOptions(areaOptions(scene));
      draw(scene, changed, (at) => closeAt(scene, at), main.series);
    }
  }

  #showVolume(scene: ChartScene, changed: number | null): void {
    if (!hasVolume(scene)) {
      if (this.#volume) this.#chart.removeSeries(this.#volume);
      this.#volume = null;
      return;
    }
    const known = this.#volume !== null;
    this.#volume ??= this.#addVolume();
    draw(scene, known ? changed : null, (at) => volumeAt(scene, at), this.#volume);
  }

  #addVolume(): ISeriesApi<'Histogram'> {
    const options = { priceFormat: volumeFormat, lastValueVisible: false, priceLineVisible: false } as const;
    const series = this.#chart.addSeries(HistogramSeries, options, 1);
    series.priceScale().applyOptions(volumeScaleOptions);
    this.#chart.panes()[0]?.setStretchFactor(PRICES_SHARE);
    this.#chart.panes()[1]?.setStretchFactor(VOLUME_SHARE);
    return series;
  }

  #showCompared(scene: ChartScene, changed: number | null, looks: boolean): void {
    for (const [symbol, { series }] of this.#compared) {
      if (scene.compared.some((line) => line.symbol === symbol)) continue;
      this.#chart.removeSeries(series);
      this.#compared.delete(symbol);
    }
    for (const line of scene.compared) {
      const options = comparedOptions(scene, line.colour);
      const held = this.#compared.get(line.symbol);
      if (!held) {
        const series = this.#chart.addSeries(LineSeries, options);
        series.setData(comparedData(scene, line));
        this.#compared.set(line.symbol, { series, line });
        continue;
      }
      if (looks || held.line.colour !== line.colour) held.series.applyOptions(options);
      if (changed === null || !sameButLast(held.line.closes, line.closes))
        held.series.setData(comparedData(scene, line));
      else updateLast(scene, line, held);
      held.line = line;
    }
  }

  #showBase(scene: ChartScene): void {
    if (this.#base) this.#main?.series.removePriceLine(this.#base);
    this.#base = null;
    if (scene.base === null || !this.#main) return;
    this.#base = this.#main.series.createPriceLine({
      price: scene.base,
      color: scene.ink.control,
      lineStyle: LineStyle.SparseDotted,
      lineWidth: 1,
      axisLabelVisible: false,
      title: 'Previous close',
    });
  }

  /** Hollow candles need room. */
  #fitBodies(): void {
    const narrow = this.viewport.barWidth() < HOLLOW_FROM_PX;
    if (narrow === this.#narrow) return;
    this.#narrow = narrow;
    if (this.#scene && this.#main?.shape === 'candles')
      this.#main.series.applyOptions(candleOptions(this.#scene, narrow));
  }
}

function added(chart: IChartApi, shape: ChartScene['shape']): Main {
  if (shape === 'candles') return { shape, series: chart.addSeries(CandlestickSeries) };
  if (shape === 'line') return { shape, series: chart.addSeries(LineSeries) };
  return { shape, series: chart.addSeries(AreaSeries) };
}

interface Drawable<Point> {
  setData(points: Point[]): void;
  update(point: Point): void;
}

/** All points anew, or those from `changed` on. */
function draw<Point>(
  { bars }: ChartScene,
  changed: number | null,
  pointAt: (at: number) => Point,
  series: Drawable<Point>,
): void {
  if (changed === null) series.setData(bars.map((_, at) => pointAt(at)));
  else for (let at = changed; at < bars.length; at += 1) series.update(pointAt(at));
}

function sameButLast(before: readonly (number | null)[], after: readonly (number | null)[]): boolean {
  return before.length === after.length && before.every((value, at) => at === before.length - 1 || value === after[at]);
}

function updateLast(scene: ChartScene, line: ComparedLine, held: Compared): void {
  const at = line.closes.length - 1;
  const value = line.closes[at] ?? null;
  if (value !== null && value !== held.line.closes[at]) held.series.update({ time: timeOf(scene, at), value });
}
