/** Words are compared without case, accents and marks, at most this many letters. */
export const WORD_LENGTH_MAX = 32;

const LETTERS_WITHOUT_PARTS: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' };

/**
 * The words of a name or a query in the form they are compared in: `L'Oréal S&P 500` is `loreal`, `sp`, `500`.
 * Marks inside a word vanish (AT&T is `att`, U.S. is `us`), other marks part words (Coca-Cola is `coca`, `cola`).
 */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’`&]|(?<=\b[a-z])\.(?=[a-z]\b)/g, '')
    .replace(/[øłđßæœ]/g, (letter) => LETTERS_WITHOUT_PARTS[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .map((word) => word.slice(0, WORD_LENGTH_MAX));
}

/** Words that say only that a company is one. A query drops them, unless it has no other. */
const FILLERS = new Set(
  'inc incorporated corp corporation co company ltd limited plc llc ag sa nv se the and of stock stocks share shares price ticker quote'.split(
    ' ',
  ),
);

/** The words of a query that tell something. */
export function tellingWords(words: readonly string[]): readonly string[] {
  const telling = words.filter((word) => !FILLERS.has(word));
  return telling.length > 0 ? telling : words;
}
