import { router } from '../../app/router.tsx';
import { ApiError } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import { notifyError } from '../../ui/toast.tsx';

/** Whether the plan has no room for it; then a larger plan helps. */
export function isLimit(error: unknown): boolean {
  return error instanceof ApiError && (error.has('watchlist_limit') || error.has('watchlist_items_limit'));
}

/** Says that `what` did not happen, why, and what helps. */
export function tellRefusal(what: string, error: unknown): void {
  const plans = { label: 'See plans', run: () => void router.navigate({ to: '/plans' }) };
  notifyError(what, messageOf(error), isLimit(error) ? plans : undefined);
}
