import type { Decision, LockedTarget } from './decide.ts';
import type { WatchedTarget } from './watched-target.ts';

/** The last print that was evaluated for an instrument. Prices are decimal strings. */
export interface Checkpoint {
  readonly instrument_id: string;
  readonly price: string;
  readonly regular_price: string | null;
  readonly at_ms: number;
  readonly regular_at_ms: number | null;
  /** The venue's day that high and low belong to; -1: none. */
  readonly day: number;
  readonly high: string | null;
  readonly low: string | null;
  readonly source: string;
  readonly simulated: boolean;
}

/** Which targets are read again. */
export type TargetsQuestion =
  | { readonly alert_ids: readonly string[] }
  | { readonly instrument_ids: readonly string[] }
  | { readonly newer_than: number };

/** Where alerts are kept. What the engine writes as the leader of the feed, it writes in `transaction`. */
export interface AlertStore {
  /** Targets that are watched, by number, behind one. */
  watchedAfter(no: number, limit: number): Promise<readonly WatchedTarget[]>;
  /** Targets of alerts or instruments, whatever their state. */
  targetsOf(question: TargetsQuestion): Promise<readonly WatchedTarget[]>;
  /** The newest revision of any alert. */
  newestRevision(): Promise<number>;
  checkpoints(): Promise<readonly Checkpoint[]>;
  /** All of `work` or nothing. @throws LateLeaderError when another leads the feed. */
  transaction<Result>(work: (tx: StoreTx) => Promise<Result>): Promise<Result>;
}

export interface StoreTx {
  /** Rows of targets, locked until the end: edits wait, or have come first. */
  lock(nos: readonly number[]): Promise<readonly LockedTarget[]>;
  /** Firings of each alert since a time, where there are any. */
  firingsSince(alert_ids: readonly string[], since_ms: number): Promise<ReadonlyMap<string, number>>;
  /** Number of the commit that the same leader has written last; 0: none. */
  lastCommit(): Promise<number>;
  /** Firings with their notices, what changed of targets and alerts, checkpoints, and the number of the commit. */
  write(commit: Commit): Promise<void>;
}

export interface Commit {
  readonly decision: Decision;
  readonly checkpoints: readonly Checkpoint[];
  readonly at: Date;
  /** Rises with every try of one leader. */
  readonly number: number;
}
