import { formatScaled } from '../../../../contract/decimal.ts';
import type { Clock } from '../../../platform/clock.ts';
import { sessionOf } from './board-rules.ts';
import { feedFreshness, type Freshness } from './freshness.ts';
import type { QuoteBoard } from './quote-board.ts';

/** What the live edge needs of the board, and nothing of what the rows mean. */
export interface LiveSource {
  /** Changes when version counters may have restarted. */
  epoch(): string;
  /** Dense number of a symbol in any accepted spelling; -1: unknown. */
  find(symbol: string): number;
  symbol(index: number): string;
  /** 0: no price yet. Rises strictly inside an epoch. */
  version(index: number): number;
  /**
   * The row as JSON text: `["AAPL",9004,"187.2500","0.4300",1789999103870]`. The change is null where no previous close
   * is known. A sixth element names the session unless it is the regular one. A price that came from another source than
   * the feed is named after, as where several are combined, names it in a seventh, after the session, whichever it is.
   * Encoded once per version.
   */
  row(index: number): string;
  /** Once per batch. @returns a function that stops it. */
  onChange(handler: (indexes: readonly number[]) => void): () => void;
  onEpoch(handler: () => void): () => void;
  status(): LiveStatus;
}

interface LiveStatus {
  readonly status: Freshness;
  /** Time of the newest accepted print, epoch milliseconds; 0 before the first. */
  readonly watermark: number;
  readonly source: string;
}

export function liveSource(board: QuoteBoard, clock: Clock): LiveSource {
  const { registry, columns } = board;
  const freshness = feedFreshness(board);
  const rows: string[] = [];
  const encoded: number[] = [];
  board.on('epoch', () => {
    encoded.length = 0;
  });
  registry.onChange((changed) => {
    for (const { index } of changed) encoded[index] = 0;
  });
  return {
    epoch: () => board.epoch,
    find: (symbol) => registry.find(symbol)?.index ?? -1,
    symbol: (index) => registry.at(index).symbol,
    version: (index) => columns.version[index] ?? 0,
    row(index) {
      const version = columns.version[index] ?? 0;
      if (encoded[index] !== version) {
        rows[index] = encodeRow(board, index);
        encoded[index] = version;
      }
      return rows[index] ?? '';
    },
    onChange: (handler) => board.on('changed', handler),
    onEpoch: (handler) => board.on('epoch', () => handler()),
    status: () => ({ status: freshness(clock.ms()), watermark: board.watermark_ms, source: board.run.source }),
  };
}

function encodeRow({ registry, columns, sources, run }: QuoteBoard, index: number): string {
  const { symbol } = registry.at(index);
  const decimals = columns.decimals[index] ?? 0;
  const price = columns.price[index] ?? 0;
  const change = price - (columns.previous_close[index] ?? Number.NaN);
  const change_text = Number.isNaN(change) ? 'null' : `"${formatScaled(change, decimals)}"`;
  const session = sessionOf(columns, index);
  const { name } = sources.of(index);
  const is_other = name !== run.source;
  const last = is_other ? `,"${session}","${name}"` : session === 'regular' ? '' : `,"${session}"`;
  // Symbols hold no character that JSON escapes: the registry's own rule.
  return `["${symbol}",${columns.version[index]},"${formatScaled(price, decimals)}",${change_text},${columns.at_ms[index]}${last}]`;
}
