import { describe, expect, it } from 'vitest';
import { board, DAY_MS, NOON, run } from '../../../../test/support/board.ts';
import { listed, stock } from '../../../../test/support/market.ts';
import { manualClock } from '../../../platform/clock.ts';
import type { Print, RejectionReason } from '../providers/provider.ts';
import { liveSource } from './live-source.ts';
import { QuoteBoard } from './quote-board.ts';
import { quoteView } from './quote-view.ts';

describe('a bad print', () => {
  const cases: readonly [string, Partial<Print>, RejectionReason][] = [
    ['zero', { price: 0 }, 'not_positive'],
    ['negative', { price: -18_700 }, 'not_positive'],
    ['not a number', { price: Number.NaN }, 'not_a_number'],
    ['infinite', { price: Number.POSITIVE_INFINITY }, 'not_a_number'],
    ['beyond exact numbers', { price: 2 ** 60 }, 'not_a_number'],
    ['without a time', { at_ms: Number.NaN }, 'not_a_number'],
    ['ten times too high', { price: 187_000 }, 'absurd_jump'],
    ['ten times too low', { price: 1_870 }, 'absurd_jump'],
    ['older than the last', { at_ms: NOON - 1 }, 'out_of_order'],
    ['from tomorrow', { at_ms: NOON + DAY_MS }, 'from_the_future'],
    ['for an instrument nobody knows', { index: 99 }, 'unknown_symbol'],
  ];
  it.each(cases)('that is %s is counted and never shown', (_, bad, reason) => {
    const { subject, rejected, print, view } = board('AAPL');
    print(18_700, NOON);
    const before = view();
    subject.accept([{ index: 0, price: 18_710, size: 1, at_ms: NOON + 1, ...bad }], 1);
    expect(rejected).toEqual({ [reason]: 1 });
    expect(view()).toEqual(before);
  });

  it('of a leader that was replaced is refused', () => {
    const { subject, rejected, view } = board('AAPL');
    subject.lead(run(2));
    subject.accept([{ index: 0, price: 18_700, size: 1, at_ms: NOON }], 1);
    expect(rejected).toEqual({ stale_leader: 1 });
    expect(view()).toBeNull();
  });

  it('among good ones does not keep them out', () => {
    const { subject, view, rejected } = board('AAPL');
    const prices = [18_700, Number.NaN, 18_710, 0, 18_720];
    subject.accept(
      prices.map((price, second) => ({ index: 0, price, size: 1, at_ms: NOON + second })),
      1,
    );
    expect(view()).toMatchObject({ price: '187.20', volume: 3, high: '187.20', low: '187.00' });
    expect(rejected).toEqual({ not_a_number: 1, not_positive: 1 });
  });
});

describe('a price that is asked', () => {
  const asks = { ...run(1), sources: [{ name: 'shop', simulated: false, delay_ms: 0, asks: true } as const] };

  it('is true however far it jumps, is no split over night, and counts no pieces', () => {
    const { subject, rejected, view } = board('PKM.BASE1-4.NM');
    subject.lead(asks);
    const splits: unknown[] = [];
    subject.on('splits', (all) => splits.push(...all));
    const ask = (price: number, at_ms: number) => subject.accept([{ index: 0, price, size: 0, at_ms }], 1);
    ask(24_900, NOON);
    ask(100, NOON + 1);
    expect(view()).toMatchObject({ price: '1.00', high: '249.00', volume: null });
    ask(400, NOON + DAY_MS);
    ask(401, NOON + DAY_MS + 1);
    expect(view()?.price).toBe('1.00'); // from tomorrow
    expect(rejected).toEqual({ from_the_future: 2 });
    expect(splits).toEqual([]);
    ask(500, NOON);
    expect(rejected).toEqual({ from_the_future: 2, out_of_order: 1 });
  });
});

describe('a jump', () => {
  it('that a second print confirms becomes the price', () => {
    const { print, view, clock } = board('AAPL');
    print(10_000);
    clock.advance(1000);
    print(5_000, clock.ms(), 7);
    expect(view()).toMatchObject({ price: '100.00' });
    clock.advance(1000);
    print(5_100, clock.ms(), 2);
    expect(view()).toMatchObject({ price: '51.00', low: '50.00', volume: 9 });
  });

  it('that is taken back was never shown', () => {
    const { print, view, clock } = board('AAPL');
    print(10_000);
    for (const price of [5_000, 10_010, 5_000, 10_020]) {
      clock.advance(1000);
      print(price);
      expect(Number(view()?.price)).toBeGreaterThanOrEqual(100);
    }
  });

  it('of a paper worth a few ticks is a usual move', () => {
    const { print, view } = board('PENNY');
    print(2);
    print(4);
    expect(view()).toMatchObject({ price: '0.04', change: null });
  });

  it('over night that is a whole ratio is a split: the day does not fall by ninety percent', () => {
    const { print, view, subject } = board('NFLX');
    subject.lead(run(2, { continues: false }));
    const splits: unknown[] = [];
    subject.on('splits', (split) => splits.push(...split));
    print(111_217, NOON);
    print(11_029, NOON + DAY_MS);
    print(11_409, NOON + 2 * DAY_MS);
    expect(splits).toEqual([{ index: 0, ratio: 10 }]);
    expect(view()).toMatchObject({ price: '114.09', previous_close: '110.29', change: '3.80', change_percent: '3.45' });
  });
});

