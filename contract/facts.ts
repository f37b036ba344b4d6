import { z } from 'zod';
import { Id, Page, Time } from './fields.ts';

/** Facts on their way to those who hear them, as administrators see them. */

/** Deliveries that wait or are dead are counted up to here. */
export const FACTS_COUNTED_MAX = 10_000;
/** Facts that one call brings back. */
export const FACTS_REPLAYED_MAX = 10_000;

const ConsumerName = z
  .string()
  .max(40)
  .regex(/^[a-z][a-z0-9_-]*$/, 'The name of a consumer, such as mail');

export const FactConsumerParams = z.strictObject({ name: ConsumerName });
export const FactDeliveryParams = z.strictObject({ name: ConsumerName, event_id: Id });

/** One who hears facts. `types`: what it hears; `*` stands for all. `since`: it hears what was published from then on. */
export const FactConsumer = z.strictObject({
  name: z.string(),
  types: z.array(z.string()),
  since: Time,
  /** Facts that wait for it, at most FACTS_COUNTED_MAX. */
  pending: z.int(),
  /** Facts it could not handle and gave up on, at most FACTS_COUNTED_MAX. */
  dead: z.int(),
  /** How long ago the oldest fact that waits for it happened, in seconds; null where none waits. */
  lag_seconds: z.number().nullable(),
});
export const FactConsumerList = z.array(FactConsumer);

export const DeadFactsQuery = z.strictObject({ ...Page.shape, consumer: ConsumerName.optional() });

/** A fact that a consumer gave up on. */
export const DeadFact = z.strictObject({
  consumer: z.string(),
  event_id: Id,
  type: z.string(),
  aggregate_type: z.string(),
  aggregate_id: Id,
  /** Its number among the facts of its aggregate. */
  aggregate_seq: z.int(),
  occurred_at: Time,
  died_at: Time,
  attempts: z.int(),
  last_error: z.string().nullable(),
});
export const DeadFactList = z.array(DeadFact);

/** `has_more`: more are left than one call brings back; call again. */
export const ReplayedFacts = z.strictObject({ replayed: z.int(), has_more: z.boolean() });

/** Facts that happened since then are given to the consumer, those it has had already aside. */
export const ReplayFactHistory = z.strictObject({ from: Time });
