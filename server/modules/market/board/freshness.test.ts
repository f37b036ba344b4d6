import { describe, expect, it } from 'vitest';
import { board, NOON, run } from '../../../../test/support/board.ts';
import { liveSource } from './live-source.ts';

describe('freshness', () => {
  it('goes stale after fifteen silent seconds in session, and live with the next print', () => {
    const { print, view, clock, subject } = board('AAPL');
    const live = liveSource(subject, clock);
    print(10_000);
    expect([view()?.freshness, live.status().status]).toEqual(['live', 'live']);
    clock.advance(15_001);
    expect([view()?.freshness, live.status().status]).toEqual(['stale', 'stale']);
    print(10_001);
    expect([view()?.freshness, live.status().status]).toEqual(['live', 'live']);
  });

  it('waits three usual pauses for an instrument that trades rarely', () => {
    const { print, view, clock } = board('RARE');
    for (let count = 0; count < 20; count += 1) {
      clock.advance(60_000);
      print(10_000 + count);
    }
    clock.advance(170_000);
    expect(view()?.freshness).toBe('live');
    clock.advance(20_000);
    expect(view()?.freshness).toBe('stale');
  });

  it('is closed out of session and at the end of a source, and a halt is not a fault', () => {
    const { print, view, clock, subject } = board('AAPL');
    const live = liveSource(subject, clock);
    print(10_000);
    const tell = (session: 'halted' | 'closed') =>
      subject.announce([{ kind: 'session', index: 0, session, at_ms: NOON }], 1);
    clock.advance(60_000);
    tell('halted');
    expect(view()).toMatchObject({ session: 'halted', freshness: 'live' });
    tell('closed');
    expect([view()?.freshness, live.status().status]).toEqual(['closed', 'closed']);
    subject.setEnded(true);
    expect(live.status()).toEqual({ status: 'closed', watermark: NOON, source: 'test' });
  });

  it('says delayed where the source is late by agreement', () => {
    const { print, view, subject } = board('AAPL');
    subject.lead(run(2, { delay_ms: 900_000 }));
    print(10_000);
    expect(view()).toMatchObject({ freshness: 'delayed', delay_ms: 900_000 });
  });
});
