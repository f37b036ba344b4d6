import { type Config, ConfigError } from '../../../config.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/log.ts';
import { MemoryRegistry } from '../instrument-registry.ts';
import { createSource } from './create-provider.ts';
import { MarketProvider } from './parts/market-provider.ts';
import type { ProviderState } from './provider-state.ts';

const TIME_MS_MAX = 30_000;

export interface ProbeReport {
  /** What the provider sent, as it sent it. */
  readonly answer: unknown;
  readonly latency_ms: number;
  readonly quota: ProviderState['quota'];
}

/**
 * Asks the one configured provider about one symbol, as its feed would, with the same address, key and limits.
 * @throws ProviderError when it did not answer; ConfigError for a source that asks nobody.
 */
export async function probeProvider(
  parts: { readonly config: Pick<Config, 'provider' | 'always_open'>; readonly clock: Clock; readonly log: Logger },
  symbol: string,
): Promise<ProbeReport> {
  const [name = 'simulator'] = parts.config.provider.names;
  const provider = name === 'replay' ? null : createSource(name, parts, new MemoryRegistry());
  if (!(provider instanceof MarketProvider))
    throw new ConfigError(
      `${name} asks nobody, so there is nothing to probe. Example: npm run provider:probe -- alpaca`,
    );
  await provider.prepare();
  const began_ms = parts.clock.ms();
  const answer = await provider.probe(symbol, AbortSignal.timeout(TIME_MS_MAX));
  return { answer, latency_ms: parts.clock.ms() - began_ms, quota: provider.health.state().quota };
}