describe('a split that is announced', () => {
  it('divides the price, the day and the previous close, and multiplies nothing else', () => {
    const { print, view, subject } = board('COST');
    print(90_000, NOON - DAY_MS);
    print(100_000, NOON, 5);
    subject.announce([{ kind: 'split', index: 0, ratio: 4, at_ms: NOON }], 1);
    print(25_010, NOON + 1);
    expect(view()).toMatchObject({
      price: '250.10',
      previous_close: '225.00',
      open: '250.00',
      high: '250.10',
      low: '250.00',
      change: '25.10',
    });
  });
});

describe('a day', () => {
  it('begins with the last price of the day before as its previous close', () => {
    const { print, view, clock } = board('AAPL');
    print(10_000, clock.ms(), 5);
    print(10_300, clock.ms(), 5);
    clock.advance(DAY_MS);
    print(10_200, clock.ms(), 4);
    expect(view()).toMatchObject({
      previous_close: '103.00',
      change: '-1.00',
      change_percent: '-0.97',
      open: '102.00',
      high: '102.00',
      low: '102.00',
      volume: 4,
    });
  });

  it('that the board saw begin is not overwritten by what the source tells of it', () => {
    const { subject, print, view } = board('AAPL');
    print(10_000);
    const told = { previous_close: 1, open: 1, high: 1, low: 1, volume: 1 };
    subject.announce([{ kind: 'day', index: 0, at_ms: NOON, ...told }], 1);
    expect(view()).toMatchObject({ open: '100.00', previous_close: null });
  });
});

describe('versions', () => {
  it('rise with every change inside an epoch, and a new leader begins a new epoch with every price', () => {
    const { subject, print, clock } = board('AAPL', 'MSFT');
    const live = liveSource(subject, clock);
    const seen: number[] = [];
    const epochs: string[] = [];
    subject.on('changed', (indexes) => seen.push(...indexes.map((index) => live.version(index))));
    live.onEpoch(() => epochs.push(live.epoch()));
    for (const price of [10_000, 10_010, 10_020]) print(price);
    subject.accept([{ index: 1, price: 500, size: 0, at_ms: NOON }], 1);
    expect(seen).toEqual([1, 2, 3, 4]);
    subject.lead(run(7));
    expect(epochs).toEqual(['f7']);
    expect([live.version(0), live.version(1)]).toEqual([1, 2]);
    print(10_030);
    expect(live.version(0)).toBe(3);
  });

  it('of a follower begin with the rows of the new epoch, so that no price is missing in between', () => {
    const { subject, clock } = board('AAPL');
    const live = liveSource(subject, clock);
    const prices = { price: 10_000, previous_close: 9_900, open: 9_950, high: 10_050, low: 9_940 };
    const kept = { ...prices, index: 0, volume: 5, at_ms: NOON, day: 1, session: 'regular' as const };
    const seen: string[] = [];
    live.onEpoch(() => seen.push(live.epoch(), live.row(0)));
    subject.follow(run(7), [{ ...kept, version: 40 }]);
    expect(seen).toEqual(['f7', `["AAPL",40,"100.00","1.00",${NOON}]`]);
    subject.restore([{ ...kept, version: 39, price: 1 }]);
    expect(live.version(0)).toBe(40);
    subject.restore([{ ...kept, version: 41, price: 10_001 }]);
    expect(live.row(0)).toBe(`["AAPL",41,"100.01","1.01",${NOON}]`);
    subject.accept([{ index: 0, price: 10_002, size: 0, at_ms: NOON }], 7);
    expect(live.version(0)).toBe(41);
  });

  it('start empty when another source leads', () => {
    const { subject, print, view } = board('AAPL');
    print(10_000);
    subject.lead(run(2, { source: 'other' }));
    expect(view()).toBeNull();
  });

  it('count a batch once per instrument, and listeners hear once', () => {
    const { subject } = board('AAPL', 'MSFT');
    const heard: (readonly number[])[] = [];
    subject.on('changed', (indexes) => heard.push(indexes));
    const at = (index: number, price: number): Print => ({ index, price, size: 0, at_ms: NOON });
    subject.accept([at(0, 100), at(1, 200), at(0, 101)], 1);
    expect(heard).toEqual([[0, 1]]);
  });
});

describe('the board', () => {
  it('grows with the registry, and follows a change of decimals', () => {
    const { subject, registry, print, view } = board('AAPL');
    print(10_000);
    registry.merge(Array.from({ length: 3000 }, (_, number) => stock(`NEW${number}`)));
    registry.merge([{ ...stock('AAPL'), id: registry.at(0).id, price_decimals: 4 }]);
    expect(view()).toMatchObject({ price: '100.0000', version: 2 });
    subject.accept([{ index: 3000, price: 5, size: 1, at_ms: NOON }], 1);
    expect(quoteView(subject, 3000, NOON)).toMatchObject({
      symbol: 'NEW2999',
      price: '0.05',
      session: 'regular',
    });
  });

  it('goes on when a listener throws', () => {
    const errors: unknown[] = [];
    const subject = new QuoteBoard(listed('AAPL'), manualClock(NOON), (error) => errors.push(error));
    subject.lead(run(1));
    subject.on('changed', () => {
      throw new Error('a listener');
    });
    subject.accept([{ index: 0, price: 5, size: 1, at_ms: NOON }], 1);
    expect(errors).toHaveLength(1);
    expect(subject.latest).toBe(1);
  });
});
