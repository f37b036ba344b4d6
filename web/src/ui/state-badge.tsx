import { classNames } from './class-names.ts';

/** A condition, outlined, or a grade, which is solid: graded copies are not to be mistaken for loose ones. */
export function StateBadge({ state, graded }: { readonly state: string; readonly graded: boolean }) {
  return <span className={classNames('state-badge', graded && 'state-badge-graded')}>{state}</span>;
}
