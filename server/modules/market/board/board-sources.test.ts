import { describe, expect, it } from 'vitest';
import { board, NOON, run } from '../../../../test/support/board.ts';
import { liveSource } from './live-source.ts';

const SOURCES = [
  { name: 'venue', simulated: false, delay_ms: 0 },
  { name: 'late', simulated: false, delay_ms: 900_000 },
  { name: 'simulator', simulated: true, delay_ms: 0 },
] as const;
const VENUE = 0;
const LATE = 1;
const MADE_UP = 2;

function combined(...symbols: Parameters<typeof board>) {
  const made = board(...symbols);
  const live = liveSource(made.subject, made.clock);
  made.subject.lead(run(2, { source: 'venue+late+simulator', sources: SOURCES }));
  const tell = (source: number, price: number, index = 0) =>
    made.subject.accept([{ index, price, size: 1, at_ms: made.clock.ms(), source }], 2);
  return { ...made, live, tell };
}

describe('a board with several sources', () => {
  it('names with each price the source it came from, in quotes and in rows', () => {
    const { tell, view, live } = combined('AAPL', 'MSFT');
    tell(VENUE, 10_000);
    expect(view()).toMatchObject({ source: 'venue', simulated: false, delay_ms: 0, freshness: 'live' });
    tell(LATE, 10_010);
    expect(view()).toMatchObject({ source: 'late', delay_ms: 900_000, freshness: 'delayed' });
    expect(live.row(0)).toMatch(/^\["AAPL",\d+,"100\.10",null,\d+,"regular","late"\]$/);
  });

  it('starts anew where made-up prices follow real ones, and the reverse', () => {
    const { tell, view, clock } = combined('AAPL');
    tell(VENUE, 10_000);
    clock.advance(1_000);
    tell(MADE_UP, 40_000);
    expect(view()).toMatchObject({ price: '400.00', source: 'simulator', simulated: true, open: '400.00' });
    expect(view()?.previous_close).toBeNull();
    clock.advance(1_000);
    tell(VENUE, 10_100);
    expect(view()).toMatchObject({ price: '101.00', source: 'venue', simulated: false, low: '101.00', high: '101.00' });
  });

  it('keeps the day that a source told before its first price', () => {
    const { tell, view, subject, clock } = combined('AAPL');
    const day = { previous_close: 39_000, open: 39_500, high: 40_500, low: 39_100, volume: 7 };
    subject.announce([{ kind: 'day', index: 0, at_ms: clock.ms(), ...day }], 2);
    tell(MADE_UP, 40_000);
    expect(view()).toMatchObject({ price: '400.00', previous_close: '390.00', open: '395.00', source: 'simulator' });
  });

  it('keeps the real price when the made-up one that should follow is no price', () => {
    const { tell, view } = combined('AAPL');
    tell(VENUE, 10_000);
    for (const price of [0, -1, Number.NaN, 1e300]) tell(MADE_UP, price);
    expect(view()).toMatchObject({ price: '100.00', source: 'venue' });
  });

  it('takes a paper that nobody trades for current while its source is awake', () => {
    const { tell, view, subject, clock, live } = combined('AAPL');
    tell(VENUE, 10_000);
    clock.advance(60_000);
    expect([view()?.freshness, live.status().status]).toEqual(['stale', 'stale']);
    subject.sources.hearAlive(VENUE, clock.ms());
    clock.advance(2_000);
    expect([view()?.freshness, live.status().status]).toEqual(['live', 'live']);
  });

  it('says as a whole what the worst source in use says', () => {
    const { tell, subject, clock, live } = combined('AAPL', 'BTC-USD');
    tell(VENUE, 10_000, 0);
    tell(LATE, 10_000, 1);
    clock.advance(2_000);
    expect(live.status().status).toBe('delayed');
    clock.advance(60_000);
    subject.sources.hearAlive(VENUE, clock.ms());
    expect(live.status().status).toBe('stale');
    subject.announce([{ kind: 'session', index: 1, session: 'closed', at_ms: NOON }], 2);
    clock.advance(2_000);
    expect(live.status().status).toBe('live');
  });

  it('continues prices under the place of their source, and drops those of a source that is gone', () => {
    const { tell, subject, registry } = combined('AAPL', 'MSFT', 'TSLA');
    tell(VENUE, 10_000, 0);
    tell(LATE, 20_000, 1);
    tell(MADE_UP, 30_000, 2);
    subject.lead(run(3, { source: 'late+venue', sources: [SOURCES[LATE], SOURCES[VENUE]] }));
    const shown = [0, 1, 2].map((index) => [subject.columns.price[index], subject.sources.of(index).name]);
    expect(shown).toEqual([
      [10_000, 'venue'],
      [20_000, 'late'],
      [0, 'late'],
    ]);
    expect(registry.size).toBe(3);
  });
});

describe('decimals in the wrong place', () => {
  it('are never believed within a day, however often they are repeated, and hold up nothing that is right', () => {
    const { print, view, clock, rejected } = board('AAPL');
    print(10_000);
    for (let count = 0; count < 200; count += 1) {
      clock.advance(30_000);
      print(count % 2 === 0 ? 1_000_000 + count : 100);
    }
    expect(view()?.price).toBe('100.00');
    expect(rejected).toEqual({ absurd_jump: 200 });
    print(10_050);
    expect(view()).toMatchObject({ price: '100.50', high: '100.50' });
  });
});

describe("a source's own count of the day", () => {
  const day = { kind: 'day', index: 0, official: true } as const;

  it('corrects what was seen of it, and leaves what it does not tell', () => {
    const { print, view, subject } = board('AAPL');
    print(10_000, NOON, 5);
    subject.announce(
      [{ ...day, at_ms: NOON, previous_close: 9_900, open: 9_950, high: 10_100, low: Number.NaN, volume: 700 }],
      1,
    );
    expect(view()).toMatchObject({
      previous_close: '99.00',
      open: '99.50',
      high: '101.00',
      low: '100.00',
      volume: 700,
    });
  });

  it('of a day that is over changes nothing', () => {
    const { print, view, subject } = board('AAPL');
    print(10_000, NOON);
    const told = { previous_close: 1, open: 1, high: 1, low: 1, volume: 1 };
    subject.announce([{ ...day, at_ms: NOON - 86_400_000, ...told }], 1);
    expect(view()).toMatchObject({ previous_close: null, open: '100.00' });
  });
});
