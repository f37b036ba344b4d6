import type { CandleView, HistoryIntervalName } from '../../../../../contract/history.ts';
import type { Direction } from '../../../lib/format/number.ts';
import type { BarEvent } from '../events.ts';
import type { SaleMark } from '../sales/sale-marks.ts';
import type { Shape } from '../view-state.ts';
import type { ChartInk } from './chart-ink.ts';

/** Another instrument's line. */
export interface ComparedLine {
  readonly symbol: string;
  /** One for each bar; null where there is no price yet. */
  readonly closes: readonly (number | null)[];
  readonly colour: string;
}

/** Everything the chart shows. It is replaced as a whole; the driver finds out what changed. */
export interface ChartScene {
  /** While it stays the same, the person's own zoom and place are kept. */
  readonly view_key: string;
  readonly bars: readonly CandleView[];
  /** Places of the bars on the axis, in seconds. */
  readonly times: readonly number[];
  readonly interval: HistoryIntervalName;
  /** Zone of the clock that the bars' names are read on. */
  readonly zone: string;
  readonly decimals: number;
  readonly shape: Shape;
  readonly scale: 'plain' | 'log' | 'percent';
  readonly compared: readonly ComparedLine[];
  /** The previous close, where it is drawn. */
  readonly base: number | null;
  /** Which way the last price points: the colour of its tag. */
  readonly direction: Direction;
  readonly events: readonly BarEvent[];
  /** Of a collectible; empty otherwise. */
  readonly sales: readonly SaleMark[];
  readonly ink: ChartInk;
}
