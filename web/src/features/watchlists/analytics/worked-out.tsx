import { ApiError } from '../../../lib/api.ts';

interface WorkedOutProps {
  /** Why the last try brought no figures, while they are asked for again. */
  readonly failure: Error | null;
}

/** How far the figures of a long list have come: the past of demo prices is computed the first time it is asked for. */
export function WorkedOut({ failure }: WorkedOutProps) {
  const problem =
    failure instanceof ApiError ? failure.problems.find(({ code }) => code === 'figures_in_progress') : undefined;
  if (problem === undefined) return null;
  const [done, symbols] = [Number(problem['done']), Number(problem['symbols'])];
  return (
    <div className="figures-progress">
      <output>
        Working out the figures for the first time: {done} of {symbols} symbols
      </output>
      <progress value={done} max={symbols} aria-label="Symbols worked out" />
    </div>
  );
}
