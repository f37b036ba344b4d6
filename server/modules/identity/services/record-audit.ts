import type { Tx } from '../../../platform/db/transaction.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { identity } from '../tables.ts';

/** A privileged act. It holds ids and plain words only: no secret, and nothing personal. */
export interface AuditEvent {
  readonly action:
    | 'admin.created'
    | `user.${'changed' | 'erased'}`
    | `split.${'added' | 'removed'}`
    | `instrument.${'added' | 'changed' | 'renamed'}`
    | 'backfill.started'
    | 'price.corrected'
    | 'delivery.replayed'
    | `vendor.${'visited' | 'paid_out'}`
    | 'symbols.synced'
    | 'facts.replayed';
  /** Null when the program itself acts, at start. */
  readonly actor_id: string | null;
  readonly subject_id: string;
  readonly request_id: string | null;
  readonly detail?: Readonly<Record<string, string>>;
}

/** Writes the act down in the transaction that does it; the table takes no change and no deletion. */
export async function recordAudit(tx: Tx, platform: Platform, event: AuditEvent): Promise<void> {
  await identity(tx)
    .insertInto('audit_events')
    .values({ ...event, id: newId(), at: platform.clock.now(), detail: JSON.stringify(event.detail ?? {}) })
    .execute();
}
