import { LateLeaderError } from '../../../platform/db/lease.ts';
import type { Logger } from '../../../platform/log.ts';
import { Bell } from './bell.ts';
import type { Decision } from './decide.ts';
import type { Delisted } from './delisted.ts';
import type { Reconciler } from './reconciler.ts';
import type { Recorder } from './recorder.ts';
import type { Splits } from './splits.ts';
import type { Sync } from './sync.ts';
import type { Watch } from './watch.ts';

/** Checkpoints wait so long when nothing fires. */
const CHECKPOINT_MS = 1_000;
/** With more firings than this to be recorded, memory and database are compared later. */
const BURST = 100;
/** A database that fails is asked again after this, then twice this, up to the maximum. */
const RETRY_MS = 50;
const RETRY_MS_MAX = 2_000;

export interface TermParts {
  readonly watch: Watch;
  readonly recorder: Recorder;
  readonly sync: Sync;
  readonly splits: Splits;
  readonly delisted: Delisted;
  readonly reconciler: Reconciler;
  readonly bell: Bell;
  readonly log: Logger;
  now_ms(): number;
  fillPasts(): Promise<void>;
  recorded(decision: Decision): void;
  failed(error: unknown): void;
}

/**
 * One term's work with the database, one thing after the other: record what is pending, follow what was changed, follow
 * splits, look whether memory and database agree. What fails is tried again; what is pending waits meanwhile.
 */
export async function workThroughTerm(parts: TermParts, signal: AbortSignal): Promise<void> {
  let wait_ms = RETRY_MS;
  let checkpoint_ms = parts.now_ms();
  while (!signal.aborted) {
    try {
      if (parts.watch.pending.size > 0 || parts.now_ms() - checkpoint_ms >= CHECKPOINT_MS) {
        await recordOnce(parts);
        checkpoint_ms = parts.now_ms();
      }
      await parts.splits.work();
      await parts.sync.work();
      await parts.delisted.work();
      if (parts.watch.pending.size <= BURST) await parts.reconciler.work();
      await parts.fillPasts();
      wait_ms = RETRY_MS;
      if (parts.watch.pending.size === 0) await parts.bell.wait(CHECKPOINT_MS, signal);
    } catch (error) {
      if (error instanceof LateLeaderError) throw error;
      parts.failed(error);
      parts.log.error({ err: error, wait_ms }, 'alerts could not be recorded; it is tried again');
      await new Bell().wait(wait_ms, signal);
      wait_ms = Math.min(RETRY_MS_MAX, wait_ms * 2);
    }
  }
  for (let before = Number.POSITIVE_INFINITY; parts.watch.pending.size < before; ) {
    before = parts.watch.pending.size;
    await recordOnce(parts);
  }
}

async function recordOnce({ watch, recorder, recorded }: TermParts): Promise<void> {
  if (watch.pending.size === 0 && watch.dirty.size === 0) return;
  recorded(await recorder.record());
}
