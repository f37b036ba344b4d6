import { encode } from 'uqr';
import { Paper, type Style } from '../../../platform/pdf/paper.ts';
import type { LabelWords } from './label-words.ts';
import { placeOf, type Sheet } from './sheets.ts';

export interface Label {
  readonly words: LabelWords;
  /** Where its QR code leads. */
  readonly address: string;
  readonly copies: number;
}

/** One file of labels: plain values, which a thread can be given. */
export interface LabelWork {
  readonly sheet: Sheet;
  readonly labels: readonly Label[];
  /** Places of the first sheet that are used. */
  readonly skip: number;
}

/** Points to the millimetre, and the height of a line to its size. */
const MM = 72 / 25.4;
const LEADING = 1.25;

/**
 * Draws labels on sheets, from the place after `skip`.
 * @returns a PDF of at least one page.
 */
export function drawLabels({ sheet, labels, skip }: LabelWork): Promise<Uint8Array> {
  const paper = new Paper({ width: sheet.width, height: sheet.height, title: 'Labels' });
  const first = skip % (sheet.columns * sheet.rows);
  paper.addPage();
  let [index, page] = [first, 0];
  for (const label of labels) {
    const code = qrOf(label.address);
    for (let copy = 0; copy < label.copies; copy += 1) {
      const place = placeOf(sheet, index);
      if (place.page > page) paper.addPage();
      page = place.page;
      drawLabel(paper, { sheet, place, words: label.words, code });
      index += 1;
    }
  }
  return paper.bytes();
}

/** The dark and light squares of an address, without a margin: the label around it is white. */
export function qrOf(address: string): boolean[][] {
  return encode(address, { ecc: 'L', boostEcc: true, border: 0 }).data;
}

/** Text on the left, the code on the right; sizes follow from the height of the label. */
function drawLabel(
  paper: Paper,
  drawn: {
    readonly sheet: Sheet;
    readonly place: { readonly x: number; readonly y: number };
    readonly words: LabelWords;
    readonly code: boolean[][];
  },
): void {
  const { label } = drawn.sheet;
  const { words, code, place } = drawn;
  const pad = label.height > 25 ? 2.5 : 1.8;
  // Four squares of white between the code and the text, as the code's standard asks for.
  const side = Math.min(label.height - 2 * pad, label.width * 0.36);
  const quiet = (side / code.length) * 4;
  const width = label.width - 2 * pad - side - quiet;
  const size = Math.min(9, label.height * 0.26);
  const title: Style = { size, weight: 600 };
  const plain: Style = { size: size * 0.8, weight: 400 };
  const price: Style = { size: size * 1.25, weight: 600 };

  paper.squares(code, { x: place.x + label.width - pad - side, y: place.y + (label.height - side) / 2, side });
  const left = place.x + pad;
  let top = place.y + pad;
  const room = place.y + label.height - pad - heightOf(plain) - (words.price === null ? 0 : heightOf(price));
  const above = [
    ...titleLines(paper, words.title, { style: title, width }).map((text) => ({ text, style: title })),
    ...words.lines.map((text) => ({ text, style: plain })),
  ];
  for (const { text, style } of above) {
    if (top + heightOf(style) > room + 0.01) break;
    paper.text(text, style, { x: left, y: top, width });
    top += heightOf(style);
  }
  const bottom = place.y + label.height - pad;
  paper.text(words.sku, plain, { x: left, y: bottom - heightOf(plain), width });
  if (words.price !== null)
    paper.text(words.price, price, { x: left, y: bottom - heightOf(plain) - heightOf(price), width });
}

/** A title in at most two lines, the second of which may be too long. */
function titleLines(
  paper: Paper,
  title: string,
  { style, width }: { readonly style: Style; readonly width: number },
): string[] {
  const [first = ''] = paper.lines(title, style, width);
  const rest = title.slice(first.length).trim();
  return rest === '' ? [first] : [first, rest];
}

/** In millimetres. */
function heightOf({ size }: Style): number {
  return (size * LEADING) / MM;
}
