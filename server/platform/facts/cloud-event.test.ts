import { CloudEvent, HTTP } from 'cloudevents';
import { describe, expect, it } from 'vitest';
import { newId } from '../ids.ts';
import { cloudEvent } from './cloud-event.ts';
import type { Fact } from './fact.ts';

const fact = (aggregate_seq: number): Fact => ({
  event_id: newId(),
  type: 'order.placed',
  aggregate_type: 'order',
  aggregate_id: newId(),
  aggregate_seq,
  occurred_at: new Date('2026-11-21T09:40:00.123Z'),
  payload: { total_minor: 24_900, currency: 'EUR' },
});

describe('a fact that leaves the program', () => {
  it('is a CloudEvent that the reference library accepts, reads and finds unchanged', () => {
    const one = fact(7);
    const told = cloudEvent(one, 'https://stock.example.org');
    const event = new CloudEvent({ ...told });
    expect(event.validate()).toBe(true);
    const read = HTTP.toEvent(HTTP.structured(event));
    expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(told)));
    expect(told).toMatchObject({
      id: one.event_id,
      source: 'https://stock.example.org/order',
      type: 'omni-stock.order.placed',
      subject: one.aggregate_id,
      time: '2026-11-21T09:40:00.123Z',
      data: one.payload,
    });
  });

  it('says its place among those of its subject in text that is compared letter by letter', () => {
    const sequences = [1, 9, 10, 200, 9_007_199_254_740_991].map(
      (seq) => cloudEvent(fact(seq), 'https://stock.example.org').sequence,
    );
    expect(sequences.toSorted()).toEqual(sequences);
  });
});
