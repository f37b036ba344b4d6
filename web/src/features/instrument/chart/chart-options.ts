import {
  type AreaSeriesPartialOptions,
  type CandlestickSeriesPartialOptions,
  type ChartOptions,
  ColorType,
  CrosshairMode,
  type DeepPartial,
  type LineSeriesPartialOptions,
  LineStyle,
  PriceScaleMode,
  type PriceScaleOptions,
} from 'lightweight-charts';
import { formatPercent, formatPrice, formatVolume } from '../../../lib/format/number.ts';
import { isDaily } from '../ranges.ts';
import { seenThrough } from './chart-ink.ts';
import type { ChartScene } from './chart-scene.ts';

/** Candles narrower than this are filled whichever way they went: there is no room for a hollow. */
export const HOLLOW_FROM_PX = 4;
const AXIS_WIDTH = 64;
const FONT = '"Inter Variable", Inter, system-ui, sans-serif';

const modes = {
  plain: PriceScaleMode.Normal,
  log: PriceScaleMode.Logarithmic,
  percent: PriceScaleMode.Percentage,
} as const;

/** What never changes. The wheel scrolls the page; with Ctrl it zooms the chart, which the driver sees to. */
export const fixedOptions: DeepPartial<ChartOptions> = {
  autoSize: true,
  handleScroll: { mouseWheel: false, vertTouchDrag: false },
  handleScale: { mouseWheel: false },
  kineticScroll: { touch: false, mouse: false },
};

/** Each pane has a scale of its own: volume is counted in pieces, never in percent, and leaves no room for the legend. */
export function priceScaleOptions({ scale }: ChartScene): DeepPartial<PriceScaleOptions> {
  return { mode: modes[scale], scaleMargins: { top: 0.16, bottom: 0.06 } };
}
export const volumeScaleOptions: DeepPartial<PriceScaleOptions> = {
  mode: PriceScaleMode.Normal,
  scaleMargins: { top: 0.15, bottom: 0 },
};

export function chartOptions(scene: ChartScene, nameAt: (time: number) => string): DeepPartial<ChartOptions> {
  const { ink } = scene;
  const cross = {
    color: ink.control,
    width: 1,
    style: LineStyle.Dashed,
    labelBackgroundColor: ink.text,
  } as const;
  return {
    layout: {
      background: { type: ColorType.Solid, color: ink.bg },
      textColor: ink.flat,
      fontSize: 12,
      fontFamily: FONT,
      panes: { separatorColor: ink.hairline, separatorHoverColor: seenThrough(ink.accent, 0.2) },
      attributionLogo: true,
    },
    grid: {
      vertLines: { color: seenThrough(ink.hairline, 0.6) },
      horzLines: { color: seenThrough(ink.hairline, 0.6) },
    },
    crosshair: { mode: CrosshairMode.Magnet, vertLine: cross, horzLine: cross },
    rightPriceScale: {
      borderColor: ink.hairline,
      minimumWidth: AXIS_WIDTH,
    },
    timeScale: {
      borderColor: ink.hairline,
      timeVisible: !isDaily(scene.interval),
      secondsVisible: false,
      rightOffset: 0.8,
      minBarSpacing: 0.1,
    },
    localization: {
      locale: 'en-GB',
      timeFormatter: (time: unknown) => nameAt(Number(time)),
      percentageFormatter: (percent: number) => formatPercent(percent.toFixed(2)),
    },
  };
}

function priceFormat({ decimals }: ChartScene) {
  return {
    type: 'custom',
    formatter: (price: number) => formatPrice(price.toFixed(decimals), decimals),
    minMove: 10 ** -decimals,
  } as const;
}

function lastPriceOptions(scene: ChartScene) {
  return {
    priceFormat: priceFormat(scene),
    priceLineStyle: LineStyle.Dotted,
    priceLineColor: scene.ink[scene.direction],
    baseLineColor: scene.ink.control,
  } as const;
}

/** @param narrow candles have no room for a hollow. */
export function candleOptions(scene: ChartScene, narrow: boolean): CandlestickSeriesPartialOptions {
  const { up, down, bg } = scene.ink;
  return {
    ...lastPriceOptions(scene),
    upColor: narrow ? up : bg,
    downColor: down,
    borderUpColor: up,
    borderDownColor: down,
    wickUpColor: up,
    wickDownColor: down,
  };
}

export function lineOptions(scene: ChartScene): LineSeriesPartialOptions {
  return { ...lastPriceOptions(scene), color: scene.ink.text, lineWidth: 2 };
}

export function areaOptions(scene: ChartScene): AreaSeriesPartialOptions {
  const colour = scene.ink[scene.direction];
  return {
    ...lastPriceOptions(scene),
    lineColor: colour,
    lineWidth: 2,
    topColor: seenThrough(colour, 0.2),
    bottomColor: seenThrough(colour, 0.02),
  };
}

export function comparedOptions(scene: ChartScene, colour: string): LineSeriesPartialOptions {
  return {
    priceFormat: priceFormat(scene),
    color: colour,
    lineWidth: 2,
    priceLineVisible: false,
    baseLineVisible: false,
  };
}

export const volumeFormat = {
  type: 'custom',
  formatter: (volume: number) => formatVolume(Math.round(volume)),
  minMove: 1,
} as const;
