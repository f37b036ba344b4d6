import { Paper, type Style } from '../../../platform/pdf/paper.ts';

/** A4, in millimetres. */
const WIDTH = 210;
const HEIGHT = 297;
const MARGIN = 18;
/** Points to the millimetre, and the height of a line to its size. */
const MM = 72 / 25.4;
const LEADING = 1.4;

export const ROOM = WIDTH - 2 * MARGIN;
export const plain: Style = { size: 9.5, weight: 400 };
export const strong: Style = { size: 9.5, weight: 600 };
export const small: Style = { size: 8, weight: 400 };
export const heading: Style = { size: 18, weight: 600 };

/** A cell of a row: its text, where it begins and how wide it is, in millimetres of ROOM. */
export interface Cell {
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly style?: Style;
  readonly align?: 'right';
}

/** Papers that are written from top to bottom and go on with another page, under its head, where one is full. */
export class PageFlow {
  readonly #paper: Paper;
  #y = HEIGHT;
  #head: (() => void) | null = null;

  constructor(title: string) {
    this.#paper = new Paper({ width: WIDTH, height: HEIGHT, title });
  }

  /** Begins a page; `head` is drawn on it and on those that follow. */
  begin(head: () => void): void {
    this.#head = head;
    this.#turn();
  }

  /** Leaves as much room, in millimetres. */
  gap(height: number): void {
    this.#y += height;
  }

  line(text: string, style: Style = plain): void {
    this.row([{ text, x: 0, width: ROOM, style }]);
  }

  /** Text in as many lines as it takes. */
  paragraph(text: string, style: Style = plain): void {
    for (const part of text.split('\n'))
      for (const line of this.#paper.lines(part, style, ROOM)) this.line(line, style);
  }

  /** Cells beside each other; what is too wide is shortened. */
  row(cells: readonly Cell[]): void {
    const height = Math.max(...cells.map(({ style = plain }) => (style.size * LEADING) / MM));
    if (this.#y + height > HEIGHT - MARGIN) this.#turn();
    for (const { text, x, width, style = plain, align } of cells) {
      const shift = align === 'right' ? Math.max(0, width - this.#paper.widthOf(text, style)) : 0;
      this.#paper.text(text, style, { x: MARGIN + x + shift, y: this.#y, width: width - shift + 0.1 });
    }
    this.#y += height;
  }

  rule(): void {
    this.#paper.rule({ x: MARGIN, y: this.#y, width: ROOM });
    this.#y += 1.4;
  }

  /** Whether `height` millimetres are left; a new page is begun where they are not. */
  keep(height: number): void {
    if (this.#y + height > HEIGHT - MARGIN) this.#turn();
  }

  bytes(): Promise<Uint8Array> {
    return this.#paper.bytes();
  }

  #turn(): void {
    this.#paper.addPage();
    this.#y = MARGIN;
    this.#head?.();
  }
}
