import { CELL_LENGTH_MAX, IMPORT_COLUMNS_MAX } from '../../../../../contract/inventory-imports.ts';
import type { RawRow, Reading } from './types.ts';

/**
 * Rows of delimited text, as RFC 4180 has them and as people send them: any mix of line ends, spaces around quotes,
 * line breaks inside them. It is written here because a row that cannot be taken apart must be named by its own line
 * and must not take the rows after it along: reading goes on at the next line.
 */

/** Characters read in vain after quotes that never end, before the rest of the file is given up. */
const WASTED_MAX = 256 * 1024 * 1024;
/** Characters and doubled quotes that are looked through for the end of one quoted cell: others wait while it is done. */
const QUOTED_LENGTH_MAX = 16 * 1024 * 1024;
const DOUBLED_MAX = 500_000;

interface Cell {
  readonly value: string;
  /** Position after it. */
  readonly end: number;
  /** Line breaks inside it. */
  readonly breaks: number;
}

export class RowSplitter {
  readonly #delimiter: string;
  #text = '';
  #last = false;
  #line = 1;
  #wasted = 0;
  /** Where each mark is next at or after the position asked for last. */
  readonly #marks = new Map<string, number>();

  constructor(delimiter: Reading['delimiter']) {
    this.#delimiter = delimiter;
  }

  /** Characters of a row that is not whole yet. */
  get pending(): number {
    return this.#text.length;
  }

  /** Rows that are whole by now; an empty one has no cells. `last`: nothing comes after this text. */
  *push(text: string, last: boolean): Generator<RawRow> {
    this.#text += text;
    this.#last = last;
    this.#marks.clear();
    let start = 0;
    while (start < this.#text.length) {
      const blank = this.#breakAt(start) ?? 0;
      if (blank > 0) {
        this.#line += 1;
        start += blank;
        continue;
      }
      const taken = this.#row(start);
      if (taken === null) break;
      const line = this.#line;
      this.#line += taken.lines;
      start = taken.end;
      const isEmpty = taken.problem === null && taken.cells.every((cell) => cell.trim() === '');
      yield { line, cells: isEmpty ? [] : taken.cells, problem: taken.problem };
    }
    this.#text = this.#text.slice(start);
    this.#marks.clear();
  }

  /** @returns null where more text is needed. */
  #row(start: number): (Omit<RawRow, 'line'> & { readonly end: number; readonly lines: number }) | null {
    const cells: string[] = [];
    let at = start;
    let lines = 1;
    for (;;) {
      const cell = this.#cell(at);
      if (cell === null) return null;
      if (typeof cell === 'string') return this.#broken(start, cell);
      cells.push(cell.value.slice(0, CELL_LENGTH_MAX + 1));
      lines += cell.breaks;
      at = cell.end;
      // No file of ours has so many: what follows is too much, whatever it is.
      if (cells.length > IMPORT_COLUMNS_MAX) {
        at = this.#lineEnd(at);
        if (at === this.#text.length && !this.#last) return null;
      }
      if (this.#text[at] === this.#delimiter) at += 1;
      else {
        const length = this.#breakAt(at);
        return length === null ? null : { cells, end: at + length, lines, problem: null };
      }
    }
  }

  /** A row that cannot be taken apart is the line on which it begins; what follows is read anew. */
  #broken(start: number, problem: 'quote_unclosed' | 'quote_stray') {
    this.#marks.clear();
    const end = this.#wasted > WASTED_MAX ? this.#text.length : this.#lineEnd(start);
    if (end === this.#text.length && !this.#last && this.#wasted <= WASTED_MAX) return null;
    const length = this.#breakAt(end) ?? 0;
    const shown = this.#text.slice(start, Math.min(end, start + CELL_LENGTH_MAX + 1));
    return { cells: [shown], end: end + length, lines: 1, problem };
  }

  /** @returns null where more text is needed; a problem where a quote does not end as it should. */
  #cell(start: number): Cell | 'quote_unclosed' | 'quote_stray' | null {
    let at = start;
    while (this.#isSpace(at)) at += 1;
    if (this.#text[at] === '"') return this.#quoted(at + 1);
    const end = Math.min(this.#find(this.#delimiter, start), this.#lineEnd(start));
    if (end === this.#text.length && !this.#last) return null;
    return { value: this.#text.slice(start, end), end, breaks: 0 };
  }

  #quoted(start: number): Cell | 'quote_unclosed' | 'quote_stray' | null {
    let doubled = 0;
    let close = this.#text.indexOf('"', start);
    while (close !== -1 && this.#text[close + 1] === '"' && doubled <= DOUBLED_MAX) {
      doubled += 1;
      close = this.#text.indexOf('"', close + 2);
    }
    const length = (close === -1 ? this.#text.length : close) - start;
    if (length > QUOTED_LENGTH_MAX || doubled > DOUBLED_MAX) {
      this.#wasted += length;
      return 'quote_unclosed';
    }
    let end = close + 1;
    if (close !== -1) while (this.#isSpace(end)) end += 1;
    if (close === -1 || end === this.#text.length) {
      if (!this.#last) return null;
      if (close === -1) {
        this.#wasted += this.#text.length - start;
        return 'quote_unclosed';
      }
    }
    const after = this.#text[end];
    if (after !== undefined && after !== this.#delimiter && after !== '\r' && after !== '\n') {
      this.#wasted += end - start;
      return 'quote_stray';
    }
    const raw = this.#text.slice(start, close);
    return { value: doubled > 0 ? raw.replaceAll('""', '"') : raw, end, breaks: breaksIn(raw) };
  }

  #isSpace(at: number): boolean {
    const character = this.#text[at];
    return (character === ' ' || character === '\t') && character !== this.#delimiter;
  }

  #lineEnd(from: number): number {
    return Math.min(this.#find('\n', from), this.#find('\r', from));
  }

  /** Length of the line break there; 0 at the end of the text, null where the next character is needed to tell. */
  #breakAt(at: number): number | null {
    if (this.#text[at] === '\n') return 1;
    if (this.#text[at] !== '\r') return 0;
    if (at + 1 === this.#text.length && !this.#last) return null;
    return this.#text[at + 1] === '\n' ? 2 : 1;
  }

  #find(mark: string, from: number): number {
    let at = this.#marks.get(mark) ?? -1;
    if (at < from) {
      const found = this.#text.indexOf(mark, from);
      at = found === -1 ? this.#text.length : found;
      this.#marks.set(mark, at);
    }
    return at;
  }
}

const [LF, CR] = [10, 13];

/** Line breaks of any kind, counted without a list of them. */
function breaksIn(text: string): number {
  let breaks = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === CR || (code === LF && text.charCodeAt(at - 1) !== CR)) breaks += 1;
  }
  return breaks;
}
