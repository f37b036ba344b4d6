import { describe, expect, it } from 'vitest';
import { CreateCollectible } from '../../../../../../contract/inventory-collectibles.ts';
import { collectibleKinds } from '../../../../../../contract/inventory-terms.ts';
import type { Printing } from '../../../../lib/queries/inventory-listing.ts';
import { detailFields } from '../form/detail-fields.ts';
import { bodyOf, emptyDraft, nextDraft, withPrinting } from './draft.ts';

const shop = {
  vendor_id: '01930a5e-7c1b-7d3e-9a44-1f2e3d4c5b6a',
  currency: 'USD',
  readMoney: (text: string) => (text === '' ? null : /^\d+$/.test(text) ? Number(text) * 100 : undefined),
};
const printing: Printing = {
  id: '01930a5e-7c1b-7d3e-9a44-1f2e3d4c5b6b',
  game: 'fab',
  set_code: 'WTR',
  set_name: 'Welcome to Rathe',
  collector_number: 'WTR001',
  name: 'Heart of Fyendal',
  variant: null,
  rarity: 'Fabled',
  language: 'en',
  finishes: ['foil'],
  artist: null,
  released_on: null,
  image_url: null,
  image_small_url: null,
  external_ids: {},
};

describe('a piece that is added', () => {
  it('is what the server takes, of every kind', () => {
    for (const kind of collectibleKinds) {
      const draft = emptyDraft(kind);
      const needed = detailFields[kind].filter(({ required }) => required).map(({ name }) => [name, 'en']);
      const { body, wrong } = bodyOf(
        { ...draft, details: { ...draft.details, ...(Object.fromEntries(needed) as Record<string, string>) } },
        shop,
      );
      expect(wrong, kind).toEqual({});
      expect(CreateCollectible.safeParse(body).error?.issues, kind).toBeUndefined();
    }
  });

  it('has the details of its printing, and a finish that the printing has', () => {
    const { body } = bodyOf(withPrinting({ ...emptyDraft(), price: '12' }, printing), shop);
    expect(body).toMatchObject({
      card_details: { name: 'Heart of Fyendal', set_code: 'WTR', finish: 'foil', printing_id: printing.id },
      price_minor: 1200,
      status: 'active',
      quantity: 1,
      condition: 'NM',
    });
    expect(CreateCollectible.safeParse(body).success).toBe(true);
  });

  it('is one with a grade and no condition where it is graded', () => {
    const graded = { ...emptyDraft(), graded: true, grade: '9', cert: '12345678', quantity: '4' };
    const { body } = bodyOf(withPrinting(graded, printing), shop);
    expect(body).toMatchObject({ condition: null, quantity: 1, grading: { company: 'PSA', grade: '9' } });
    expect(CreateCollectible.safeParse(body).success).toBe(true);
  });

  it('keeps for the next one what a pile has in common', () => {
    const first = withPrinting({ ...emptyDraft(), condition: 'LP', price: '3', location_id: 'safe' }, printing);
    expect(nextDraft(first)).toMatchObject({
      printing: null,
      condition: 'LP',
      location_id: 'safe',
      price: '',
      quantity: '1',
      details: { game: 'fab', set_code: 'WTR', name: '' },
    });
  });

  it('says what is wrong before anything is sent', () => {
    const { wrong } = bodyOf({ ...emptyDraft(), quantity: 'two', price: 'x' }, shop);
    expect(Object.keys(wrong).toSorted()).toEqual(['game', 'name', 'price', 'quantity']);
  });
});
