import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answered,
  type BackfillState,
  givenUp,
  nextSpan,
  progressOf,
  type Span,
  triedAgain,
  unanswered,
} from './spans.ts';

const whole: Span = { from_ms: 0, to_ms: 1000 };
const begin: BackfillState = { todo: [whole], gaps: [] };

/** Runs one attempt: each step says how far an answer reaches (0 to 1 of what was asked), or fails. */
function attempt(state: BackfillState, steps: readonly (number | 'fails')[], seen: Span[]): BackfillState {
  let now = state;
  for (const step of steps) {
    const span = nextSpan(now, 100);
    if (span === null) break;
    if (step === 'fails') now = unanswered(now, span, 'no answer');
    else {
      const reached_ms = span.from_ms + Math.max(1, Math.ceil((span.to_ms - span.from_ms) * step));
      seen.push({ from_ms: span.from_ms, to_ms: reached_ms });
      now = answered(now, reached_ms);
    }
  }
  return now;
}

const steps = fc.array(fc.oneof(fc.constant('fails' as const), fc.double({ min: 0, max: 1, noNaN: true })), {
  maxLength: 40,
});

describe('the spans of a back-fill', () => {
  it('are answered once each or left as gaps, whatever fails and wherever it stops', () => {
    fc.assert(
      fc.property(steps, steps, fc.boolean(), (first, second, gives_up) => {
        const seen: Span[] = [];
        let state = attempt(begin, first, seen);
        if (gives_up) state = givenUp(state, 'enough');
        if (state.todo.length === 0) state = triedAgain(state);
        state = attempt(state, second, seen);
        const left = [...state.todo, ...state.gaps];
        const all = [...seen, ...left].sort((a, b) => a.from_ms - b.from_ms || a.to_ms - b.to_ms);
        let reached = 0;
        for (const span of all) {
          expect(span.from_ms).toBe(reached);
          reached = span.to_ms;
        }
        expect(reached).toBe(1000);
        const answered_ms = seen.reduce((sum, span) => sum + span.to_ms - span.from_ms, 0);
        expect(progressOf(state, whole)).toBeCloseTo(answered_ms / 1000, 2);
      }),
    );
  });

  it('that failed side by side are asked for together the next time', () => {
    const state = attempt(begin, [1, 'fails', 'fails', 1, ...Array.from({ length: 6 }, () => 1)], []);
    expect(state).toMatchObject({ todo: [], gaps: [{ from_ms: 100 }, { from_ms: 200 }] });
    expect(triedAgain(state)).toEqual({ todo: [{ from_ms: 100, to_ms: 300 }], gaps: [] });
    expect(progressOf(state, whole)).toBe(0.8);
  });
});
