import { HOLD_MINUTES } from '../../../../contract/orders-terms.ts';

/** How long a hold lasts yet, in ms; a clock that is behind ours or the server's never makes it longer than a hold is. */
export function remainingOf({ expires_at }: { readonly expires_at: string }, now_ms: number): number {
  return Math.min(Math.max(0, Date.parse(expires_at) - now_ms), HOLD_MINUTES * 60_000);
}

/** 521000 as "8:41". */
export function timeLeft(left_ms: number): string {
  const seconds = Math.ceil(left_ms / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
