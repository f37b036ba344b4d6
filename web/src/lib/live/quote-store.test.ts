import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuoteRow } from '../../../../contract/live/protocol.ts';
import type { QuoteView } from '../../../../contract/market.ts';
import { changePercent, placeInRange } from './live-quote.ts';
import { QuoteStore } from './quote-store.ts';

const APPLE: QuoteView = {
  symbol: 'AAPL',
  epoch: 'e1',
  version: 10,
  price: '196.58',
  previous_close: '194.90',
  change: '1.68',
  change_percent: '0.86',
  open: '195.00',
  high: '197.00',
  low: '194.50',
  volume: 31_204_880,
  at: '2026-11-20T14:18:04.000Z',
  source: 'simulator',
  simulated: true,
  delay_ms: 0,
  session: 'regular',
  freshness: 'live',
};
const AT_MS = Date.parse(APPLE.at);

/** Prints happen in the order of their versions. */
function row(version: number, price: string, change: string, at_ms = AT_MS + (version - 10) * 1000): QuoteRow {
  return ['AAPL', version, price, change, at_ms];
}

function openStore() {
  const laters: (() => void)[] = [];
  let requested = 0;
  const store = new QuoteStore({
    requestFlush: () => {
      requested += 1;
    },
    later: (run) => laters.push(run),
  });
  const heard: string[] = [];
  const stop = store.subscribe('AAPL', () => heard.push(store.get('AAPL')?.price ?? ''));
  return { store, heard, stop, sweep: () => laters.splice(0).forEach((run) => run()), requested: () => requested };
}

