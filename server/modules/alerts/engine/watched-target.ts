import type { Rule } from '../alert.ts';
import type { TargetStand } from './target-step.ts';

/** One target as its rows say it is. */
export interface WatchedTarget extends TargetStand {
  readonly no: number;
  readonly alert_id: string;
  readonly instrument_id: string;
  readonly rule: Rule;
  /** Its alert is active. */
  readonly active: boolean;
  readonly price_at_creation: string | null;
}

/** Whether a print may still change it. */
export function isLive(target: WatchedTarget): boolean {
  return target.active && target.state !== 'done';
}
