/** Words are compared without case, accents and marks, and no further than this. */
const WORD_LENGTH_MAX = 40;
/** A name has 200 letters at most, and so a hundred words. */
const WORDS_MAX = 100;

const LETTERS_WITHOUT_PARTS: Readonly<Record<string, string>> = { ø: 'o', ł: 'l', đ: 'd', ß: 'ss', æ: 'ae', œ: 'oe' };

/** The words of a name in the form they are compared in: "Farfetch'd (Delta) Æther" is `farfetchd`, `delta`, `aether`. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f'’`]/g, '')
    .replace(/[øłđßæœ]/g, (letter) => LETTERS_WITHOUT_PARTS[letter] ?? letter)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, WORDS_MAX)
    .map((word) => word.slice(0, WORD_LENGTH_MAX));
}

/** One text for names that differ in writing alone; a name of signs alone is compared as it is. */
export function nameKey(name: string): string {
  return wordsOf(name).join(' ') || name.trim().toLowerCase();
}

export function setKey(code: string): string {
  return code.trim().toLowerCase();
}

/**
 * A collector number without what is left out in writing: "004/102", "4/102" and "#4" are `4`, "TG12/TG30" is `tg12`.
 */
export function numberKey(number: string): string {
  const [first = ''] = number.trim().toLowerCase().replace(/^#/, '').split('/');
  return first.replace(/\s+/g, '').replace(/^0+(?=[0-9a-z])/, '');
}
