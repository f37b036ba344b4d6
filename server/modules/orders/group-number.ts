import { randomInt } from 'node:crypto';

/** Without letters and digits that are taken for each other: no 0 and O, 1 and I and L, 5 and S, 8 and B. */
const LETTERS = '234679ACDEFGHJKMNPQRTUVWXYZ';

/** A number for people that tells nobody how many orders there are: "A7K4-29XQ". Unique only once it is written. */
export function newNumber(): string {
  const four = (): string => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${four()}-${four()}`;
}
