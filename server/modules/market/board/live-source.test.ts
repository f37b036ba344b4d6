import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { board, DAY_MS, NOON } from '../../../../test/support/board.ts';
import { stock } from '../../../../test/support/market.ts';
import { liveSource } from './live-source.ts';

describe('a live row', () => {
  it('is the JSON of the protocol, encoded once per version', () => {
    const { subject, print, clock } = board(stock('BRK.B', { price_decimals: 4 }));
    const live = liveSource(subject, clock);
    print(1_872_300, NOON);
    expect(live.row(0)).toBe(`["BRK.B",1,"187.2300",null,${NOON}]`);
    clock.advance(DAY_MS);
    print(1_872_500);
    expect(live.row(0)).toBe(`["BRK.B",2,"187.2500","0.0200",${NOON + DAY_MS}]`);
    expect(live.row(0)).toBe(live.row(live.find('brk-b')));
    subject.announce([{ kind: 'session', index: 0, session: 'halted', at_ms: NOON + DAY_MS }], 1);
    expect(JSON.parse(live.row(0))).toEqual(['BRK.B', 3, '187.2500', '0.0200', NOON + DAY_MS, 'halted']);
  });

  it('holds no number that is not exact, whatever is printed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 10 ** 9 }), { minLength: 1, maxLength: 30 }), (prices) => {
        const { subject, print, clock, view } = board('AAPL');
        const live = liveSource(subject, clock);
        for (const price of prices) {
          clock.advance(3_600_001);
          print(price);
          const quote = view();
          const [, version, text] = JSON.parse(live.row(0)) as [string, number, string];
          expect(text).toMatch(/^\d+\.\d{2}$/);
          expect(quote).toMatchObject({ price: text, version });
          expect(Number(quote?.low)).toBeLessThanOrEqual(Number(text));
          expect(Number(quote?.high)).toBeGreaterThanOrEqual(Number(text));
        }
      }),
    );
  });
});
