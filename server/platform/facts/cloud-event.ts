import type { Fact } from './fact.ts';

/** Stands before the type of every fact that leaves the program. */
const TYPE_PREFIX = 'omni-stock.';
/** Numbers are compared as text there: those of equal length keep their order. */
const SEQUENCE_DIGITS = 16;

/** A fact as others read it: CloudEvents 1.0 in its JSON form, with the extension `sequence`. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  /** Who tells: the address of this installation, and the kind of thing. */
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Orders the events of one subject. */
  readonly sequence: string;
  readonly data: unknown;
}

/** @param public_url address of this installation, without a slash at its end. */
export function cloudEvent(fact: Fact, public_url: string): CloudEvent {
  return {
    specversion: '1.0',
    id: fact.event_id,
    source: `${public_url}/${fact.aggregate_type}`,
    type: TYPE_PREFIX + fact.type,
    subject: fact.aggregate_id,
    time: fact.occurred_at.toISOString(),
    datacontenttype: 'application/json',
    sequence: String(fact.aggregate_seq).padStart(SEQUENCE_DIGITS, '0'),
    data: fact.payload,
  };
}
