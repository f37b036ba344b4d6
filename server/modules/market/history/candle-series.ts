import type { HistoryIntervalName, SplitView } from '../../../../contract/history.ts';
import type { CandleColumns } from './candle-columns.ts';

/** Candles of one instrument over a window, with what there is to know about them. */
export interface CandleSeries extends CandleColumns {
  /** The interval that was picked. */
  readonly interval: HistoryIntervalName;
  /** The window as it was read: without a start in the question, the oldest candle's. */
  readonly from_ms: number;
  readonly to_ms: number;
  /** Decimals of the scaled prices. */
  readonly decimals: number;
  readonly currency: string;
  readonly adjusted: boolean;
  /** Splits inside the window, oldest first. */
  readonly splits: readonly SplitView[];
  /** Names of the sources the candles come from, joined by commas. */
  readonly source: string;
  readonly simulated: boolean;
}

/** What a window's candles are asked for. */
export interface CandleQuestion {
  /** Candles whose interval holds this moment or comes later; null: from the oldest. */
  readonly from_ms: number | null;
  /** Candles that start before this. */
  readonly to_ms: number;
  /** `auto`: the finest with at most HISTORY_POINTS_MAX candles that reaches as far back as days do. */
  readonly interval: HistoryIntervalName | 'auto';
  readonly adjusted: boolean;
  /** One source's candles alone; without it, those that the live price continues. */
  readonly source?: string | undefined;
  /** Refuses a window with more candles. */
  readonly points_max?: number;
}
