/** A stretch of time whose candles are wanted. */
export interface Span {
  readonly from_ms: number;
  readonly to_ms: number;
}
/** A span that a provider did not answer, and why. */
export interface Gap extends Span {
  readonly error: string;
}

/** Where a back-fill stands. Spans are oldest first and do not touch what is answered. */
export interface BackfillState {
  /** Not asked for in this attempt. */
  readonly todo: readonly Span[];
  /** Asked for in this attempt, and not answered. */
  readonly gaps: readonly Gap[];
}

/** The next thing to ask for: the start of what is left, at most `length_ms` of it; null when the attempt is over. */
export function nextSpan({ todo }: BackfillState, length_ms: number): Span | null {
  const [first] = todo;
  if (first === undefined) return null;
  return { from_ms: first.from_ms, to_ms: Math.min(first.to_ms, first.from_ms + length_ms) };
}

/** The state after an answer that reached `reached_ms`. */
export function answered({ todo, gaps }: BackfillState, reached_ms: number): BackfillState {
  return { todo: without(todo, reached_ms), gaps };
}

/** The state after a span was asked for in vain. */
export function unanswered({ todo, gaps }: BackfillState, span: Span, error: string): BackfillState {
  return { todo: without(todo, span.to_ms), gaps: [...gaps, { ...span, error }] };
}

/** The state when the rest of an attempt is given up. */
export function givenUp({ todo, gaps }: BackfillState, error: string): BackfillState {
  return { todo: [], gaps: [...gaps, ...todo.map(({ from_ms, to_ms }) => ({ from_ms, to_ms, error }))] };
}

/** The state at the start of the next attempt: what was not answered is asked for again, neighbours together. */
export function triedAgain({ gaps }: BackfillState): BackfillState {
  const todo: Span[] = [];
  for (const { from_ms, to_ms } of gaps.toSorted((a, b) => a.from_ms - b.from_ms)) {
    const last = todo.at(-1);
    if (last !== undefined && from_ms <= last.to_ms)
      todo[todo.length - 1] = { from_ms: last.from_ms, to_ms: Math.max(last.to_ms, to_ms) };
    else todo.push({ from_ms, to_ms });
  }
  return { todo, gaps: [] };
}

/** Part of the whole span that is answered, 0 to 1, in thousandths. */
export function progressOf({ todo, gaps }: BackfillState, whole: Span): number {
  const left_ms = [...todo, ...gaps].reduce((sum, { from_ms, to_ms }) => sum + to_ms - from_ms, 0);
  const part = 1 - left_ms / Math.max(1, whole.to_ms - whole.from_ms);
  return Math.floor(Math.min(1, Math.max(0, part)) * 1000) / 1000;
}

function without([first, ...rest]: readonly Span[], reached_ms: number): Span[] {
  if (first === undefined) return [];
  return reached_ms >= first.to_ms
    ? rest
    : [{ from_ms: Math.max(first.from_ms, reached_ms), to_ms: first.to_ms }, ...rest];
}
