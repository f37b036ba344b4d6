import { AppError } from '../../../../contract/errors.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import { endSessions } from './end-sessions.ts';

/**
 * Ends one of the actor's own sessions, and its sockets.
 * @throws AppError `session_unknown`, also for another account's; `demo_protected` in the shared account.
 */
export async function endSession(platform: Platform, actor: Member, sessionId: string): Promise<void> {
  if (actor.is_demo) throw new AppError('demo_protected');
  const ended = await inTransaction(platform.db, (tx) =>
    endSessions(tx, platform, { user_id: actor.user_id, only: sessionId }),
  );
  if (ended === 0) throw new AppError('session_unknown');
}
