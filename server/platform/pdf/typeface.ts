import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';

/**
 * The typefaces of what is printed: Inter, and for letters that it does not have Kosugi (Japanese), Noto Sans SC (Chinese)
 * and Gowun Dodum (Korean), these in one weight. They are cut into files by script; a text is set in runs of one file each,
 * and a file is read when a letter asks for it. Pictures such as emoji are left out; any other letter that no typeface has
 * is drawn as MISSING, so that nobody takes a name for whole that is not.
 */
export type Weight = 400 | 600;
/** The path of a file. */
export type Face = string;

export interface Run {
  readonly face: Face;
  readonly text: string;
}

const MISSING = '?';
/** Emoji, flags, and what is not to be seen at all. */
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\p{Emoji_Modifier}|\p{C}/u;
/** Control characters, and what chooses between two looks of the letter before it. */
const UNSEEN = /[\p{Cc}\uFE00-\uFE0F\u20E3\u{E0100}-\u{E01EF}]/gu;
export const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** What is drawn of a text, in its order; spaces around what is left out become one. */
export function runsOf(text: string, weight: Weight): Run[] {
  const whole = text.normalize('NFC').replaceAll(UNSEEN, '');
  const letters = Array.from(graphemes.segment(whole), ({ segment }) => segment);
  const families = familiesFor(letters);
  const runs: { face: Face; text: string }[] = [];
  let [before, isCut] = [' ', false];
  for (const letter of letters) {
    const face = faceOf(families, letter, weight);
    if (face === null && PICTURE.test(letter)) isCut = true;
    else if (letter !== ' ' || before !== ' ' || !isCut) {
      const last = runs.at(-1);
      const drawn = { face: face ?? latin(weight), text: face === null ? MISSING : letter };
      if (last?.face === drawn.face) last.text += drawn.text;
      else runs.push(drawn);
      [before, isCut] = [letter, false];
    }
  }
  return runs;
}

/** The file of a face, and what it holds; each is read once. */
export function fileOf(face: Face): { readonly bytes: Buffer; readonly font: Font } {
  const known = files.get(face);
  if (known !== undefined) return known;
  const bytes = readFileSync(face);
  const file = { bytes, font: create(bytes) as Font };
  files.set(face, file);
  return file;
}

const files = new Map<Face, { readonly bytes: Buffer; readonly font: Font }>();

/** From the top of a line to what letters stand on, for one point of size: Inter's, whatever stands beside it. */
export function ascentOf(weight: Weight): number {
  const { font } = fileOf(latin(weight));
  return font.ascent / font.unitsPerEm;
}

type Ranges = readonly (readonly [first: number, last: number])[];
/** Letters of which a file may hold some, as its name says for a weight. */
interface Slice {
  readonly ranges: Ranges;
  readonly path: (weight: Weight) => Face;
}
interface Family {
  readonly slices: readonly Slice[];
  /** The file of each letter that was asked for. */
  readonly found: Map<string, Face | null>;
}

const inter = familyOf('inter', import.meta.resolve('@fontsource/inter/package.json'), (weight) => weight);
const japanese = familyOf('kosugi', import.meta.resolve('@fontsource/kosugi/package.json'), () => 400);
const korean = familyOf('gowun-dodum', import.meta.resolve('@fontsource/gowun-dodum/package.json'), () => 400);
const chinese: Family = {
  slices: [
    {
      ranges: rangesOf('U+3000-303F, U+4E00-9FFF, U+FF00-FFEF'),
      path: () => join(import.meta.dirname, 'faces/noto-sans-sc-400.woff'),
    },
  ],
  found: new Map(),
};
const eastern = [japanese, chinese, korean];

function latin(weight: Weight): Face {
  return inter.slices.find(({ ranges }) => isWithin(ranges, 0x41))?.path(weight) ?? '';
}

/** Inter, then the family first that has most of what Inter does not: one text is set in as few as can be. */
function familiesFor(letters: readonly string[]): readonly Family[] {
  const others = letters.filter((letter) => faceOf([inter], letter, 400) === null);
  if (others.length === 0) return [inter];
  const count = (family: Family): number => others.filter((letter) => faceOf([family], letter, 400) !== null).length;
  const counted = eastern.map((family) => ({ family, held: count(family) }));
  return [inter, ...counted.toSorted((a, b) => b.held - a.held).map(({ family }) => family)];
}

function faceOf(families: readonly Family[], letter: string, weight: Weight): Face | null {
  for (const family of families) {
    const face = findFace(family, letter, weight);
    if (face !== null) return face;
  }
  return null;
}

/** The first file that holds every code point of a letter: slices name many that their files do not hold. */
function findFace({ slices, found }: Family, letter: string, weight: Weight): Face | null {
  const key = `${weight} ${letter}`;
  const known = found.get(key);
  if (known !== undefined) return known;
  const points = Array.from(letter, (character) => character.codePointAt(0) ?? 0);
  const holds = ({ ranges, path }: Slice): boolean =>
    points.every((point) => isWithin(ranges, point) && fileOf(path(weight)).font.hasGlyphForCodePoint(point));
  const face = slices.find(holds)?.path(weight) ?? null;
  found.set(key, face);
  return face;
}

/** A package of Fontsource, which says of each of its files what it may hold. */
function familyOf(name: string, package_json: string, weightOf: (weight: Weight) => Weight): Family {
  const directory = dirname(fileURLToPath(package_json));
  const written = JSON.parse(readFileSync(join(directory, 'unicode.json'), 'utf8')) as Readonly<Record<string, string>>;
  const slices = Object.entries(written).map(([script, ranges]): Slice => {
    const file = `${name}-${script.replaceAll(/[[\]]/g, '')}`;
    return {
      ranges: rangesOf(ranges),
      path: (weight) => join(directory, 'files', `${file}-${weightOf(weight)}-normal.woff`),
    };
  });
  return { slices, found: new Map() };
}

function rangesOf(written: string): Ranges {
  return written.split(',').map((range) => {
    const [first = '', last = first] = range.trim().slice(2).split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
  });
}

function isWithin(ranges: Ranges, point: number): boolean {
  return ranges.some(([first, last]) => point >= first && point <= last);
}
