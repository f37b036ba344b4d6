import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Symbol } from '../../../../contract/fields.ts';
import type { SeenListing } from '../tables-shop.ts';
import { thingOf } from './thing-of.ts';

type Card = NonNullable<SeenListing['card']>;

const charizard: Card = {
  game: 'pokemon',
  set_code: 'base1',
  set_name: 'Base Set',
  collector_number: '4/102',
  name: 'Charizard',
  rarity: null,
  language: 'en',
  finish: 'holofoil',
  first_edition: false,
  signed: false,
  altered: false,
  printing_id: null,
};

function piece(card: Partial<Card> | null, more: Partial<SeenListing> = {}): Parameters<typeof thingOf>[0] {
  return {
    id: '0190-piece',
    kind: 'card',
    title: 'A card',
    condition: 'NM',
    grading_company: null,
    grade: null,
    currency: 'USD',
    card: card === null ? null : { ...charizard, ...card },
    ...more,
  };
}

describe('what is watched', () => {
  it('is called by what is printed on it and the state it is in', () => {
    expect(thingOf(piece({}))).toMatchObject({
      symbol: 'PKM.BASE1-4H.NM',
      name: 'Charizard · Base Set 4/102 · Holofoil · NM',
      minor_digits: 2,
      is_single: false,
    });
    const graded = { condition: null, grading_company: 'BGS', grade: '9.5' } as const;
    expect(thingOf(piece({ first_edition: true, language: 'ja' }, graded))).toMatchObject({
      symbol: 'PKM.BASE1-4H1.BGS9.5',
      name: 'Charizard · Base Set 4/102 · 1st edition · Holofoil · JA · BGS 9.5',
    });
    expect(thingOf(piece({}, { currency: 'JPY' })).minor_digits).toBe(0);
  });

  it('is the same however a number or a set is written, and in mint as in near mint', () => {
    const { key } = thingOf(piece({}));
    for (const [card, more] of [
      [{ collector_number: '004' }, {}],
      [{ set_code: ' BASE1' }, {}],
      [{ name: 'Charizard (Holo)', rarity: 'Rare' }, {}],
      [{}, { condition: 'M' }],
      [{}, { id: 'another', title: 'Another title' }],
    ] as const)
      expect(thingOf(piece(card, more)).key).toBe(key);
  });

  it('is another where buyers would not take one for the other', () => {
    const others = [
      { finish: 'normal' },
      { language: 'de' },
      { first_edition: true },
      { signed: true },
      { altered: true },
      { set_code: 'base2' },
      { collector_number: '5/102' },
      { game: 'mtg' },
    ] as Partial<Card>[];
    const keys = others.map((card) => thingOf(piece(card)).key);
    const states = [
      { condition: 'LP' },
      { currency: 'EUR' },
      { condition: null, grading_company: 'PSA', grade: '10.0' },
    ];
    keys.push(thingOf(piece({})).key, ...states.map((state) => thingOf(piece({}, state as never)).key));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('where the set is not known, is told apart by its name', () => {
    const nowhere = { set_code: null, set_name: null };
    expect(thingOf(piece(nowhere)).key).not.toBe(thingOf(piece({ ...nowhere, name: 'Blastoise' })).key);
  });

  it('is one piece by itself where it is no card, under the name its vendor gives it', () => {
    const watch = { kind: 'watch', title: 'Seiko, SKX007' } as const;
    expect(thingOf(piece(null, watch))).toMatchObject({
      symbol: 'WATCH.SEIKO-SKX007',
      name: 'Seiko, SKX007',
      is_single: true,
    });
    expect(thingOf(piece(null, watch)).key).not.toBe(thingOf(piece(null, { ...watch, id: 'other' })).key);
  });

  it('always has a symbol that is one, and a name that fits', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }).filter((text) => text.trim() !== '');
    fc.assert(
      fc.property(words, fc.option(words), fc.option(words), words, (name, set_name, collector_number, title) => {
        const card = { name, set_name, set_code: null, collector_number };
        for (const thing of [thingOf(piece(card)), thingOf(piece(null, { kind: 'other', title }))]) {
          expect(Symbol.parse(thing.symbol)).toBe(thing.symbol);
          expect(thing.symbol).toMatch(/^[A-Z0-9^][A-Z0-9.^=/$-]{0,23}$/);
          expect(thing.name.length).toBeGreaterThan(0);
          expect(thing.name.length).toBeLessThanOrEqual(120);
          expect(thing.key.length).toBeLessThanOrEqual(900);
        }
      }),
    );
  });
});
