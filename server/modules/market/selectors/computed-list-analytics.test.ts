import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WatchlistAnalyticsView } from '../../../../contract/analytics.ts';
import { AppError } from '../../../../contract/errors.ts';
import { freshDatabase, type TestDatabase } from '../../../../test/support/database.ts';
import { listed } from '../../../../test/support/market.ts';
import { simulate } from '../../../../test/support/simulator.ts';
import type { Member } from '../../../platform/actor.ts';
import type { ComputedSpan } from '../providers/provider.ts';
import type { Instrument } from '../instrument.ts';
import { getListAnalytics } from './get-list-analytics.ts';
import type { HistoryParts } from './open-window.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
const actor: Member = {
  kind: 'member',
  user_id: 'someone',
  tier: 'premium',
  role: 'user',
  is_demo: false,
  session_id: 'a session',
  via: 'cookie',
  expires_at_ms: NOW * 2,
};
const registry = listed(...Array.from({ length: 20 }, (_, index) => `I${index}`));
const instruments = Array.from({ length: registry.size }, (_, index) => registry.at(index));
const query = { from: '2026-10-20', to: '2026-11-19T00:00:00Z' };

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** Prices whose past takes a second of the clock to compute, instrument by instrument, but only the first time. */
function slowParts(): HistoryParts {
  const { clock, simulator } = simulate(registry, NOW);
  const { computed, calendar } = simulator;
  const known = new Set<string>();
  const candles = (instrument: Instrument, span: ComputedSpan) => {
    if (!known.has(instrument.symbol)) clock.advance(1_000);
    known.add(instrument.symbol);
    return computed.candles(instrument, { ...span, to_ms: Math.min(span.to_ms, NOW) });
  };
  const provider = {
    name: simulator.name,
    simulated: true,
    delay_ms: 0,
    continues: true,
    recomputes: true,
    calendar,
    computed: {
      begins_ms: computed.begins_ms,
      candles,
      splits: (instrument: Instrument) => computed.splits(instrument),
    },
    handles: () => true,
    prepare: () => Promise.resolve(),
    stream: () => Promise.resolve(),
    dayPoints: () => null,
  };
  return { db: database.db, clock, provider };
}

describe('figures of a list whose past is computed', () => {
  it('are refused when they take long, go on where they were, and end as they would have at once', async () => {
    const parts = slowParts();
    const done: unknown[] = [];
    let figures: WatchlistAnalyticsView | null = null;
    while (figures === null) {
      figures = await getListAnalytics(parts, actor, { instruments, query }).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code !== 'figures_in_progress') throw error;
        done.push(error.detail['done']);
        expect(error.detail).toMatchObject({ symbols: instruments.length, retry_after_s: 1 });
        return null;
      });
    }
    expect(done).toEqual([7, 14]);
    const { clock, simulator } = simulate(registry, NOW);
    const at_once = { db: database.db, clock, provider: simulator };
    expect(figures).toEqual(await getListAnalytics(at_once, actor, { instruments, query }));
  });

  it('are refused for good where they would not find room in memory', async () => {
    const many = Array.from({ length: 500 }, () => registry.at(0));
    const { clock, simulator } = simulate(registry, NOW);
    const parts = { db: database.db, clock, provider: simulator };
    const asked = getListAnalytics(parts, actor, { instruments: many, query: { from: '2016-01-01' } });
    await expect(asked).rejects.toMatchObject({ code: 'history_too_fine', detail: { points_max: 1_920 } });
  });
});
