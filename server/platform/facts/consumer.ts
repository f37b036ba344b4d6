import type { z } from 'zod';
import type { Tx } from '../db/transaction.ts';
import type { Fact, FactType } from './fact.ts';

/**
 * Someone who hears facts and does something about each, once. Producers do not know their consumers: adding one is one
 * line of `server/consumers.ts`.
 */
export interface Consumer {
  /** Stays for ever: its progress is kept under it. Lower-case words with dashes, at most 40 characters. */
  readonly name: string;
  readonly handlers: ReadonlyMap<string, Handling>;
  /** Facts that one transaction may handle. */
  readonly together: number;
  /** Lets go of what its handlers opened, when the relay ends. */
  readonly close: () => Promise<void>;
}

/** What a consumer does about one type of fact, or, as EVERY, about each of the types it does not name. */
export interface Handling {
  readonly type: string;
  readonly handle: (tx: Tx, fact: Fact) => Promise<void>;
}

/** Stands for every type in what a consumer hears. */
export const EVERY = '*';

export interface ConsumerOptions {
  /**
   * Facts that one transaction may handle, TOGETHER without it. 1 for handlers that need a transaction of their own: those
   * that take locks which are to be held for one fact alone.
   */
  readonly together?: number;
  /** Lets go of what the handlers opened, when the relay ends. */
  readonly close?: () => Promise<void>;
}

/** A transaction costs more than what most handlers do in it. */
const TOGETHER = 50;
export const TOGETHER_MAX = 100;

/**
 * A consumer of the facts its handlers name: `consumer('mail', [on(orderPlaced, async (tx, fact) => …)])`.
 *
 * A handler runs in one transaction with the note that it has run: what it writes through `tx` is there once, whatever is
 * killed when. It does nothing that a rollback does not undo: work outside (mail, calls) is queued as a row of the
 * consumer's own. Facts of one aggregate come in their order, one after the other. One that throws is tried again after a
 * growing pause, with the later facts of its aggregate waiting behind it, and is dead after ATTEMPTS_MAX tries; then those go on.
 *
 * The transaction may be that of other facts too (`handle-facts.ts`): what a handler sets in it (a role, a setting) it sets
 * back. Where one of them fails, all are undone and each is handled by itself, so a handler may run more often than once for
 * what is there once.
 */
export function consumer(name: string, handlers: readonly Handling[], options: ConsumerOptions = {}): Consumer {
  const together = options.together ?? TOGETHER;
  if (!Number.isInteger(together) || together < 1 || together > TOGETHER_MAX)
    throw new RangeError(`${name}: together is from 1 to ${TOGETHER_MAX}`);
  const byType = new Map(handlers.map((one) => [one.type, one]));
  if (byType.size !== handlers.length) throw new Error(`${name}: a type of fact has one handler`);
  return { name, handlers: byType, together, close: options.close ?? (() => Promise.resolve()) };
}

/** What to do about each fact of one type; its payload is what the type's schema makes of it. */
export function on<Schema extends z.ZodType>(
  type: FactType<Schema>,
  handle: (tx: Tx, fact: Fact<z.output<Schema>>) => Promise<void>,
): Handling {
  return {
    type: type.type,
    handle: (tx, fact) => handle(tx, { ...fact, payload: type.payload.parse(fact.payload) }),
  };
}

/** What to do about each fact of every type that has no handler of its own; its payload is JSON as it was recorded. */
export function onEvery(handle: (tx: Tx, fact: Fact) => Promise<void>): Handling {
  return { type: EVERY, handle };
}
