import { freshnessOf } from './freshness.ts';
import type { QuoteBoard } from './quote-board.ts';
import { quoteView } from './quote-view.ts';

/**
 * Quotes as JSON text, written once per version: a list that is read again and again costs a lookup per symbol. Only the
 * freshness can change under one version, so it stands last and is put in each time.
 */
export interface QuoteTexts {
  /** `null` where there is no price yet. */
  json(index: number, now_ms: number): string;
  /** Differs whenever the `json` of one of them differs. Versions are given by one counter, so the newest tells them all. */
  mark(indexes: readonly number[], now_ms: number): string;
}

const FRESHNESS = '"freshness":"';

export function quoteTexts(board: QuoteBoard): QuoteTexts {
  const texts: string[] = [];
  const written: number[] = [];
  board.on('epoch', () => {
    written.length = 0;
  });
  return {
    json(index, now_ms) {
      const version = board.columns.version[index] ?? 0;
      if (written[index] !== version) {
        const view = quoteView(board, index, now_ms);
        if (view === null) return 'null';
        const text = JSON.stringify(view);
        texts[index] = text.slice(0, text.lastIndexOf(FRESHNESS) + FRESHNESS.length);
        written[index] = version;
      }
      return `${texts[index]}${freshnessOf(board, index, now_ms)}"}`;
    },
    mark(indexes, now_ms) {
      let newest = 0;
      let freshness = 0;
      for (const index of indexes) {
        newest = Math.max(newest, board.columns.version[index] ?? 0);
        freshness = (Math.imul(freshness, 31) + freshnessOf(board, index, now_ms).charCodeAt(0)) | 0;
      }
      return `${board.epoch}.${newest}.${(freshness >>> 0).toString(36)}`;
    },
  };
}
