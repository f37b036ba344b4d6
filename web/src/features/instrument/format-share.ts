import { UNKNOWN } from '../../lib/format/number.ts';

const format = new Intl.NumberFormat('en-US', { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** 0.3482 as "34.8%": a statistic, neither up nor down. */
export function formatShare(value: number | null | undefined): string {
  return value === null || value === undefined ? UNKNOWN : format.format(value);
}
