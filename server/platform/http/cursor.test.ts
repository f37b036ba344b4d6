import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { pageOf } from './page.ts';

const key = randomBytes(32);
const Place = z.tuple([z.string(), z.int()]);
const place = fc.tuple(fc.string({ maxLength: 40 }), fc.integer());
const refused = expect.objectContaining({ code: 'cursor_invalid' });

describe('a cursor', () => {
  it('gives back the place it was made of, and the same place makes the same text', () => {
    fc.assert(
      fc.property(place, (value) => {
        const text = encodeCursor(key, value);
        expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(decodeCursor(key, text, Place)).toEqual(value);
        expect(encodeCursor(key, value)).toBe(text);
      }),
    );
  });

  it('is refused when one character of it was changed, cut or added', () => {
    fc.assert(
      fc.property(place, fc.nat(), fc.constantFrom('A', 'z', '0', '-', '_'), (value, at, letter) => {
        const text = encodeCursor(key, value);
        const index = at % text.length;
        for (const forged of [
          text.slice(0, index) + letter + text.slice(index + 1),
          text.slice(0, index),
          text.slice(0, index) + letter + text.slice(index),
        ]) {
          if (forged !== text) expect(() => decodeCursor(key, forged, Place)).toThrow(refused);
        }
      }),
    );
  });

  it('is refused by another list, in another shape, and whatever else was sent', () => {
    const text = encodeCursor(key, ['AAPL', 1]);
    expect(() => decodeCursor(randomBytes(32), text, Place)).toThrow(refused);
    expect(() => decodeCursor(key, text, z.tuple([z.int()]))).toThrow(refused);
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (noise) => {
        expect(() => decodeCursor(key, noise, Place)).toThrow(refused);
      }),
    );
  });
});

describe('a page', () => {
  const place = (row: number): number => row;

  it('says that there is more, and where, when one row too many was found', () => {
    const { rows, meta } = pageOf([1, 2, 3], { limit: 2, key, place });
    expect(rows).toEqual([1, 2]);
    expect(meta).toEqual({ limit: 2, has_more: true, next_cursor: encodeCursor(key, 2) });
  });

  it('ends the walk when no row is left over', () => {
    expect(pageOf([1, 2], { limit: 2, key, place }).meta).toEqual({ limit: 2, has_more: false, next_cursor: null });
    expect(pageOf([], { limit: 2, key, place }).meta.next_cursor).toBeNull();
  });
});
