import { describe, expect, it } from 'vitest';
import type { ProductStateView, ProductSummaryView } from '../../../../contract/shop.ts';
import { copyState } from '../../../../contract/copy-state.ts';
import { firstOf, isGrade, leadOf, nameOf, originOf, soldWords, spreadOf } from './words.ts';

const state = (name: string, price_minor: number | null): ProductStateView => ({
  state: name,
  instrument_symbol: `PKM.X.${name.replace(' ', '')}`,
  price_minor,
  available: price_minor === null ? 0 : 1,
  offers: price_minor === null ? 0 : 1,
  last_sale_minor: null,
  last_sale_at: null,
});
const product = (...states: ProductStateView[]): ProductSummaryView => ({
  slug: 'x',
  title: 'Charizard, Base Set, 4/102',
  kind: 'card',
  game: 'pokemon',
  set_code: 'base1',
  set_name: 'Base Set',
  collector_number: '4/102',
  rarity: null,
  language: 'en',
  finish: 'holofoil',
  image_url: null,
  currency: 'EUR',
  price_minor: Math.min(...states.flatMap(({ price_minor }) => (price_minor === null ? [] : [price_minor]))),
  available: 1,
  offers: 1,
  last_sale_minor: null,
  last_sale_at: null,
  states,
});

describe('a product’s card', () => {
  it('shows the usual conditions, and no price where nobody offers one', () => {
    const spread = spreadOf(product(state('MP', 500), state('NM', 900)));
    expect(spread.map(({ name, state: found }) => [name, found?.price_minor ?? null])).toEqual([
      ['NM', 900],
      ['LP', null],
      ['MP', 500],
    ]);
  });

  it('shows the condition that is offered before one that is not', () => {
    expect(spreadOf(product(state('HP', 100))).map(({ name }) => name)).toEqual(['NM', 'LP', 'HP']);
  });

  it('shows the condition it is cheapest in', () => {
    const spread = spreadOf(product(state('NM', 900), state('LP', 800), state('MP', 700), state('HP', 300)));
    expect(spread.map(({ name }) => name)).toEqual(['NM', 'LP', 'HP']);
  });

  it('leads to the page of its best condition', () => {
    expect(firstOf([state('HP', 300), state('NM', null), state('LP', 800), state('PSA 10', 9000)])?.state).toBe('LP');
    expect(firstOf([state('NM', null)])?.state).toBe('NM');
  });

  it('shows grades alone where nothing else is offered', () => {
    expect(spreadOf(product(state('PSA 9', 900), state('PSA 10', 5000))).map(({ name }) => name)).toEqual([
      'PSA 10',
      'PSA 9',
    ]);
  });

  it('leads with what is asked least for', () => {
    expect(leadOf(product(state('NM', 900), state('LP', 500)))?.state).toBe('LP');
  });

  it('takes nothing that is sealed for a grade, and says of one copy which condition it is in itself', () => {
    expect(['NM', 'Sealed', 'PSA 9'].map(isGrade)).toEqual([false, false, true]);
    expect(copyState({ state: 'HP', condition: 'DMG' })).toBe('DMG');
    expect(copyState({ state: 'Sealed', condition: 'SEALED' })).toBe('Sealed');
    expect(copyState({ state: 'PSA 9', condition: null })).toBe('PSA 9');
  });

  it('says the set once', () => {
    expect(nameOf(product(state('NM', 1)))).toBe('Charizard');
    expect(originOf(product(state('NM', 1)))).toBe('Base Set · 4/102 · Holofoil');
    expect(originOf(product(state('NM', 1)), true)).toBe('BASE1 4/102 · Holofoil');
  });

  it('says how long ago it was sold in few letters', () => {
    const now_ms = Date.parse('2026-11-20T12:00:00.000Z');
    expect(soldWords('2026-11-20T11:59:22.000Z', now_ms)).toBe('Sold 38 s ago');
    expect(soldWords('2026-11-20T10:00:00.000Z', now_ms)).toBe('Sold 2 h ago');
    expect(soldWords(null, now_ms)).toBe('Not sold yet');
  });
});
