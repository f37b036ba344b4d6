import { describe, expect, it } from 'vitest';
import { gridActionOf } from './grid-keys.ts';

const place = { row: 3, column: 2, rows: 10, columns: 6, page: 5 };

describe('keys in the stock table', () => {
  it('move from cell to cell, by a page and to the ends, and never beyond', () => {
    expect(gridActionOf('ArrowDown', place)).toEqual({ kind: 'focus', row: 4, column: 2 });
    expect(gridActionOf('ArrowRight', { ...place, column: 5 })).toEqual({ kind: 'focus', row: 3, column: 5 });
    expect(gridActionOf('PageDown', place)).toEqual({ kind: 'focus', row: 8, column: 2 });
    expect(gridActionOf('End', place)).toEqual({ kind: 'focus', row: 3, column: 5 });
    expect(gridActionOf('Mod+End', place)).toEqual({ kind: 'focus', row: 9, column: 5 });
    expect(gridActionOf('Mod+ArrowDown', place)).toEqual({ kind: 'focus', row: 9, column: 2 });
  });

  it('extend the range with Shift, and lead to the heads without it', () => {
    expect(gridActionOf('Shift+ArrowDown', place)).toEqual({ kind: 'extend', row: 4, column: 2 });
    expect(gridActionOf('Shift+ArrowUp', { ...place, row: 0 })).toEqual({ kind: 'extend', row: 0, column: 2 });
    expect(gridActionOf('ArrowUp', { ...place, row: 0 })).toEqual({ kind: 'header' });
  });

  it('leave the keys of the page alone', () => {
    expect(gridActionOf('Mod+k', place)).toBeNull();
    expect(gridActionOf('Tab', place)).toBeNull();
    expect(gridActionOf('g', place)).toBeNull();
  });
});
