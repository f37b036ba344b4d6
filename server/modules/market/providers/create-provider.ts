import type { Config } from '../../../config.ts';
import type { ProviderName } from '../../../config-providers.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { InstrumentRegistry } from '../instrument-registry.ts';
import { exchangeHours } from '../sessions/session-calendar.ts';
import { Alpaca } from './alpaca/alpaca.ts';
import { Coinbase } from './coinbase/coinbase.ts';
import { CombinedProvider } from './combined/combined-provider.ts';
import { Finnhub } from './finnhub/finnhub.ts';
import { Massive } from './massive/massive.ts';
import { systemTimers, type Timers } from './parts/timers.ts';
import type { Provider } from './provider.ts';
import type { ProviderState } from './provider-state.ts';
import { Replay } from './replay/replay.ts';
import { Simulator } from './simulator/simulator.ts';
import { Yahoo } from './yahoo/yahoo.ts';

type Needs = Pick<Platform, 'clock' | 'log'> & { readonly config: Pick<Config, 'provider' | 'always_open'> };

/** The configured source of prices: the simulator or a recording by itself, or a combination of what is listed. */
export function createProvider(
  platform: Needs,
  registry: InstrumentRegistry,
  timers: Timers = systemTimers(platform.clock),
): Provider {
  const { names, seed, file, columns, speed, by_kind } = platform.config.provider;
  const { clock, config } = platform;
  if (names[0] === 'replay') return new Replay(registry, clock, { file: file ?? '', columns, speed });
  if (names.length === 1 && names[0] === 'simulator')
    return new Simulator(registry, clock, { seed, always_open: config.always_open });
  const calendar = exchangeHours();
  const providers = names.map((name) => createMember(name, { platform, registry, timers, calendar }));
  const onCondition = ({ name, condition, message }: ProviderState): void => {
    const words = { provider: name, condition, reason: message };
    if (condition === 'stopped') platform.log.error(words, 'a source of prices stopped: it needs you and a restart');
    else if (condition === 'failing' || condition === 'limited') platform.log.warn(words, 'a source of prices fails');
    else platform.log.info({ provider: name, condition }, 'a source of prices');
  };
  return new CombinedProvider({ providers, by_kind, registry, timers, calendar, onCondition });
}

/** One source by itself, as it would be in a combination. @throws RangeError for one that is not configured. */
export function createSource(
  name: ProviderName,
  platform: Needs,
  registry: InstrumentRegistry,
  timers: Timers = systemTimers(platform.clock),
): Provider {
  return createMember(name, { platform, registry, timers, calendar: exchangeHours() });
}

interface MemberNeeds {
  readonly platform: Needs;
  readonly registry: InstrumentRegistry;
  readonly timers: Timers;
  readonly calendar: ReturnType<typeof exchangeHours>;
}

function createMember(name: ProviderName, { platform, registry, timers, calendar }: MemberNeeds): Provider {
  const { clock, config, log } = platform;
  const { keys, seed } = config.provider;
  const shared = { registry, timers, calendar };
  if (name === 'alpaca' && keys.alpaca !== null) return new Alpaca({ ...shared, keys: keys.alpaca });
  if (name === 'finnhub' && keys.finnhub !== null) return new Finnhub({ ...shared, keys: keys.finnhub });
  if (name === 'coinbase' && keys.coinbase !== null) return new Coinbase({ ...shared, keys: keys.coinbase });
  if (name === 'yahoo' && keys.yahoo !== null) return new Yahoo({ ...shared, log, keys: keys.yahoo });
  if (name === 'massive' && keys.massive !== null) return new Massive({ ...shared, keys: keys.massive });
  // Beside real sources, made-up prices keep the venues' hours.
  if (name === 'simulator') return new Simulator(registry, clock, { seed, always_open: false });
  throw new RangeError(`${name} cannot be combined`);
}
