// oxlint-disable-next-line import/no-named-as-default -- its types know the default alone
import PDFDocument from 'pdfkit';
import { lineParts } from './line-breaks.ts';
import { ascentOf, type Face, fileOf, graphemes, type Run, runsOf, type Weight } from './typeface.ts';

/** Points to the millimetre. */
const MM = 72 / 25.4;

/** A text in one size and weight; sizes in points. */
export interface Style {
  readonly size: number;
  readonly weight: Weight;
}

/** A PDF that is written in millimetres from the upper left corner. */
export class Paper {
  readonly #document: PDFKit.PDFDocument;
  readonly #chunks: Buffer[] = [];
  readonly #faces = new Set<Face>();
  readonly #ended: Promise<void>;

  constructor({ width, height, title }: { readonly width: number; readonly height: number; readonly title: string }) {
    this.#document = new PDFDocument({
      size: [width * MM, height * MM],
      margin: 0,
      autoFirstPage: false,
      info: { Title: title, Creator: 'Omni-Stock' },
    });
    this.#ended = new Promise((resolve, reject) => {
      this.#document.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
      this.#document.on('end', resolve);
      this.#document.on('error', reject);
    });
  }

  addPage(): void {
    this.#document.addPage();
  }

  /** @returns in millimetres. */
  widthOf(text: string, style: Style): number {
    return this.#widthOf(runsOf(text, style.weight), style) / MM;
  }

  /** Draws one line, shortened with "…" where it is wider than `width`. */
  text(text: string, style: Style, at: { readonly x: number; readonly y: number; readonly width: number }): void {
    const runs = runsOf(this.fitted(text, style, at.width), style.weight);
    let x = at.x * MM;
    // Typefaces stand on one line, whatever room each of them wants above it.
    const y = at.y * MM + ascentOf(style.weight) * style.size;
    for (const run of runs) {
      this.#face(run, style).text(run.text, x, y, { lineBreak: false, baseline: 'alphabetic' });
      x += this.#document.widthOfString(run.text);
    }
  }

  /** The text, or as much of it as fits with "…" after it. */
  fitted(text: string, style: Style, width: number): string {
    if (this.widthOf(text, style) <= width) return text;
    const characters = Array.from(graphemes.segment(text), ({ segment }) => segment);
    let [fits, tooLong] = [0, characters.length];
    while (tooLong - fits > 1) {
      const middle = (fits + tooLong) >> 1;
      const isFitting = this.widthOf(`${characters.slice(0, middle).join('').trimEnd()}…`, style) <= width;
      if (isFitting) fits = middle;
      else tooLong = middle;
    }
    return `${characters.slice(0, fits).join('').trimEnd()}…`;
  }

  /** The text in lines that fit, as far as it may be broken. */
  lines(text: string, style: Style, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const part of lineParts(text)) {
      if (line !== '' && this.widthOf((line + part).trimEnd(), style) > width) {
        lines.push(line.trimEnd());
        line = '';
      }
      line += part;
    }
    return [...lines, line.trimEnd()];
  }

  /** Draws a thin line from `x` on. */
  rule(at: { readonly x: number; readonly y: number; readonly width: number }): void {
    this.#document
      .rect(at.x * MM, at.y * MM, at.width * MM, 0.5)
      .fill('#888888')
      .fillColor('black');
  }

  /** Draws dark squares into a square of `side`; those beside each other as one, which keeps files small. */
  squares(
    rows: readonly (readonly boolean[])[],
    at: { readonly x: number; readonly y: number; readonly side: number },
  ) {
    const drawn = rows.flatMap((row, y) => spansOf(row).map(([from, to]) => `${from} ${y} ${to - from} 1 re`));
    const scale = (at.side * MM) / rows.length;
    this.#document
      .save()
      .translate(at.x * MM, at.y * MM)
      .scale(scale)
      .fillColor('black');
    this.#document.addContent(`${drawn.join(' ')} f`).restore();
  }

  async bytes(): Promise<Uint8Array> {
    this.#document.end();
    await this.#ended;
    return Buffer.concat(this.#chunks);
  }

  #widthOf(runs: readonly Run[], style: Style): number {
    return runs.reduce((sum, run) => sum + this.#face(run, style).widthOfString(run.text), 0);
  }

  #face({ face }: Run, { size }: Style): PDFKit.PDFDocument {
    if (!this.#faces.has(face)) {
      this.#document.registerFont(face, fileOf(face).bytes);
      this.#faces.add(face);
    }
    return this.#document.font(face).fontSize(size);
  }
}

function spansOf(row: readonly boolean[]): [number, number][] {
  const spans: [number, number][] = [];
  for (const [index, isDark] of row.entries()) {
    if (!isDark) continue;
    const last = spans.at(-1);
    if (last?.[1] === index) last[1] = index + 1;
    else spans.push([index, index + 1]);
  }
  return spans;
}
