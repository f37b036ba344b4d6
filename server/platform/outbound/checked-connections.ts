import { Agent as HttpAgent, type RequestOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP, isIPv6, type LookupFunction } from 'node:net';
import type { AllowedHost } from '../../config-values.ts';
import { type OutboundTarget, readTarget, refuseAddresses } from './outbound-target.ts';
import { orLiteral, resolveOwnName, resolvePublicName, type ResolveName } from './resolve-name.ts';

/**
 * How addresses that people gave us are connected to, without letting them reach what only we can reach. A name is
 * resolved once for each request; every address of it must be public, and the connection goes to those addresses and
 * asks no name again, so that a name that changes in between (DNS rebinding) changes nothing. No kept connection and no
 * proxy of the environment is used.
 */
export interface CheckedConnections {
  /** @throws RefusedAddressError; what resolving the name failed of. */
  resolve(url: string, signal: AbortSignal): Promise<Checked>;
  /** What a request to a checked address is made with. */
  options(checked: Checked, method: 'GET' | 'POST'): ConnectionOptions;
}

interface Checked {
  readonly target: OutboundTarget;
  readonly addresses: readonly string[];
}

export type ConnectionOptions = RequestOptions & { readonly rejectUnauthorized: true; readonly ca: string | undefined };

export interface ConnectionRules {
  readonly allow: readonly AllowedHost[];
  /** Tests: instead of DNS. */
  readonly resolve?: ResolveName;
  /** Tests: certificates to trust. */
  readonly ca?: string;
}

/** Of a name's addresses so many are tried in turn, each for so long. */
const ADDRESSES_TRIED_MAX = 4;
const ADDRESS_TRY_MS = 1000;

export function checkedConnections({ allow, resolve, ca }: ConnectionRules): CheckedConnections {
  const resolvePublic = orLiteral(resolve ?? resolvePublicName);
  const resolveOwn = orLiteral(resolve ?? resolveOwnName);
  // Agents of our own: the global one may be told to use a proxy by the environment.
  const agents = {
    'http:': new HttpAgent({ keepAlive: false }),
    'https:': new HttpsAgent({ keepAlive: false, maxCachedSessions: 0 }),
  };
  return {
    async resolve(url, signal) {
      const target = readTarget(url, allow);
      const addresses = await inTime((target.is_allowed ? resolveOwn : resolvePublic)(target.host, signal), signal);
      if (addresses.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' });
      if (!target.is_allowed) refuseAddresses(addresses);
      return { target, addresses };
    },
    options({ target, addresses }, method) {
      const { protocol, host, port, path } = target;
      return {
        protocol,
        hostname: host,
        port,
        path,
        method,
        ca,
        agent: agents[protocol],
        lookup: pinned(addresses.slice(0, ADDRESSES_TRIED_MAX)),
        autoSelectFamilyAttemptTimeout: ADDRESS_TRY_MS,
        rejectUnauthorized: true, // whatever the environment says
        ...(isIP(host) === 0 ? { servername: host } : {}),
      } as ConnectionOptions;
    },
  };
}

/** Answers every question for a name with the addresses that were checked. */
function pinned(addresses: readonly string[]): LookupFunction {
  const records = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
  return (_host, options, callback) => {
    const [first] = records;
    if (options.all === true) callback(null, records);
    else callback(null, first?.address ?? '', first?.family ?? 4);
  };
}

async function inTime<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const late = (): void => reject(signal.reason);
  signal.addEventListener('abort', late, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', late);
  }
}
