import type { Rule } from '../alert.ts';
import { type Candidate, candidateAt } from './candidate.ts';
import type { HeardPrint } from './heard-print.ts';
import type { Noted } from './journal.ts';
import type { PricePast } from './price-past.ts';
import { isOver, stepOf } from './target-step.ts';
import type { WatchedTarget } from './watched-target.ts';

interface Around {
  /** The venue's day. */
  readonly day: number;
  /** It is the newest print, met once more. */
  readonly newest: boolean;
  readonly past: PricePast | undefined;
}

/** The candidate of a print that may change a target; null where it changes nothing. */
export function changeOf(
  target: WatchedTarget,
  noted: Noted,
  { day, newest, past }: Around,
  market: { decimals(index: number): number; now_ms(): number },
): Candidate | null {
  const { rule, no } = target;
  const moment = { received_ms: noted.print.received_ms, day };
  if (target.state === 'armed' && rule.repeat === 'DAILY' && !isOver(rule, target, moment)) return null;
  const about = { no, rule, regular: rule.regular_session_only, newest, day, past };
  const candidate = candidateAt(noted, about, market);
  const facts = { ...candidate.facts, price_at_creation: target.price_at_creation };
  const step = stepOf(rule, target, { facts, moment, decimals: candidate.decimals });
  return step === 'nothing' || (newest && step === 'count') ? null : candidate;
}

/** Whether a print counts for a rule: halted ones never do, and some rules hear regular sessions alone. */
export function isCounted({ regular_session_only }: Rule, { session }: HeardPrint): boolean {
  return session !== 'halted' && (session === 'regular' || !regular_session_only);
}
