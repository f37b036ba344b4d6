import type { Tx } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { accessRevoked } from '../signals.ts';
import { identity } from '../tables.ts';

/** Which of an account's sessions end: one, or all, or all but one. */
export interface SessionScope {
  readonly user_id: string;
  readonly only?: string;
  readonly except?: string;
}

/**
 * Ends sessions with the caller's transaction: their cookies and tokens are refused and their sockets closed in every
 * process as soon as it commits.
 * @returns how many were alive until now.
 */
export async function endSessions(tx: Tx, platform: Platform, scope: SessionScope): Promise<number> {
  const { user_id, only, except } = scope;
  const ended = await identity(tx)
    .updateTable('sessions')
    .set({ ended_at: platform.clock.now() })
    .where('user_id', '=', user_id)
    .where('ended_at', 'is', null)
    .$if(only !== undefined, (sessions) => sessions.where('id', '=', only ?? ''))
    .$if(except !== undefined, (sessions) => sessions.where('id', '!=', except ?? ''))
    .returning('id')
    .execute();
  if (only === undefined && except === undefined) {
    await platform.signals.send(tx, accessRevoked, { user_id, session_id: null, ended: true });
    return ended.length;
  }
  for (const { id } of ended) {
    await platform.signals.send(tx, accessRevoked, { user_id, session_id: id, ended: true });
  }
  return ended.length;
}
