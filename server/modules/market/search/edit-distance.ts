import { WORD_LENGTH_MAX } from './fold.ts';

const WIDTH = WORD_LENGTH_MAX + 1;
/** Said of what was not computed to the end. */
const FAR = 255;
/** Three rows of the table: two swapped neighbours look two rows back. */
let above2 = new Uint8Array(WIDTH);
let above = new Uint8Array(WIDTH);
let row = new Uint8Array(WIDTH);

export interface Distance {
  /** Edits to the whole other word; FAR, or just more than `max`, where it is too far. */
  readonly whole: number;
  /** Edits to the nearest beginning of the other word: what was typed may be unfinished. */
  readonly beginning: number;
}

const result = { whole: 0, beginning: 0 };

/**
 * Damerau's distance (insertion, deletion, substitution, and two neighbours swapped, each 1) in its optimal string
 * alignment form. The result is overwritten by the next call.
 *
 * @param typed @param word at most WORD_LENGTH_MAX letters each.
 * @param max what is farther is only known to be farther.
 */
export function distance(typed: string, word: string, max: number): Distance {
  // Letters further on cannot be reached by a beginning within `max`.
  const columns = Math.min(word.length, typed.length + max);
  for (let column = 0; column <= columns; column += 1) above[column] = column;
  let before = -1;
  let reachable = true;
  for (let line = 1; line <= typed.length && reachable; line += 1) {
    const letter = typed.charCodeAt(line - 1);
    // One row back may still help a swap, which costs one more.
    reachable = fillRow(line, letter, before, word, columns) <= max + 1;
    before = letter;
    const free = above2;
    above2 = above;
    above = row;
    row = free;
  }
  result.whole = reachable && columns === word.length ? (above[columns] ?? 0) : FAR;
  result.beginning = FAR;
  if (reachable) {
    for (let column = 0; column <= columns; column += 1) {
      result.beginning = Math.min(result.beginning, above[column] ?? 0);
    }
  }
  return result;
}

/** @returns the least value of the row. */
function fillRow(line: number, letter: number, before: number, word: string, columns: number): number {
  row[0] = line;
  let least = line;
  let previous = -1;
  for (let column = 1; column <= columns; column += 1) {
    const other = word.charCodeAt(column - 1);
    let edits = (above[column - 1] ?? 0) + (letter === other ? 0 : 1);
    edits = Math.min(edits, (above[column] ?? 0) + 1, (row[column - 1] ?? 0) + 1);
    if (letter === previous && before === other) edits = Math.min(edits, (above2[column - 2] ?? 0) + 1);
    row[column] = edits;
    if (edits < least) least = edits;
    previous = other;
  }
  return least;
}
