import { randomInt } from 'node:crypto';
import type { Counter } from 'prom-client';
import type { Db } from '../db/transaction.ts';
import type { Logger } from '../log.ts';
import type { Consumer } from './consumer.ts';
import { type DueFact, dueFacts, duePartitions, LIST_MAX } from './due-facts.ts';
import { ATTEMPTS_MAX, handleFacts, handlingOf, noteFailure } from './handle-facts.ts';
import { NotNowError } from './not-now-error.ts';

/** Connections with which one process works for one consumer. */
export const LANES = 2;
/** Partitions that are worked together: few enough that several processes find some that are free. */
const GROUP = 4;
/** Lists of one group that are worked before the others have their turn. */
const LISTS_MAX = 10;

interface WorkOptions {
  readonly db: Db;
  readonly log: Logger;
  readonly results: Counter<'consumer' | 'result'>;
  readonly consumer: Consumer;
}

/** What one process does for one consumer; nothing of it is shared with another consumer's. */
export class ConsumerWork {
  readonly #options: WorkOptions;
  #stopped = false;

  constructor(options: WorkOptions) {
    this.#options = options;
  }

  get name(): string {
    return this.#options.consumer.name;
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Handles what is due, LANES groups of partitions at a time. @returns whether something was done, so that more may be due. */
  async pass(): Promise<boolean> {
    const { db, consumer } = this.#options;
    const partitions = await duePartitions(db, consumer.name);
    // Another process begins elsewhere: they would only find each other's facts taken.
    const first = partitions.length > 0 ? randomInt(partitions.length) : 0;
    const left = [...partitions.slice(first), ...partitions.slice(0, first)];
    let done = false;
    const lane = async (): Promise<void> => {
      for (let group = left.splice(0, GROUP); group.length > 0; group = left.splice(0, GROUP))
        if (await this.#workGroup(group)) done = true;
    };
    // All of them end before the first failure is told, so that nothing runs on unseen.
    const lanes = await Promise.allSettled(Array.from({ length: Math.min(LANES, left.length) }, lane));
    for (const one of lanes) if (one.status === 'rejected') throw one.reason;
    return done && !this.#stopped;
  }

  async #workGroup(partitions: readonly number[]): Promise<boolean> {
    const { db, consumer } = this.#options;
    for (let lists = 0; lists < LISTS_MAX && !this.#stopped; lists += 1) {
      const due = await dueFacts(db, consumer.name, partitions);
      if (due.length === 0 || !(await this.#workList(due))) return lists > 0;
      if (due.length < LIST_MAX) return true;
    }
    return true;
  }

  /** @returns false where another process is at it, or nothing of the list could be done. */
  async #workList(due: readonly DueFact[]): Promise<boolean> {
    const waiting = new Set<string>();
    let left = due.filter((one) => this.#mayGo(one, waiting));
    let done = 0;
    while (left.length > 0 && !this.#stopped) {
      const size = sizeAtHead(left, this.#options.consumer.together);
      const together = size > 1 ? await this.#tryTogether(left.slice(0, size)) : 'failed';
      const worked = together === 'failed' ? await this.#workEach(left.slice(0, size), waiting) : together;
      if (worked === 'taken') return false;
      done += worked;
      left = left.slice(together === 'failed' ? size : worked).filter((one) => !waiting.has(aggregateOf(one)));
    }
    return done > 0;
  }

  /** A type this version of the program has no handler for waits for the version that has one, and its aggregate with it. */
  #mayGo(one: DueFact, waiting: Set<string>): boolean {
    if (handlingOf(this.#options.consumer, one.fact.type) === undefined) waiting.add(aggregateOf(one));
    return !waiting.has(aggregateOf(one));
  }

  /** Where one of them fails all are undone. @returns how many were handled, from the first on. */
  async #tryTogether(chunk: readonly DueFact[]): Promise<number | 'taken' | 'failed'> {
    const { db, consumer, results, log } = this.#options;
    try {
      const handled = await handleFacts(
        db,
        consumer,
        chunk.map(({ fact }) => fact),
      );
      if (handled === 0) return 'taken';
      results.inc({ consumer: consumer.name, result: 'done' }, handled);
      return handled;
    } catch (err) {
      // Whose fault it was, and what is to be done about it, is known when each was tried.
      log.debug({ err, consumer: consumer.name, facts: chunk.length }, 'facts are handled one by one');
      return 'failed';
    }
  }

  /** One by one; those of an aggregate of which one failed are added to `waiting`. @returns how many were handled. */
  async #workEach(chunk: readonly DueFact[], waiting: Set<string>): Promise<number | 'taken'> {
    let done = 0;
    for (const one of chunk) {
      if (waiting.has(aggregateOf(one))) continue;
      const result = await this.#workOne(one);
      if (result === 'taken') return 'taken';
      if (result === 'done') done += 1;
      else waiting.add(aggregateOf(one));
    }
    return done;
  }

  async #workOne(one: DueFact): Promise<'done' | 'taken' | 'failed'> {
    const { db, consumer, log, results } = this.#options;
    try {
      if ((await handleFacts(db, consumer, [one.fact])) === 0) return 'taken';
      results.inc({ consumer: consumer.name, result: 'done' });
      return 'done';
    } catch (error) {
      if (error instanceof NotNowError) throw error;
      const state = await noteFailure(db, consumer, one, error);
      results.inc({ consumer: consumer.name, result: state === 'dead' ? 'dead' : 'failed' });
      const { event_id, type } = one.fact;
      const told = { err: error, consumer: consumer.name, event_id, type, attempt: one.attempts + 1 };
      if (state === 'dead') log.error(told, `a fact is dead after ${ATTEMPTS_MAX} tries`);
      else log.warn(told, 'a fact could not be handled and is tried again');
      return 'failed';
    }
  }
}

/** How many at the head may be handled together: what failed before is tried by itself, since it may well fail again. */
function sizeAtHead(left: readonly DueFact[], together: number): number {
  const failed = left.findIndex(({ attempts }) => attempts > 0);
  return Math.max(1, Math.min(together, failed === -1 ? left.length : failed));
}

function aggregateOf({ fact }: DueFact): string {
  return `${fact.aggregate_type} ${fact.aggregate_id}`;
}
