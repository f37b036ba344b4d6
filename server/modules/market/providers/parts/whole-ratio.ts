const PIECES_MAX = 100_000;
/** Ratios such as 1.5 for 1 come with few decimals. */
const DECIMALS_MAX = 4;

/** New pieces for old ones as whole numbers: 3 and 2 for "1.5 for 1". Null for what is no ratio. */
export function wholeRatio(
  new_rate: unknown,
  old_rate: unknown,
): { readonly new_pieces: number; readonly old_pieces: number } | null {
  const [fresh, old] = [Number(new_rate), Number(old_rate)];
  if (!(fresh > 0 && old > 0 && Number.isFinite(fresh) && Number.isFinite(old))) return null;
  const scale = 10 ** DECIMALS_MAX;
  const [top, bottom] = [Math.round(fresh * scale), Math.round(old * scale)];
  const divisor = commonDivisor(top, bottom);
  const [new_pieces, old_pieces] = [top / divisor, bottom / divisor];
  return top > 0 && bottom > 0 && new_pieces <= PIECES_MAX && old_pieces <= PIECES_MAX
    ? { new_pieces, old_pieces }
    : null;
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
