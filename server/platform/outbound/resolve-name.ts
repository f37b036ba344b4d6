import { Resolver } from 'node:dns/promises';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';

/** All addresses of a name; rejects when it has none. */
export type ResolveName = (host: string, signal: AbortSignal) => Promise<readonly string[]>;

const TRY_MS = 1000;
const TRIES = 2;

/**
 * Asks DNS itself, IPv4 and IPv6: not the system's resolver, whose threads file access and hashing share and which
 * names with slow servers could hold. Host files and search domains therefore do not count.
 */
export const resolvePublicName: ResolveName = async (host, signal) => {
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
  const cancel = (): void => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    const found = [four, six].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
    if (found.length === 0 && four.status === 'rejected') throw four.reason;
    return found;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

/** As the system knows a name: for the operator's own services, which often stand in a host file alone. */
export const resolveOwnName: ResolveName = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address);

/** An IP address is its own answer. */
export function orLiteral(resolve: ResolveName): ResolveName {
  return async (host, signal) => (isIP(host) === 0 ? resolve(host, signal) : [host]);
}
