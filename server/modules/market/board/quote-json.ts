import { freshnessOf } from './freshness.ts';
import type { QuoteBoard } from './quote-board.ts';
import { quoteView } from './quote-view.ts';

/**
 * Quotes as JSON text, written once per version: a list that is read again and again costs a lookup per symbol. Only the
 * freshness can change under one version, so it stands last and is put in each time.
 */
export interface QuoteTexts {
  readonly json: readonly string[];
  /** Differs whenever one of the texts differs. Versions are given by one counter, so the newest tells them all. */
  readonly mark: string;
}

const FRESHNESS = '"freshness":"';

/** @returns a selector: the texts of the instruments asked, in their order, `null` where there is no price yet. */
export function quoteTexts(board: QuoteBoard): (indexes: readonly number[], now_ms: number) => QuoteTexts {
  const texts: string[] = [];
  const written: number[] = [];
  board.on('epoch', () => {
    written.length = 0;
  });
  board.registry.onChange((changed) => {
    // No version: 0 is that of an instrument without a price.
    for (const { index } of changed) written[index] = -1;
  });

  function textOf(index: number, freshness: string, now_ms: number): string {
    const version = board.columns.version[index] ?? 0;
    if (written[index] !== version) {
      const view = quoteView(board, index, now_ms);
      if (view === null) return 'null';
      const text = JSON.stringify(view);
      texts[index] = text.slice(0, text.lastIndexOf(FRESHNESS) + FRESHNESS.length);
      written[index] = version;
    }
    return `${texts[index]}${freshness}"}`;
  }

  return (indexes, now_ms) => {
    let newest = 0;
    let states = 0;
    const json = indexes.map((index) => {
      const freshness = freshnessOf(board, index, now_ms);
      newest = Math.max(newest, board.columns.version[index] ?? 0);
      states = (Math.imul(states, 31) + freshness.charCodeAt(0)) | 0;
      return textOf(index, freshness, now_ms);
    });
    return { json, mark: `${board.epoch}.${newest}.${(states >>> 0).toString(36)}` };
  };
}
