import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layEvenly, layTiles, strengthOf, type Tile, tileBeside, TILE_AREA_MIN, weightsOf } from './tile-layout.ts';

const caps = fc.array(fc.option(fc.double({ min: 1e6, max: 4e12, noNaN: true })), { minLength: 1, maxLength: 120 });
const rooms = fc.record({ width: fc.integer({ min: 320, max: 1400 }), height: fc.integer({ min: 200, max: 900 }) });

describe('tiles of the heat map', () => {
  it('fill each strip from edge to edge, never overlap, and keep room for their words', () => {
    fc.assert(
      fc.property(caps, rooms, (list, room) => {
        const weights = weightsOf(
          list.toSorted((a, b) => (b ?? 0) - (a ?? 0)),
          room.width,
        );
        const { tiles, height } = layTiles(weights, room);
        expect(tiles).toHaveLength(list.length);
        for (const strip of Map.groupBy(tiles, ({ top }) => top).values()) {
          let left = 0;
          for (const tile of strip) {
            expect(tile.left).toBeCloseTo(left, 6);
            left += tile.width;
          }
          expect(left).toBeCloseTo(room.width, 6);
        }
        for (const tile of tiles) {
          expect(tile.width).toBeGreaterThanOrEqual(67.9);
          expect(tile.height).toBeGreaterThanOrEqual(43.9);
          expect(tile.top + tile.height).toBeLessThanOrEqual(height + 1e-6);
        }
      }),
    );
  });

  it('fill the room when there is enough of it, and grow beyond it when there is not', () => {
    expect(layTiles([1, 1, 1, 1], { width: 800, height: 600 }).height).toBeCloseTo(600, 6);
    const many = layTiles(
      Array.from({ length: 400 }, () => 1),
      { width: 800, height: 600 },
    );
    expect(many.height).toBeGreaterThan((400 * TILE_AREA_MIN) / 800 - 1);
  });

  it('of one size stand in rows that fill the room, or grow beyond it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), rooms, (count, room) => {
        const { tiles, height } = layEvenly(count, room);
        expect(tiles).toHaveLength(count);
        expect(new Set(tiles.map((tile) => `${tile.width} ${tile.height}`)).size).toBe(1);
        expect(height).toBeGreaterThanOrEqual(room.height - 1e-6);
        for (const tile of tiles) {
          expect(tile.left + tile.width).toBeLessThanOrEqual(room.width + 1e-6);
          expect(tile.width).toBeGreaterThanOrEqual(68);
          expect(tile.height).toBeGreaterThanOrEqual(44);
        }
      }),
    );
  });

  it('have the order of the list as the order of reading', () => {
    const { tiles } = layTiles([9, 4, 4, 2, 1, 1, 1], { width: 600, height: 400 });
    const read = tiles.toSorted((a, b) => a.top - b.top || a.left - b.left);
    expect(read).toEqual(tiles);
  });

  it('are larger for larger companies, and smallest where the size is not known', () => {
    const [apple = 0, small = 0, none = 0] = weightsOf([4e12, 1e12, null], 800);
    expect(apple).toBeGreaterThan(small);
    expect(small).toBeGreaterThan(none);
    expect(none).toBeGreaterThan(0);
    expect(weightsOf([null, null], 800)).toEqual([1 / 16, 1 / 16]);
    const [largest = 0, least = 1] = weightsOf([4e12, null], 390);
    expect(largest / least).toBeCloseTo(6, 6);
  });

  it('lead with the arrow keys to the neighbour that is seen there', () => {
    const tile = (left: number, top: number): Tile => ({ left, top, width: 50, height: 50 });
    const tiles = [tile(0, 0), tile(50, 0), tile(0, 50), tile(50, 50)];
    expect(tileBeside(tiles, 0, 'ArrowRight')).toBe(1);
    expect(tileBeside(tiles, 1, 'ArrowDown')).toBe(3);
    expect(tileBeside(tiles, 2, 'ArrowUp')).toBe(0);
    expect(tileBeside(tiles, 0, 'ArrowUp')).toBe(0);
    expect(tileBeside(tiles, 3, 'ArrowRight')).toBe(3);
    expect(tileBeside(tiles, 1, 'End')).toBe(3);
  });

  it('are stronger the more a price moved, either way', () => {
    expect(['0.00', '0.01', '-0.50', '1.00', '-2.40', '3.00', null].map(strengthOf)).toEqual([0, 1, 2, 3, 4, 5, 0]);
  });
});
