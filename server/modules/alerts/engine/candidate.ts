import { formatScaled } from '../../../../contract/decimal.ts';
import type { Definition } from '../alert.ts';
import type { PrintFacts } from '../evaluate-condition.ts';
import type { HeardPrint, PricedAt } from './heard-print.ts';
import type { Noted } from './journal.ts';
import type { PricePast } from './price-past.ts';

/** A print that may change a target, with everything needed to decide it once more from the rows. */
export interface Candidate {
  readonly no: number;
  readonly print: HeardPrint;
  /** Its number in the journal. */
  readonly seq: number;
  readonly previous: PricedAt | null;
  /** The venue's day. */
  readonly day: number;
  readonly decimals: number;
  readonly facts: Omit<PrintFacts, 'price_at_creation'>;
  readonly matched_ms: number;
  /** Not a new print but the newest one, found to hold when the target was put in place. */
  readonly newest: boolean;
}

/** What is said of a candidate besides its print. */
interface About {
  readonly no: number;
  /** Whose windows are looked up; none without it. */
  readonly rule?: Definition;
  /** Only prints of regular sessions count for it. */
  readonly regular: boolean;
  readonly newest: boolean;
  readonly day: number;
  readonly past?: PricePast | undefined;
}

export function candidateAt(
  { print, seq }: Noted,
  about: About,
  market: { decimals(index: number): number; now_ms(): number },
): Candidate {
  const { no, day, newest } = about;
  const previous = about.regular ? print.regular_before : print.before;
  const decimals = market.decimals(print.index);
  // Edges never hold at the newest price again: what it came from is left out.
  const facts = {
    ...factsAt(print, newest ? null : previous, decimals, about),
    returned: !newest && print.returned === true,
  };
  return { no, print, seq, previous, day, decimals, facts, matched_ms: market.now_ms(), newest };
}

/** What stood around a print, kept as it was then. */
function factsAt(
  print: HeardPrint,
  previous: PricedAt | null,
  decimals: number,
  { rule, past, day }: About,
): Candidate['facts'] {
  const text = (price: number | null): string | null =>
    price === null || !(price > 0) ? null : formatScaled(price, decimals);
  const befores = new Map<number, string | null>();
  const extremes = new Map<string, string | null>();
  for (const condition of rule === undefined ? [] : [rule, ...(rule.and === null ? [] : [rule.and])]) {
    const { window_minutes: minutes, window_days: days } = condition;
    if (minutes !== null) befores.set(minutes, text(past?.before(print.at_ms, minutes) ?? null));
    if (days === null) continue;
    const side = condition.condition_type === 'NEW_HIGH' ? 'high' : 'low';
    extremes.set(`${side}${days}`, text(past?.extreme(side, { days, today: day }) ?? null));
  }
  return {
    price: formatScaled(print.price, decimals),
    previous_price: text(previous?.price ?? null),
    previous_close: text(print.previous_close),
    volume: Number.isNaN(print.volume) ? null : print.volume,
    priceBefore: (minutes) => befores.get(minutes) ?? null,
    extremeBefore: (side, days) => extremes.get(`${side}${days}`) ?? null,
  };
}