describe('the quote store', () => {
  it('tells a subscriber once per flush, with the newest of many rows', () => {
    const { store, heard, requested } = openStore();
    store.seed([APPLE]);
    store.applyRows([row(11, '196.60', '1.70'), row(12, '196.70', '1.80')], 'simulator');
    expect(heard).toEqual([]);
    store.flush();
    expect(heard).toEqual(['196.70']);
    expect(requested()).toBeGreaterThan(0);
    store.flush();
    expect(heard).toHaveLength(1);
  });

  it('replaces the quote and leaves the snapshot a reader holds untouched', () => {
    const { store } = openStore();
    store.seed([APPLE]);
    store.flush();
    const before = store.get('AAPL');
    expect(store.get('AAPL')).toBe(before);
    store.applyRows([row(11, '196.60', '1.70')], 'simulator');
    store.flush();
    expect(before?.price).toBe('196.58');
    expect(store.get('AAPL')).not.toBe(before);
  });

  it('never lets an older version replace a newer one inside an epoch, in whatever order answers arrive', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ version: fc.integer({ min: 1, max: 40 }), rest: fc.boolean() }), { minLength: 1 }),
        (steps) => {
          const { store } = openStore();
          store.seed([{ ...APPLE, version: 0 }]);
          for (const { version, rest } of steps) {
            const price = `${100 + version}.00`;
            if (rest)
              store.seed([{ ...APPLE, version, price, at: new Date(AT_MS + (version - 10) * 1000).toISOString() }]);
            else store.applyRows([row(version, price, '1.00')], 'simulator');
            store.flush();
          }
          const newest = Math.max(...steps.map((step) => step.version));
          expect(store.get('AAPL')?.version).toBe(newest);
          expect(store.get('AAPL')?.price).toBe(`${100 + newest}.00`);
        },
      ),
    );
  });

  it('takes newer prints of a new epoch though its versions start again', () => {
    const { store } = openStore();
    store.seed([APPLE]);
    store.applyRows([row(1, '200.00', '5.10', AT_MS + 1)], 'simulator');
    store.flush();
    expect(store.get('AAPL')).toMatchObject({ version: 1, price: '200.00' });
    store.seed([{ ...APPLE, epoch: 'e2', version: 2, price: '201.00' }]);
    store.applyRows([row(3, '202.00', '7.10', AT_MS + 3)], 'simulator');
    store.flush();
    expect(store.get('AAPL')).toMatchObject({ epoch: 'e2', version: 3, price: '202.00' });
  });

  it('follows a replay that starts again in the past, once REST has named the new epoch', () => {
    const { store } = openStore();
    store.seed([APPLE]);
    store.seed([{ ...APPLE, epoch: 'e2', version: 1, price: '90.00', at: '2025-11-20T14:18:04.000Z' }]);
    store.applyRows([row(2, '91.00', '1.00', Date.parse('2025-11-21T14:18:04.000Z'))], 'replay');
    store.flush();
    expect(store.get('AAPL')).toMatchObject({ epoch: 'e2', version: 2, price: '91.00' });
  });

  it('works out the percentage and widens the range of the day with a live price', () => {
    const { store } = openStore();
    store.seed([APPLE]);
    store.applyRows([row(11, '198.00', '3.10')], 'simulator');
    store.applyRows([row(12, '194.00', '-0.90')], 'simulator');
    store.flush();
    expect(store.get('AAPL')).toMatchObject({
      high: '198.00',
      low: '194.00',
      change_percent: '-0.46',
      previous_close: '194.90',
      volume: 31_204_880,
    });
  });

  it('keeps the live price when a REST answer is older, and takes the figures of the day from it', () => {
    const { store } = openStore();
    store.seed([APPLE]);
    store.applyRows([row(20, '199.00', '4.10')], 'simulator');
    store.seed([{ ...APPLE, version: 15, volume: 32_000_000 }]);
    store.flush();
    expect(store.get('AAPL')).toMatchObject({ price: '199.00', high: '199.00', open: '195.00', volume: 32_000_000 });
  });

  it('tints a move for a moment and takes the tint away by itself', () => {
    const { store, sweep } = openStore();
    store.seed([APPLE]);
    store.flush();
    expect(store.get('AAPL')?.flash).toBeNull();
    store.applyRows([row(11, '196.00', '1.10')], 'simulator');
    store.flush();
    expect(store.get('AAPL')?.flash).toBe('down');
    sweep();
    store.flush();
    expect(store.get('AAPL')?.flash).toBeNull();
  });

  it('shows what is live as stale while in doubt, what is closed as closed, and all as told afterwards', () => {
    const { store, heard } = openStore();
    store.seed([APPLE, { ...APPLE, symbol: 'ASML', session: 'closed', freshness: 'closed' }]);
    store.flush();
    store.setDoubt(true);
    store.flush();
    expect([store.get('AAPL')?.freshness, store.get('ASML')?.freshness]).toEqual(['stale', 'closed']);
    store.setDoubt(false);
    store.flush();
    expect(store.get('AAPL')?.freshness).toBe('live');
    expect(heard).toHaveLength(3);
  });

  it('takes the session from the row: halted, and trading again', () => {
    const { store } = openStore();
    store.seed([APPLE]);
    store.applyRows([['AAPL', 11, '196.58', '1.68', AT_MS + 1, 'halted']], 'simulator');
    store.flush();
    expect(store.get('AAPL')?.session).toBe('halted');
    store.applyRows([row(12, '196.60', '1.70')], 'simulator');
    store.flush();
    expect(store.get('AAPL')).toMatchObject({ session: 'regular', freshness: 'live' });
  });

  it('names what is on screen without the figures of the day', () => {
    const { store } = openStore();
    store.applyRows([row(11, '196.60', '1.70')], 'simulator');
    expect(store.withoutFigures()).toEqual(['AAPL']);
    store.seed([APPLE]);
    expect(store.withoutFigures()).toEqual([]);
  });

  it('counts a symbol as on screen only while somebody listens', () => {
    const { store, stop } = openStore();
    const second = store.subscribe('AAPL', () => undefined);
    expect(store.onScreen()).toEqual(['AAPL']);
    stop();
    expect(store.onScreen()).toEqual(['AAPL']);
    second();
    expect(store.onScreen()).toEqual([]);
  });
});

describe('figures from decimal strings', () => {
  it('gives the percentage of the previous close, or none without one', () => {
    expect(changePercent('196.58', '1.68')).toBe('0.86');
    expect(changePercent('346.40', '-5.27')).toBe('-1.50');
    expect(changePercent('5.00', '5.00')).toBeNull();
    expect(changePercent('5.00', null)).toBeNull();
  });

  it('places a price in its range from 0 to 1', () => {
    expect(placeInRange('150.5', '100', '201.00')).toBe(0.5);
    expect(placeInRange('90', '100', '200')).toBe(0);
    expect(placeInRange('100', '100', '100')).toBeNull();
    expect(placeInRange('100', null, '100')).toBeNull();
  });
});
