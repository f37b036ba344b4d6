import type { freshnessStates } from '../../../../contract/market.ts';
import { sessionOf } from './board-rules.ts';
import type { QuoteBoard } from './quote-board.ts';

export type Freshness = (typeof freshnessStates)[number];

/** In session, a price is stale after this long without a print, or after three usual pauses of its own if that is longer. */
const STALE_MS = 15_000;
const STALE_GAPS = 3;
/** Whether any venue is in session is looked up this often at most. */
const SESSIONS_MS = 1_000;

/** How fresh one instrument's price is. Age counts from when we heard the print, so that a recording is as live as its own clock. */
export function freshnessOf(board: QuoteBoard, index: number, now_ms: number): Freshness {
  const { columns } = board;
  if (board.ended || sessionOf(columns, index) === 'closed') return 'closed';
  const heard_ms = columns.heard_ms[index] ?? 0;
  const patience_ms = Math.max(STALE_MS, STALE_GAPS * (columns.gap_ms[index] ?? 0));
  const halted = sessionOf(columns, index) === 'halted';
  if (!halted && (heard_ms === 0 || now_ms - heard_ms > patience_ms)) return 'stale';
  return board.run.delay_ms > 0 ? 'delayed' : 'live';
}

/** How fresh the feed as a whole is: a quiet symbol in a live feed does not make it stale. */
export function feedFreshness(board: QuoteBoard): (now_ms: number) => Freshness {
  let looked_ms = Number.NEGATIVE_INFINITY;
  let open = false;
  return (now_ms) => {
    if (board.ended) return 'closed';
    if (now_ms - board.heard_ms <= STALE_MS) return board.run.delay_ms > 0 ? 'delayed' : 'live';
    if (Math.abs(now_ms - looked_ms) > SESSIONS_MS) {
      looked_ms = now_ms;
      open = isAnyOpen(board);
    }
    return open ? 'stale' : 'closed';
  };
}

/** Without any price there is no session to rest in: the feed is silent, not closed. */
function isAnyOpen(board: QuoteBoard): boolean {
  const { columns, registry } = board;
  let priced = 0;
  for (let index = 0; index < registry.size; index += 1) {
    if (!columns.price[index]) continue;
    priced += 1;
    if (sessionOf(columns, index) !== 'closed') return true;
  }
  return priced === 0;
}
