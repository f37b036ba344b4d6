import { describe, expect, it } from 'vitest';
import { rowActionOf } from './grid-keys.ts';

const place = { index: 3, count: 10, page: 5 };

describe('keys in the table', () => {
  it('moves by a row, by a page and to the ends, and never beyond', () => {
    expect(rowActionOf('ArrowDown', place)).toEqual({ kind: 'focus', index: 4 });
    expect(rowActionOf('k', place)).toEqual({ kind: 'focus', index: 2 });
    expect(rowActionOf('PageDown', place)).toEqual({ kind: 'focus', index: 8 });
    expect(rowActionOf('PageUp', place)).toEqual({ kind: 'focus', index: 0 });
    expect(rowActionOf('End', place)).toEqual({ kind: 'focus', index: 9 });
    expect(rowActionOf('ArrowDown', { ...place, index: 9 })).toEqual({ kind: 'focus', index: 9 });
  });

  it('leads from the first row to the column heads', () => {
    expect(rowActionOf('ArrowUp', { ...place, index: 0 })).toEqual({ kind: 'header' });
    expect(rowActionOf('k', { ...place, index: 0 })).toEqual({ kind: 'focus', index: 0 });
  });

  it('has a key for what a pointer drags', () => {
    expect(rowActionOf('Alt+ArrowUp', place)).toEqual({ kind: 'move', by: -1 });
    expect(rowActionOf('Shift+ArrowDown', place)).toEqual({ kind: 'extend', index: 4 });
  });

  it('leaves the keys of the page alone', () => {
    expect(rowActionOf('a', place)).toBeNull();
    expect(rowActionOf('Mod+k', place)).toBeNull();
    expect(rowActionOf('Tab', place)).toBeNull();
  });
});
