import { type AlertLine, parseAlert } from '../../alerts/parse-alert.ts';

/** What a typed line asks for besides a search. */
export type Typed =
  | { readonly kind: 'search'; readonly words: string }
  /** `note aapl trim above 200`: a note for a symbol of the list on screen. */
  | { readonly kind: 'note'; readonly symbol: string; readonly text: string }
  /** `alert aapl > 200` */
  | { readonly kind: 'alert'; readonly line: AlertLine };

/** Reads a line. A half-typed command is still a search, so that typing never dead-ends. */
export function readTyped(line: string): Typed {
  const note = /^\s*note\s+(\S+)\s+(\S.*)$/i.exec(line);
  if (note?.[1] !== undefined && note[2] !== undefined) {
    return { kind: 'note', symbol: note[1].toUpperCase(), text: note[2].trim() };
  }
  const alert = parseAlert(line);
  return alert ? { kind: 'alert', line: alert } : { kind: 'search', words: line.trim() };
}

/** What is searched for: the whole line, or the symbol that a command names. */
export function wordsOf(typed: Typed): string {
  if (typed.kind === 'search') return typed.words;
  return typed.kind === 'note' ? typed.symbol : typed.line.symbol;
}

export interface Span {
  readonly text: string;
  readonly hit: boolean;
}

/** Cuts a text where a word of the query begins it or one of its words, to show why it was found. */
export function spansOf(text: string, query: string): Span[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const hit = Array.from(text, () => false);
  const lower = text.toLowerCase();
  for (const word of words) {
    for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) {
      const starts = at === 0 || /[^a-z0-9]/.test(lower[at - 1] ?? '');
      if (starts) hit.fill(true, at, at + word.length);
    }
  }
  const spans: { text: string; hit: boolean }[] = [];
  for (const [index, is_hit] of hit.entries()) {
    const last = spans.at(-1);
    if (last?.hit === is_hit) last.text += text[index] ?? '';
    else spans.push({ text: text[index] ?? '', hit: is_hit });
  }
  return spans;
}
