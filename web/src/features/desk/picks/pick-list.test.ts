import { describe, expect, it } from 'vitest';
import type { PickListView } from '../../../lib/queries/desk.ts';
import { changesOf, placesOf } from './pick-list.ts';

type Pick = PickListView[number];
const pick = (order_id: string, listing_id: string, location: string, more: Partial<Pick> = {}): Pick =>
  ({
    order_id,
    line_id: `${order_id} ${listing_id}`,
    listing_id,
    location,
    location_id: location,
    shelf: '',
    quantity: 2,
    quantity_picked: 0,
    ...more,
  }) as Pick;

describe('the pick list', () => {
  it('joins the pieces of one listing at one place, whichever orders want them', () => {
    const picks = [pick('1', 'moth', 'A'), pick('2', 'moth', 'A', { quantity_picked: 2 }), pick('1', 'keeper', 'B')];
    const places = placesOf(picks);
    expect(places.map(({ name, quantity, picked, stops }) => [name, quantity, picked, stops.length])).toEqual([
      ['A', 4, 2, 1],
      ['B', 2, 0, 1],
    ]);
  });

  it('notes a stop order by order, of its own place alone', () => {
    const picks = [pick('1', 'moth', 'A'), pick('2', 'moth', 'A'), pick('1', 'moth', 'B', { quantity_picked: 1 })];
    const stop = placesOf(picks)[0]?.stops[0];
    if (stop === undefined) throw new Error('there is a stop');
    expect(changesOf(stop, true)).toEqual([
      { order_id: '1', lines: [{ line_id: '1 moth', location_id: 'A', quantity_picked: 2 }] },
      { order_id: '2', lines: [{ line_id: '2 moth', location_id: 'A', quantity_picked: 2 }] },
    ]);
    expect(changesOf(stop, false)[0]?.lines[0]?.quantity_picked).toBe(0);
  });
});
