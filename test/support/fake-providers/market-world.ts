import { setTimeout as pause } from 'node:timers/promises';
import { formatScaled } from '../../../contract/decimal.ts';
import { quoteView } from '../../../server/modules/market/board/quote-view.ts';
import type { FeedSink, Provider } from '../../../server/modules/market/providers/provider.ts';
import { exchangeHours } from '../../../server/modules/market/sessions/session-calendar.ts';
import { board, run } from '../board.ts';
import { stock } from '../market.ts';
import { manualTimers } from './manual-timers.ts';

/** A Friday at 10:00 in New York: the regular session. */
export const IN_SESSION = Date.UTC(2026, 10, 20, 15);

const WAIT_MS_MAX = 120_000;

/** A coin as the seed has it. */
export const coin = (symbol: string) => stock(symbol, { kind: 'coin', exchange: null });

/** A board, its clock and timers moved by hand, and a provider that streams onto it. */
export function marketWorld(...symbols: Parameters<typeof board>) {
  const { subject, registry, clock, rejected } = board(...symbols);
  clock.set(IN_SESSION);
  const timers = manualTimers(clock);
  const calendar = exchangeHours();
  const stop = new AbortController();
  /** Every price that was ever shown, by symbol. */
  const shown = new Map<string, Set<string>>();
  subject.on('accepted', (prints) => {
    for (const { index, price } of prints) {
      const { symbol, price_decimals } = registry.at(index);
      shown.set(symbol, (shown.get(symbol) ?? new Set()).add(formatScaled(price, price_decimals)));
    }
  });
  const view = (symbol: string) => {
    const instrument = registry.find(symbol);
    return instrument === undefined ? null : quoteView(subject, instrument.index, clock.ms());
  };
  let streaming: Promise<void> = Promise.resolve();

  function start(provider: Provider): void {
    const token = subject.run.token + 1;
    const { name: source, delay_ms, sources } = provider;
    subject.lead(run(token, { source, delay_ms, calendar: provider.calendar, ...(sources && { sources }) }));
    const sink: FeedSink = {
      prints: (batch) => subject.accept(batch, token),
      notices: (batch) => subject.announce(batch, token),
      rejected: (reason, count) => subject.countRejected(reason, count),
      alive: (code) => subject.sources.hearAlive(code, clock.ms()),
    };
    streaming = provider.stream(sink, stop.signal);
    streaming.catch(() => undefined);
  }

  /** Lets time pass in steps until `done`, and the network do its part between. @returns milliseconds that passed. */
  async function until(what: string, done: () => unknown, step_ms = 1_000): Promise<number> {
    const began_ms = clock.ms();
    const ends = performance.now() + WAIT_MS_MAX;
    while (!done()) {
      if (performance.now() > ends) throw new Error(`Waited ${WAIT_MS_MAX} ms in vain for ${what}`);
      await timers.advance(step_ms);
      await pause(1); // the network is real
    }
    return clock.ms() - began_ms;
  }

  return {
    board: subject,
    registry,
    clock,
    timers,
    calendar,
    rejected,
    view,
    priceOf: (symbol: string) => view(symbol)?.price ?? null,
    shown: (symbol: string) => [...(shown.get(symbol) ?? [])],
    start,
    until,
    async [Symbol.asyncDispose]() {
      stop.abort();
      await streaming.catch(() => undefined);
    },
  };
}
export type MarketWorld = ReturnType<typeof marketWorld>;
