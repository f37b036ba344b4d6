import { assertLeads } from '../../../../platform/db/lease.ts';
import { inTransaction, type Tx } from '../../../../platform/db/transaction.ts';
import type { Platform } from '../../../../platform/platform.ts';
import type { InstrumentRegistry } from '../../../market/index.ts';
import type { Notify } from '../../notices.ts';
import { readCheckpoints } from '../selectors/read-checkpoints.ts';
import { readNewestRevision, readTargetsOf, readWatchedAfter } from '../selectors/read-targets.ts';
import type { AlertStore, StoreTx } from '../store.ts';
import { insertFirings } from './insert-firings.ts';
import { countFirings, lockTargets } from './lock-targets.ts';
import { lastCommit, numberCommit } from './number-commit.ts';
import { pauseAlerts } from './pause-alerts.ts';
import { saveCheckpoints } from './save-checkpoints.ts';
import { updateFired } from './update-fired.ts';

/** Who leads the feed now. */
export interface FeedLead {
  readonly name: string;
  readonly token: number;
}

export interface StoreParts {
  readonly platform: Pick<Platform, 'db'>;
  readonly registry: InstrumentRegistry;
  readonly notify: Notify;
}

/** Alerts in PostgreSQL, written behind the token of the feed's leader. */
export function alertStore(parts: StoreParts, { name, token }: FeedLead): AlertStore {
  const { db } = parts.platform;
  return {
    watchedAfter: (no, limit) => readWatchedAfter(db, no, limit),
    targetsOf: (question) => readTargetsOf(db, question),
    newestRevision: () => readNewestRevision(db),
    checkpoints: () => readCheckpoints(db),
    transaction: (work) =>
      inTransaction(db, async (tx) => {
        await assertLeads(tx, name, token);
        return work(storeTx(parts, tx, token));
      }),
  };
}

function storeTx(parts: StoreParts, tx: Tx, token: number): StoreTx {
  return {
    lock: (nos) => lockTargets(tx, nos),
    firingsSince: (alert_ids, since_ms) => countFirings(tx, alert_ids, since_ms),
    lastCommit: () => lastCommit(tx, token),
    async write({ decision, checkpoints, at, number }) {
      await numberCommit(tx, token, number);
      await insertFirings(tx, parts, decision.fired, at);
      await updateFired(tx, decision, at);
      await pauseAlerts(tx, parts, [...decision.storms], { reason: 'storm', at });
      await saveCheckpoints(tx, checkpoints, token);
    },
  };
}
