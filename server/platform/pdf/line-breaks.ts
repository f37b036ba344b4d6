import { graphemes } from './typeface.ts';

/** Letters that are written without spaces: a line may end between any two of them. Korean has spaces. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303f\uff01-\uff60]/u;
/** Closing marks, small kana and what lengthens or repeats the letter before: no line begins with them. */
const NEVER_FIRST =
  /^[!%),.:;?\]}…、。，．・：；？！」』】〕〉》）］｝ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〜～]/u;
const NEVER_LAST = /[([{「『【〔〈《（［｛]$/u;

/** The parts of a text between which a line may end, each with the spaces after it. */
export function lineParts(text: string): string[] {
  const parts: string[] = [];
  let before = '';
  for (const { segment } of graphemes.segment(text)) {
    if (before === '' || mayEnd(before, segment)) parts.push(segment);
    else parts[parts.length - 1] += segment;
    before = segment;
  }
  return parts;
}

function mayEnd(before: string, after: string): boolean {
  if (after === ' ') return false;
  if (before === ' ') return true;
  return (UNSPACED.test(before) || UNSPACED.test(after)) && !NEVER_LAST.test(before) && !NEVER_FIRST.test(after);
}
