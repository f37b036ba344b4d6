import type { AlertView } from '../../../../contract/alerts.ts';
import { compareDecimals } from '../../lib/live/live-quote.ts';
import { percentFrom } from '../market/detail/detail-note.tsx';

/** What of a rule decides how far away it is. */
export type Measured = Pick<
  AlertView,
  'condition_type' | 'threshold_value' | 'threshold_upper' | 'basis' | 'price_at_creation'
>;

/** What of a quote decides it. */
export interface Standing {
  readonly price: string;
  readonly previous_close: string | null;
  readonly volume: number | null;
}

export interface Distance {
  /** Percent that is missing, signed by its direction: "1.74", "-4.36". */
  readonly percent: string;
  /** Whether what is missing are pieces of volume, and not a move of the price. */
  readonly of_volume: boolean;
  readonly near: boolean;
  /** How full the bar toward the target is, from 0 to 1. */
  readonly fill: number;
}

/** Near enough to be told apart. */
const NEAR_PERCENT = 1;
/** A target this many percent away has filled a third of its bar. */
const THIRD_PERCENT = 5;
const DECIMALS = 8;

/** How far a rule is from its target; null where there is none that can be named, or no price. */
export function distanceOf(rule: Measured, standing: Standing | undefined): Distance | null {
  if (!standing) return null;
  if (rule.condition_type === 'VOLUME_ABOVE') return volumeDistance(rule.threshold_value, standing.volume);
  const target = targetOf(rule, standing);
  const percent = target === null ? null : percentFrom(standing.price, target);
  if (percent === null) return null;
  const away = Math.abs(Number(percent));
  return { percent, of_volume: false, near: away <= NEAR_PERCENT, fill: Math.exp(-away / THIRD_PERCENT) };
}

function volumeDistance(threshold: string | null, volume: number | null): Distance | null {
  if (threshold === null || volume === null || Number(threshold) <= 0) return null;
  const left = Math.max(0, 1 - volume / Number(threshold));
  const percent = (left * 100).toFixed(2);
  return { percent, of_volume: true, near: left * 100 <= NEAR_PERCENT, fill: 1 - left };
}

/** The price at which a rule holds, as things stand; of a range the end that is nearer. */
export function targetOf(rule: Measured, standing: Pick<Standing, 'price' | 'previous_close'>): string | null {
  const { condition_type, threshold_value, threshold_upper } = rule;
  switch (condition_type) {
    case 'PRICE_ABOVE':
    case 'PRICE_BELOW':
    case 'CROSSES':
    case 'CROSSES_UP':
    case 'CROSSES_DOWN':
      return threshold_value;
    case 'RANGE_ENTER':
    case 'RANGE_LEAVE':
      return nearerEnd(standing.price, threshold_value, threshold_upper);
    case 'PERCENT_CHANGE':
      return changeTarget(rule, standing.previous_close);
    case 'NEW_HIGH':
    case 'NEW_LOW':
    case 'VOLUME_ABOVE':
    case 'BACK_IN_STOCK':
      return null;
    default:
      return condition_type satisfies never;
  }
}

function nearerEnd(price: string, low: string | null, high: string | null): string | null {
  if (low === null || high === null) return null;
  return Number(price) - Number(low) < Number(high) - Number(price) ? low : high;
}

/** The price `window_minutes` ago is not known here. */
function changeTarget(
  { basis, threshold_value, price_at_creation }: Measured,
  previous_close: string | null,
): string | null {
  const base = basis === 'CREATION' ? price_at_creation : basis === 'WINDOW' ? null : previous_close;
  if (base === null || threshold_value === null) return null;
  return (Number(base) * (1 + Number(threshold_value) / 100)).toFixed(DECIMALS);
}

/** Levels can stand as a line on a chart. */
export function levelOf(alert: Pick<AlertView, 'condition_type' | 'threshold_value' | 'stock_symbol'>): string | null {
  const isLevel = /^(?:PRICE_ABOVE|PRICE_BELOW|CROSSES|CROSSES_UP|CROSSES_DOWN)$/.test(alert.condition_type);
  return isLevel && alert.stock_symbol !== null ? alert.threshold_value : null;
}

/** Whether a level is reached already: equality counts. Edges are reached by crossing only. */
export function isReached(condition_type: string, level: string, price: string): boolean {
  const order = compareDecimals(price, level);
  return (condition_type === 'PRICE_ABOVE' && order >= 0) || (condition_type === 'PRICE_BELOW' && order <= 0);
}

/** Of several distances the one with the least to go. */
export function nearest(distances: readonly (Distance | null)[]): Distance | null {
  return distances.reduce<Distance | null>((best, one) => {
    if (one === null) return best;
    return best === null || Math.abs(Number(one.percent)) < Math.abs(Number(best.percent)) ? one : best;
  }, null);
}
