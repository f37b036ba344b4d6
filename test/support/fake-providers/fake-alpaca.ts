import { Alpaca } from '../../../server/modules/market/providers/alpaca/alpaca.ts';
import type { FakeProvider } from './fake-provider.ts';
import { fakeWorld } from './fake-world.ts';
import { IN_SESSION, type marketWorld } from './market-world.ts';

/** Alpaca against a server that speaks its frames, with a board behind it. */

/** Must stand in headers and in the sign-in of the stream alone. */
export const SECRET = 'secret-that-nobody-sees';
export const iso = (ms: number): string => new Date(ms).toISOString().replace('Z', '335689Z');
export const trade = (p: unknown, at_ms: number, c: readonly string[] = ['@']) => ({
  t: iso(at_ms),
  x: 'V',
  p,
  s: 100,
  c,
  i: 7,
  z: 'C',
});
export const snapshot = (p: unknown, at_ms: number) => ({
  latestTrade: trade(p, at_ms),
  latestQuote: { t: iso(at_ms), ax: 'V', ap: 190, as: 1, bx: 'V', bp: 189, bs: 1, c: ['R'], z: 'C' },
  minuteBar: { t: iso(IN_SESSION - 60_000), o: 188, h: 190, l: 188, c: 189.5, v: 304, n: 4, vw: 189 },
  dailyBar: { t: '2026-11-20T05:00:00Z', o: 187.5, h: 190.5, l: 186.25, c: 189.12, v: 49_378, n: 9, vw: 188 },
  prevDailyBar: { t: '2026-11-19T05:00:00Z', o: 185, h: 188, l: 184, c: 187, v: 1_000, n: 9, vw: 186 },
});

/** @param streamed symbols its plan lets it follow. */
export function alpaca(streamed = 0, ...symbols: Parameters<typeof marketWorld>) {
  return fakeWorld(
    symbols.length > 0 ? symbols : ['AAPL'],
    ({ fake, world }) =>
      new Alpaca({
        registry: world.registry,
        timers: world.timers,
        calendar: world.calendar,
        timeout_ms: 120,
        keys: {
          key_id: 'KEY-ID',
          secret_key: SECRET,
          feed: 'iex',
          requests_per_minute: 200,
          stream_symbols_max: streamed,
          url: fake.url,
          trading_url: fake.url,
          stream_url: fake.stream_url,
        },
      }),
    ({ query }, price, { clock }) => {
      const asked = (query['symbols'] ?? '').split(',');
      return { body: Object.fromEntries(asked.map((symbol) => [symbol, snapshot(price, clock.ms())])) };
    },
  );
}

/** Goes through sign-in as the real stream does. */
export function accepting(fake: FakeProvider): void {
  fake.converse({
    open: (say) => say([{ T: 'success', msg: 'connected' }]),
    hear: (message, say) => {
      const { action, trades } = message as { action: string; trades?: string[] };
      if (action === 'auth') say([{ T: 'success', msg: 'authenticated' }]);
      if (action === 'subscribe') say([{ T: 'subscription', trades, quotes: [], bars: [], statuses: trades }]);
    },
  });
}
