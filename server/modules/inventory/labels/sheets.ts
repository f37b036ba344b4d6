import type { labelSheets } from '../../../../contract/inventory-bulk.ts';

/** A sheet of labels, in millimetres: from the upper left corner of the first, `pitch` to the next. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  readonly rows: number;
  readonly label: { readonly width: number; readonly height: number };
  readonly margin: { readonly left: number; readonly top: number };
  readonly pitch: { readonly x: number; readonly y: number };
}

const INCH = 25.4;

/**
 * As their makers print them on the package: Avery L7159 (24 to a page), Avery L7651 (65), Avery 5160 (30, in inches),
 * and Brother DK-11209, a roll with one label after the other.
 */
export const sheets: Readonly<Record<(typeof labelSheets)[number], Sheet>> = {
  'a4-3x8': {
    width: 210,
    height: 297,
    columns: 3,
    rows: 8,
    label: { width: 63.5, height: 33.9 },
    margin: { left: 7.25, top: 12.9 },
    pitch: { x: 66, y: 33.9 },
  },
  'a4-5x13': {
    width: 210,
    height: 297,
    columns: 5,
    rows: 13,
    label: { width: 38.1, height: 21.2 },
    margin: { left: 4.75, top: 10.7 },
    pitch: { x: 40.6, y: 21.2 },
  },
  'letter-3x10': {
    width: 8.5 * INCH,
    height: 11 * INCH,
    columns: 3,
    rows: 10,
    label: { width: 2.625 * INCH, height: INCH },
    margin: { left: 0.1875 * INCH, top: 0.5 * INCH },
    pitch: { x: 2.75 * INCH, y: INCH },
  },
  'roll-62x29': {
    width: 62,
    height: 29,
    columns: 1,
    rows: 1,
    label: { width: 62, height: 29 },
    margin: { left: 0, top: 0 },
    pitch: { x: 62, y: 29 },
  },
};

/** Where a label lies: its page from 0, and its upper left corner in millimetres. */
export function placeOf(
  sheet: Sheet,
  index: number,
): { readonly page: number; readonly x: number; readonly y: number } {
  const perPage = sheet.columns * sheet.rows;
  const [column, row] = [index % sheet.columns, Math.floor((index % perPage) / sheet.columns)];
  return {
    page: Math.floor(index / perPage),
    x: sheet.margin.left + column * sheet.pitch.x,
    y: sheet.margin.top + row * sheet.pitch.y,
  };
}
