import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from '../server/config.ts';
import { type ProviderName, providerNames } from '../server/config-providers.ts';
import { probeProvider } from '../server/modules/market/providers/probe-provider.ts';
import { systemClock } from '../server/platform/clock.ts';
import { createLog } from '../server/platform/log.ts';
import { asCommand } from './with-database.ts';

const TESTABLE = providerNames.filter((name) => name !== 'simulator' && name !== 'replay');
const TEST_SYMBOL: Readonly<Partial<Record<ProviderName, string>>> = { coinbase: 'BTC-USD' };

/**
 * npm run provider:probe -- NAME [SYMBOL]: asks a provider about one symbol with the key of the environment, and prints
 * what it got and what is left of its quota, or what is wrong. Needs no database and never prints a key.
 */
await asCommand(async () => {
  const { positionals } = parseArgs({ allowPositionals: true, strict: true, options: {} });
  const [name, symbol] = positionals;
  const provider = providerNames.find((each) => each === name);
  if (provider === undefined)
    throw new ConfigError(`Name one of ${TESTABLE.join(', ')}, for example: npm run provider:probe -- alpaca AAPL`);
  const config = readConfig([`--provider=${provider}`], { REPLAY_FILE: '-', ...withoutOrders(process.env) });
  const asked = symbol ?? TEST_SYMBOL[provider] ?? 'AAPL';
  const report = await probeProvider({ config, clock: systemClock, log: createLog('warn') }, asked);
  const quota =
    report.quota === null ? '' : `\nQuota        ${report.quota.left} of ${report.quota.limit} requests a minute left`;
  return `Provider     ${provider}\nSymbol       ${asked}\nAnswered in  ${report.latency_ms} ms${quota}\n\n${JSON.stringify(report.answer, null, 2)}`;
}, ['ConfigError', 'ProviderError']);

/** The one named on the command line is meant, whatever order the program itself is configured with. */
function withoutOrders(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^PROVIDER(_|$)/.test(name)));
}
