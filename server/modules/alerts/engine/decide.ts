import { referenceOf } from '../evaluate-condition.ts';
import type { ToldAlert } from '../notices.ts';
import type { Candidate } from './candidate.ts';
import { after, type Step, stepOf } from './target-step.ts';
import type { WatchedTarget } from './watched-target.ts';

/** An alert that fires more often than this within STORM_MS is paused. */
export const STORM_FIRINGS_MAX = 15;
export const STORM_MS = 180_000;

/** A target with what deciding needs of its alert, as locked. */
export interface LockedTarget extends WatchedTarget {
  /** For its notices. */
  readonly told: ToldAlert;
  /** Of the list it watches. */
  readonly list_name: string | null;
  readonly watchlist_id: string | null;
  readonly origin: 'user' | 'mark';
  readonly expires_at_ms: number | null;
}

/** One firing: who, at which arming, by which print. */
export interface Fired {
  readonly target: LockedTarget;
  readonly arming: number;
  readonly candidate: Candidate;
  /** This one and those a cooldown held back. */
  readonly crossings: number;
  readonly reference_price: string | null;
}

export interface Decision {
  readonly fired: readonly Fired[];
  /** Every target that was locked, as it is now; those that changed are in `changed` as well. */
  readonly targets: ReadonlyMap<number, LockedTarget>;
  readonly changed: readonly LockedTarget[];
  /** Alerts that fired too often, and are paused instead of firing once more. */
  readonly storms: ReadonlySet<string>;
}

interface Question {
  readonly candidates: readonly Candidate[];
  readonly rows: ReadonlyMap<number, LockedTarget>;
  /** Firings of an alert within STORM_MS before, where there are any. */
  readonly recent: ReadonlyMap<string, number>;
  /** What came for a target behind its candidate and is decided with it. */
  following(candidate: Candidate, target: LockedTarget): Iterable<Candidate>;
}

/** Decides candidates by the rows: what fires, what is armed, what is counted. Pure: the same again gives the same. */
export function decide({ candidates, rows, recent, following }: Question): Decision {
  const fired: Fired[] = [];
  const targets = new Map(rows);
  const changed = new Map<number, LockedTarget>();
  const storms = new Set<string>();
  const counts = new Map(recent);

  /** @returns whether the target may go on. */
  const take = (candidate: Candidate, no: number): boolean => {
    const target = targets.get(no);
    if (target === undefined || target.state === 'done' || storms.has(target.alert_id)) return false;
    const step = stepAt(target, candidate);
    if (step === 'nothing') return true;
    if (step === 'fire') {
      const count = (counts.get(target.alert_id) ?? 0) + 1;
      if (count > STORM_FIRINGS_MAX) {
        storms.add(target.alert_id);
        return false;
      }
      counts.set(target.alert_id, count);
      fired.push(firingOf(target, candidate));
    }
    const base = step === 'base' ? { price_at_creation: candidate.facts.price } : {};
    const next = { ...target, ...after(target.rule, target, step, momentOf(candidate)), ...base };
    targets.set(no, next);
    changed.set(no, next);
    return true;
  };

  for (const candidate of candidates.toSorted((a, b) => a.seq - b.seq)) {
    const target = targets.get(candidate.no);
    if (target === undefined) continue;
    for (const met of metBy(target, [candidate, ...following(candidate, target)])) if (!take(met, candidate.no)) break;
  }
  return { fired, targets, changed: [...changed.values()], storms };
}

/**
 * What a target meets of a row of prints: an edit or a pause that came first wins. Of the prints before its arming only the
 * last counts, as the newest one at that moment.
 */
function metBy({ armed_at_ms, rule }: LockedTarget, all: readonly Candidate[]): Candidate[] {
  const candidates = all.filter(({ print }) => print.session === 'regular' || !rule.regular_session_only);
  const isEarly = ({ print }: Candidate): boolean => print.received_ms < armed_at_ms;
  return candidates.flatMap((candidate, at) => {
    if (!isEarly(candidate)) return [candidate];
    const next = candidates[at + 1];
    if (next !== undefined && isEarly(next)) return [];
    return [{ ...candidate, newest: true, facts: { ...candidate.facts, previous_price: null } }];
  });
}

function stepAt(target: LockedTarget, candidate: Candidate): Step {
  const { print, newest, facts, decimals } = candidate;
  if (!target.active || (target.expires_at_ms !== null && target.expires_at_ms <= print.received_ms)) return 'nothing';
  const { price_at_creation } = target;
  const full = { ...facts, price_at_creation };
  const step = stepOf(target.rule, target, { facts: full, moment: momentOf(candidate), decimals });
  return newest && step === 'count' ? 'nothing' : step;
}

function firingOf(target: LockedTarget, candidate: Candidate): Fired {
  const facts = { ...candidate.facts, price_at_creation: target.price_at_creation };
  return {
    target,
    arming: target.arming,
    candidate,
    crossings: target.crossings + 1,
    reference_price: referenceOf(target.rule, facts),
  };
}

function momentOf({ print, day }: Candidate): { readonly received_ms: number; readonly day: number } {
  return { received_ms: print.received_ms, day };
}
