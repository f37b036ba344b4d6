import type { Tx } from '../../../platform/db/transaction.ts';
import type { Notice } from '../notice.ts';

/**
 * Tells users, as part of the caller's transaction: all of it is there after the commit, or nothing.
 * @returns the id of each notice's row, in the order given; null where nothing was to be told.
 */
export type Notify = (tx: Tx, notices: readonly Notice[]) => Promise<readonly (string | null)[]>;
