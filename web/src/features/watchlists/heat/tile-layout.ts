/** A tile's place in the map, in pixels. */
export interface Tile {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Room that a symbol and a signed percent need: no tile is without its words. */
export const TILE_AREA_MIN = 76 * 50;
const TILE_WIDTH_MIN = 68;
const TILE_HEIGHT_MIN = 44;
/** Tiles read best a little wider than high. */
const ASPECT_WANTED = 1.5;
/** One tile is at most so many times as large as another, or the small ones would need a map of many screens. */
const RATIO_MAX = 16;
const RATIO_MAX_NARROW = 6;
const NARROW = 600;

/**
 * How large each tile should be against the others. Market capitalisations differ a thousandfold: their square roots
 * keep the order and stay on one screen. What has none is as small as the smallest.
 * @param width pixels of the map
 */
export function weightsOf(caps: readonly (number | null)[], width: number): readonly number[] {
  const ratio = width < NARROW ? RATIO_MAX_NARROW : RATIO_MAX;
  const least = Math.sqrt(Math.max(1, ...caps.map((cap) => cap ?? 0))) / ratio;
  return caps.map((cap) => Math.max(least, Math.sqrt(cap ?? 0)));
}

/**
 * Places tiles in strips from the top, left to right, in the given order: the order of reading, of the arrow keys and of
 * assistive technology is the same. A strip takes tiles as long as their shape improves (Bederson, Shneiderman and
 * Wattenberg 2002, "Ordered and quantum treemaps").
 * @param weights relative areas, above zero
 * @param room pixels; the map grows higher than the room when the tiles would get too small for their words
 */
export function layTiles(
  weights: readonly number[],
  room: { readonly width: number; readonly height: number },
): { readonly tiles: readonly Tile[]; readonly height: number } {
  const { width } = room;
  if (weights.length === 0 || width <= 0) return { tiles: [], height: 0 };
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scale = Math.max((width * room.height) / total, TILE_AREA_MIN / Math.min(...weights));
  const tiles: Tile[] = [];
  let top = 0;
  for (const strip of stripsOf(
    weights.map((weight) => weight * scale),
    width,
  )) {
    const height = Math.max(TILE_HEIGHT_MIN, areaOf(strip) / width);
    let left = 0;
    for (const share of widthsOf(strip, width)) {
      tiles.push({ left, top, width: share, height });
      left += share;
    }
    top += height;
  }
  return { tiles, height: top };
}

/** Tiles of one size, in rows; the last row may be short. */
export function layEvenly(
  count: number,
  room: { readonly width: number; readonly height: number },
): { readonly tiles: readonly Tile[]; readonly height: number } {
  if (count === 0 || room.width <= 0) return { tiles: [], height: 0 };
  const area = Math.max(TILE_AREA_MIN, (room.width * room.height) / count);
  const most = Math.max(1, Math.floor(room.width / TILE_WIDTH_MIN));
  const columns = Math.min(most, count, Math.max(1, Math.round(room.width / Math.sqrt(area * ASPECT_WANTED))));
  const rows = Math.ceil(count / columns);
  const width = room.width / columns;
  const height = Math.max(TILE_HEIGHT_MIN, room.height / rows, TILE_AREA_MIN / width);
  const tiles = Array.from({ length: count }, (_, at) => ({
    left: (at % columns) * width,
    top: Math.floor(at / columns) * height,
    width,
    height,
  }));
  return { tiles, height: rows * height };
}

function stripsOf(areas: readonly number[], width: number): number[][] {
  const strips: number[][] = [];
  let strip: number[] = [];
  for (const area of areas) {
    const longer = [...strip, area];
    const fits = longer.length * TILE_WIDTH_MIN <= width;
    if (strip.length > 0 && (!fits || shapeOf(longer, width) > shapeOf(strip, width))) {
      strips.push(strip);
      strip = [area];
    } else strip = longer;
  }
  return [...strips, strip];
}

/** How far the tiles of a strip are from the wanted shape, on average; 1 is the wanted one. */
function shapeOf(strip: readonly number[], width: number): number {
  const height = areaOf(strip) / width;
  const apart = strip.map((area) => {
    const aspect = area / height / height / ASPECT_WANTED;
    return Math.max(aspect, 1 / aspect);
  });
  return areaOf(apart) / strip.length;
}

/** Widths by area, each at least so wide that its words fit; together the width of the map. */
function widthsOf(strip: readonly number[], width: number): readonly number[] {
  const least = Math.min(TILE_WIDTH_MIN, width / strip.length);
  const free = width - least * strip.length;
  const total = areaOf(strip);
  const wanted = strip.map((area) => Math.max(0, (area / total) * width - least));
  const over = areaOf(wanted);
  return wanted.map((extra) => least + (over === 0 ? free / strip.length : (extra / over) * free));
}

function areaOf(strip: readonly number[]): number {
  return strip.reduce((sum, area) => sum + area, 0);
}

/** The tile an arrow key leads to: beside in the order of reading, or the one above or below that is nearest. */
export function tileBeside(tiles: readonly Tile[], at: number, key: string): number {
  const last = tiles.length - 1;
  if (key === 'ArrowRight') return Math.min(last, at + 1);
  if (key === 'ArrowLeft') return Math.max(0, at - 1);
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  const here = tiles[at];
  if (!here || (key !== 'ArrowDown' && key !== 'ArrowUp')) return at;
  const tops = [...new Set(tiles.map(({ top }) => top))];
  const top = tops[tops.indexOf(here.top) + (key === 'ArrowDown' ? 1 : -1)];
  if (top === undefined) return at;
  const middle = here.left + here.width / 2;
  const distance = (tile: Tile) => Math.abs(tile.left + tile.width / 2 - middle);
  const near = tiles.filter((tile) => tile.top === top).toSorted((left, right) => distance(left) - distance(right))[0];
  return near ? tiles.indexOf(near) : at;
}

/** How strong a tile's colour is, 0 to 5: still, and then from half a percent up to three and more. */
export function strengthOf(change_percent: string | null | undefined): number {
  const size = Math.abs(Number(change_percent ?? 0));
  return [0, 0.5, 1, 2, 3].filter((bound) => (bound === 0 ? size > 0 : size >= bound)).length;
}
