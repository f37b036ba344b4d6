import { minorText } from '../../../../contract/minor-units.ts';
import { allocate, shareOf, sumOf } from './rounding.ts';

/** A code of one vendor, as far as its amount goes. */
export interface Code {
  readonly code: string;
  readonly percent_bp: number | null;
  readonly amount_minor: number | null;
}

/** When a code may be used. */
export interface CodeRules {
  readonly currency: string;
  readonly minimum_minor: number;
  readonly uses: number;
  readonly uses_max: number | null;
  readonly uses_per_buyer_max: number | null;
  readonly starts_at: Date | null;
  readonly ends_at: Date | null;
  readonly enabled: boolean;
}

/** What a code is used on: the goods of its vendor before any code. */
export interface CodeUse {
  readonly currency: string;
  readonly subtotal_minor: number;
  readonly uses_of_buyer: number;
  readonly at: Date;
}

/** Why a code takes nothing off here, as a sentence for the buyer; null where it may be used. */
export function codeProblem(rules: CodeRules, use: CodeUse): string | null {
  const { starts_at, ends_at, uses_max, uses_per_buyer_max } = rules;
  if (!rules.enabled || (ends_at !== null && ends_at <= use.at)) return 'This code is over.';
  if (starts_at !== null && starts_at > use.at) return 'This code is not valid yet.';
  if (rules.currency !== use.currency) return `This code is for prices in ${rules.currency}.`;
  if (uses_max !== null && rules.uses >= uses_max) return 'This code is used up.';
  if (uses_per_buyer_max !== null && use.uses_of_buyer >= uses_per_buyer_max) return 'You have used this code already.';
  if (use.subtotal_minor < rules.minimum_minor)
    return `This code is for ${minorText(rules.minimum_minor, rules.currency)} ${rules.currency} or more.`;
  return null;
}

/** What codes take off the lines, each off what the ones before have left. */
export interface TakenOff {
  /** By line. */
  readonly lines: readonly number[];
  /** By code. */
  readonly codes: readonly number[];
}

/**
 * Takes codes off in their order. A percentage is taken of each line, halves up; a fixed amount is dealt out over the lines
 * by what is left of them. No line falls below 0.
 */
export function takeOff(subtotals: readonly number[], codes: readonly Code[]): TakenOff {
  let left = [...subtotals];
  const amounts = codes.map(({ percent_bp, amount_minor }) => {
    const parts =
      percent_bp === null
        ? allocate(Math.min(amount_minor ?? 0, sumOf(left)), left)
        : left.map((line) => shareOf(line, percent_bp));
    left = left.map((line, place) => line - (parts[place] ?? 0));
    return sumOf(parts);
  });
  return { lines: subtotals.map((line, place) => line - (left[place] ?? 0)), codes: amounts };
}
