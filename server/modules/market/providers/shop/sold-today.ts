import type { Notice } from '../provider.ts';

/** What was sold of one instrument since the day began; prices are scaled, and NaN where they cannot be. */
export interface SoldToday {
  readonly index: number;
  /** Of its newest sale. */
  readonly seq: number;
  readonly pieces: number;
  /** The lowest price asked, now or last. */
  readonly asked: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
}

/**
 * What sales say to the board: how many pieces of the day are sold. It is a total and no print, so that it may be told again
 * without counting twice, and so that the price stays the one that is asked, for whoever waits for it to fall. A day in
 * which nothing was asked yet opens with what was sold.
 */
export function soldNotices(sold: readonly SoldToday[], now_ms: number): Notice[] {
  return sold.flatMap(({ index, pieces, asked, open, high, low }): Notice[] => {
    const at = { kind: 'day', index, at_ms: now_ms } as const;
    const none = Number.NaN;
    return [
      { ...at, previous_close: asked, open, high, low, volume: pieces },
      { ...at, official: true, previous_close: none, open: none, high: none, low: none, volume: pieces },
    ];
  });
}
