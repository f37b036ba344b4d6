import type { Print, RejectionReason } from '../providers/provider.ts';

/** A print may be this far ahead of our clock: clocks differ a little. */
const AHEAD_MS_MAX = 60_000;
/** Within this time of the last print a price may change by SHORT_FACTOR_MAX, later by LONG_FACTOR_MAX. */
const SHORT_MS = 3_600_000;
const SHORT_FACTOR_MAX = 1.3;
const LONG_FACTOR_MAX = 2.5;
/** A second print this near a refused one confirms it. */
const CONFIRM_FACTOR_MAX = 1.1;
const FEW_TICKS = 5;
/** Within one day no price changes this much; decimals in the wrong place do. */
const MISTAKEN_FACTOR = 8;
/**
 * Whole ratios that splits come in, and how near a jump between two days must be. Two for one is not among them: it lies
 * inside LONG_FACTOR_MAX, and a year of real closes holds as many true falls by half as splits.
 */
const SPLIT_RATIOS = [4, 5, 6, 7, 8, 10, 12, 15, 20, 25, 30, 40, 50];
const SPLIT_TOLERANCE = 1.06;
const THREE_TOLERANCE = 1.03;

/** What the board knows of the instrument a print is for. */
export interface LastPrint {
  /** 0: none yet. */
  readonly price: number;
  readonly at_ms: number;
  readonly pending_price: number;
  readonly pending_at_ms: number;
}

/**
 * Why a print must not be shown, or null. A jump beyond the band is refused once: a later print near it confirms that
 * the price really is there.
 * @param latest_ms the newest time a print may carry; Infinity for recordings.
 * @param asked the price is one that somebody asks: whatever it is, it is there.
 */
export function screenPrint(
  print: Print,
  last: LastPrint,
  latest_ms: number,
  asked = false,
): RejectionReason | 'confirmed_jump' | null {
  const { price, at_ms } = print;
  if (!Number.isSafeInteger(price) || !Number.isFinite(at_ms)) return 'not_a_number';
  if (price <= 0) return 'not_positive';
  if (at_ms > latest_ms + AHEAD_MS_MAX) return 'from_the_future';
  if (last.price === 0) return null;
  if (at_ms < last.at_ms) return 'out_of_order';
  if (asked) return null;
  const band = at_ms - last.at_ms < SHORT_MS ? SHORT_FACTOR_MAX : LONG_FACTOR_MAX;
  if (factorBetween(price, last.price) <= band || isFewTicks(price, last.price)) return null;
  const confirms =
    last.pending_price > 0 &&
    at_ms > last.pending_at_ms &&
    factorBetween(price, last.pending_price) <= CONFIRM_FACTOR_MAX;
  return confirms ? 'confirmed_jump' : 'absurd_jump';
}

/** New pieces per old piece when a confirmed jump from one day's last print to the next day's looks like a split, else null. */
export function inferSplit(price: number, last_price: number): number | null {
  const factor = factorBetween(price, last_price);
  const whole = SPLIT_RATIOS.find((candidate) => factorBetween(factor, candidate) <= SPLIT_TOLERANCE);
  const ratio = whole ?? (factorBetween(factor, 3) <= THREE_TOLERANCE ? 3 : null);
  if (ratio === null) return null;
  return price < last_price ? ratio : 1 / ratio;
}

/**
 * Only a mistaken decimal point explains such a change within one day, and a source that makes the mistake would confirm
 * it with its next print.
 */
export function isMistaken(price: number, last_price: number): boolean {
  return factorBetween(price, last_price) >= MISTAKEN_FACTOR && !isFewTicks(price, last_price);
}

/** Papers worth a few ticks move by large factors. */
function isFewTicks(price: number, last_price: number): boolean {
  return Math.abs(price - last_price) <= FEW_TICKS;
}

function factorBetween(a: number, b: number): number {
  return a > b ? a / b : b / a;
}
