import type { InstrumentRegistry } from '../../instrument-registry.ts';
import { asProviderError } from '../parts/provider-error.ts';
import { ProviderHealth } from '../parts/provider-health.ts';
import { backOff, type Timers } from '../parts/timers.ts';
import type { FeedSink, Provider } from '../provider.ts';
import type { ProviderState } from '../provider-state.ts';
import { type Shop, shopSource } from './shop.ts';

const RETRY = { base_ms: 500, max_ms: 15_000 };

/**
 * A provider, with what vendors ask beside it: collectibles come from the shop, everything else from the provider, which
 * gives the feed its name. Where the shop fails it is tried again by itself, and the other prices go on.
 */
export function besideShop(
  provider: Provider,
  { shop, timers, registry }: { readonly shop: Shop; readonly timers: Timers; readonly registry: InstrumentRegistry },
): Provider {
  const { name, simulated, delay_ms, continues, recomputes, calendar, computed, history, actions } = provider;
  const { listInstruments, states } = provider;
  const sources = [...(provider.sources ?? [{ name, simulated, delay_ms }]), shopSource];
  const code = sources.length - 1;
  const health = new ProviderHealth(shop.name, timers);
  const memberOf = (instrument: Parameters<Provider['handles']>[0]): Provider | null =>
    shop.handles(instrument) ? shop : provider.member === undefined ? provider : provider.member(instrument);
  return {
    name,
    simulated,
    delay_ms,
    continues,
    recomputes,
    calendar,
    sources,
    ...(computed && { computed }),
    ...(history && { history: history.bind(provider) }),
    ...(actions && { actions: actions.bind(provider) }),
    ...(listInstruments && { listInstruments: listInstruments.bind(provider) }),
    handles: (instrument) => shop.handles(instrument) || provider.handles(instrument),
    member: memberOf,
    states: () => {
      health.instruments = countOf(registry, shop);
      return [...(states?.call(provider) ?? [well(name)]), health.state()];
    },
    prepare: () => provider.prepare(),
    dayPoints: (instrument, span) => memberOf(instrument)?.dayPoints(instrument, span) ?? null,
    async stream(sink, signal) {
      const over = new AbortController();
      const selling = streamShop(
        { shop, health, timers },
        sinkOf(sink, code, health),
        AbortSignal.any([signal, over.signal]),
      );
      try {
        await provider.stream(sink, signal);
      } finally {
        over.abort();
        await selling;
      }
    },
  };
}

function sinkOf(sink: FeedSink, code: number, health: ProviderHealth): FeedSink {
  return {
    prints: (batch) => sink.prints(batch.map((print) => ({ ...print, source: code }))),
    notices: (batch) => sink.notices(batch),
    rejected: (reason, count) => sink.rejected(reason, count),
    alive: () => {
      health.worked();
      sink.alive?.(code);
    },
  };
}

async function streamShop(
  { shop, health, timers }: { readonly shop: Shop; readonly health: ProviderHealth; readonly timers: Timers },
  sink: FeedSink,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      await shop.stream(sink, signal);
    } catch (error) {
      health.failed(asProviderError(error));
    }
    if (!signal.aborted) await timers.sleep(backOff(attempt, RETRY, timers.random), signal);
  }
}

function countOf(registry: InstrumentRegistry, shop: Shop): number {
  let count = 0;
  for (let index = 0; index < registry.size; index += 1) if (shop.handles(registry.at(index))) count += 1;
  return count;
}

/** A source that cannot fail by itself. */
function well(name: string): ProviderState {
  return {
    name,
    condition: 'working',
    message: null,
    failed_at_ms: null,
    worked_at_ms: null,
    breaker: 'closed',
    quota: null,
    instruments: 0,
    stream: null,
  };
}
