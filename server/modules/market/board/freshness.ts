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
  const { columns, sources } = board;
  if (board.ended || sessionOf(columns, index) === 'closed') return 'closed';
  // A paper that nobody trades is not stale while its source says that the last trade still is the last.
  const heard_ms = Math.max(columns.heard_ms[index] ?? 0, sources.aliveAt(columns.source[index] ?? 0));
  const patience_ms = Math.max(STALE_MS, STALE_GAPS * (columns.gap_ms[index] ?? 0));
  const halted = sessionOf(columns, index) === 'halted';
  if (!halted && (heard_ms === 0 || now_ms - heard_ms > patience_ms)) return 'stale';
  return sources.of(index).delay_ms > 0 ? 'delayed' : 'live';
}

/**
 * How fresh the feed as a whole is: a quiet symbol in a live feed does not make it stale. Of several sources in use, the
 * worst one says: prices of one that is silent are stale, whatever the others tell.
 */
export function feedFreshness(board: QuoteBoard): (now_ms: number) => Freshness {
  let looked_ms = Number.NEGATIVE_INFINITY;
  let uses: readonly SourceUse[] = [];
  return (now_ms) => {
    if (board.ended) return 'closed';
    const several = board.sources.list.length > 1;
    if (!several && now_ms - board.heard_ms <= STALE_MS) return board.run.delay_ms > 0 ? 'delayed' : 'live';
    if (Math.abs(now_ms - looked_ms) > SESSIONS_MS || uses.length !== board.sources.list.length) {
      looked_ms = now_ms;
      uses = usesOf(board);
    }
    return worst(board, uses, now_ms);
  };
}

interface SourceUse {
  /** Instruments whose price came from it. */
  readonly priced: number;
  /** Some of them are in session. */
  readonly open: boolean;
  readonly heard_ms: number;
}

function usesOf({ columns, registry, sources }: QuoteBoard): readonly SourceUse[] {
  const uses = sources.list.map(() => ({ priced: 0, open: false, heard_ms: 0 }));
  for (let index = 0; index < registry.size; index += 1) {
    const use = uses[columns.source[index] ?? 0];
    if (!columns.price[index] || use === undefined) continue;
    use.priced += 1;
    use.open ||= sessionOf(columns, index) !== 'closed';
    use.heard_ms = Math.max(use.heard_ms, columns.heard_ms[index] ?? 0);
  }
  return uses;
}

/** Without any price there is no session to rest in: the feed is silent, not closed. */
function worst(board: QuoteBoard, uses: readonly SourceUse[], now_ms: number): Freshness {
  const { sources } = board;
  const several = uses.length > 1;
  if (uses.every(({ priced }) => priced === 0)) return 'stale';
  let delayed = false;
  let live = false;
  for (const [code, { open, heard_ms }] of uses.entries()) {
    if (!open) continue;
    const newest_ms = Math.max(several ? heard_ms : board.heard_ms, sources.aliveAt(code));
    // Of several sources, what was heard is looked up once in SESSIONS_MS.
    if (now_ms - newest_ms > STALE_MS + (several ? SESSIONS_MS : 0)) return 'stale';
    if (sources.at(code).delay_ms > 0) delayed = true;
    else live = true;
  }
  if (delayed) return 'delayed';
  return live ? 'live' : 'closed';
}
