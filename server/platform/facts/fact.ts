import type { z } from 'zod';

/**
 * Something that happened, named in the past tense, about one aggregate (an order, a listing, an account). Made once, by
 * the module in whose transaction it becomes true: `defineFact({ type: 'order.placed', aggregate: 'order', payload })`.
 */
export interface FactType<Schema extends z.ZodType = z.ZodType> {
  /** `order.placed`: lower-case words, dots between them; at most 60 characters. */
  readonly type: string;
  /** What kind of thing it happened to: `order`. Facts of one such thing are numbered and heard in order. */
  readonly aggregate: string;
  /** What it carries, as JSON of at most FACT_BYTES_MAX; checked when it is recorded and again when it is heard. */
  readonly payload: Schema;
}

export const FACT_BYTES_MAX = 65_536;

/** A fact as it was written down; `Payload` is what the type's schema makes of it. */
export interface Fact<Payload = unknown> {
  /** UUIDv7; the same wherever and however often it is heard. */
  readonly event_id: string;
  readonly type: string;
  readonly aggregate_type: string;
  readonly aggregate_id: string;
  /** 1, 2, 3, … within its aggregate, in the order of commits and without gaps. */
  readonly aggregate_seq: number;
  /** By the database's clock. */
  readonly occurred_at: Date;
  readonly payload: Payload;
}

/** Schemas grow by optional members only: what was recorded years ago may be heard tomorrow. Unknown members are dropped. */
export function defineFact<Schema extends z.ZodType>(definition: FactType<Schema>): FactType<Schema> {
  return definition;
}
