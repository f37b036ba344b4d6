import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Connection } from './connection.ts';
import { CadenceWheel, CareWheel, TICK_MS } from './wheel.ts';

const nowhere = { writeAscii: () => {}, writeText: () => {}, buffered: () => 0, close: () => {} };
const someone = (): Connection =>
  new Connection(nowhere, { address: '192.0.2.1', origin: null }, { now_ms: 0, hello_ms: 5000, allowance: 1 });

describe('the wheel of a cadence', () => {
  it('serves each connection once a turn, whoever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 300 }), (people) => {
        const wheel = new CadenceWheel(5000);
        const all = people.map(([spread]) => {
          const one = someone();
          wheel.add(one, spread);
          return one;
        });
        const gone = all.filter((_, index) => people[index]?.[1]);
        for (const one of gone) wheel.remove(one);

        const served = Array.from({ length: wheel.length }, (_, tick) => wheel.at(tick)).flat();
        expect(wheel.length).toBe(100);
        expect(new Set(served)).toEqual(new Set(all.filter((one) => !gone.includes(one))));
        expect(served).toHaveLength(all.length - gone.length);
      }),
    );
  });
});

describe('the wheel of care', () => {
  it('comes to a connection when it is due, and forgets what was planned before', () => {
    const wheel = new CareWheel();
    const one = someone();
    wheel.schedule(one, 5000);
    wheel.schedule(one, 10 * TICK_MS);
    const due = Array.from({ length: 200 }, (_, tick) => (wheel.turn().includes(one) ? tick + 1 : 0)).filter(Boolean);

    expect(due).toEqual([10]);
  });

  it('looks at a far deadline on the way', () => {
    const wheel = new CareWheel();
    const one = someone();
    wheel.schedule(one, 4 * 3_600_000);
    const turns = Array.from({ length: 400 }, () => wheel.turn().length);

    expect(turns.indexOf(1)).toBe(398);
  });
});
