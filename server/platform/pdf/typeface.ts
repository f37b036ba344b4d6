import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The typeface of what is printed: Inter, which its package cuts into files by script. A text is set in runs of one file each.
 * What none of them holds (Japanese, Chinese, emoji) is drawn as MISSING; a typeface with those takes 80 MB.
 */
const directory = dirname(fileURLToPath(import.meta.resolve('@fontsource/inter/package.json')));
const scripts = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'] as const;
type Script = (typeof scripts)[number];
export type Weight = 400 | 600;
/** One file: "latin 600". */
export type Face = `${Script} ${Weight}`;

export interface Run {
  readonly face: Face;
  readonly text: string;
}

export const MISSING = '?';

export function runsOf(text: string, weight: Weight): Run[] {
  const runs: { face: Face; text: string }[] = [];
  for (const { segment } of graphemes.segment(text.normalize('NFC'))) {
    const script = scriptOf(segment);
    const face: Face = `${script ?? 'latin'} ${weight}`;
    const drawn = script === null ? MISSING : segment;
    const last = runs.at(-1);
    if (last?.face === face) last.text += drawn;
    else runs.push({ face, text: drawn });
  }
  return runs;
}

/** The file of a face; each is read once. */
export function fileOf(face: Face): Buffer {
  const known = files.get(face);
  if (known !== undefined) return known;
  const [script, weight] = face.split(' ');
  const file = readFileSync(join(directory, 'files', `inter-${script}-${weight}-normal.woff`));
  files.set(face, file);
  return file;
}

const files = new Map<Face, Buffer>();
export const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const ranges = rangesOf(JSON.parse(readFileSync(join(directory, 'unicode.json'), 'utf8')) as Record<Script, string>);

/** The first file that holds every code point of a grapheme. */
function scriptOf(grapheme: string): Script | null {
  const points = Array.from(grapheme, (character) => character.codePointAt(0) ?? 0);
  // Control characters are within the ranges, and have no glyph.
  if (points.some((point) => point < 0x20 || (point >= 0x7f && point < 0xa0))) return null;
  const holds = (script: Script): boolean =>
    points.every((point) => ranges[script].some(([first, last]) => point >= first && point <= last));
  return scripts.find(holds) ?? null;
}

function rangesOf(written: Readonly<Record<Script, string>>): Record<Script, (readonly [number, number])[]> {
  const read = (text: string) =>
    text.split(',').map((range) => {
      const [first = '', last = first] = range.trim().slice(2).split('-');
      return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const;
    });
  return Object.fromEntries(scripts.map((script) => [script, read(written[script])])) as ReturnType<typeof rangesOf>;
}
