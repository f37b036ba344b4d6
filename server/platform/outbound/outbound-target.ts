import { isIP } from 'node:net';
import type { AllowedHost } from '../../config-values.ts';
import { isPublicAddress } from './public-address.ts';

/** Addresses that people give us to call: which of them we do. */

/** An address that is not called, and why in a sentence people can act on. */
export class RefusedAddressError extends Error {
  override readonly name = 'RefusedAddressError';
}

/** Where a request goes, from one reading of the address: what was checked is what is called. */
export interface OutboundTarget {
  /** As it is stored and shown: normalised, in ASCII, without a fragment. */
  readonly href: string;
  readonly protocol: 'http:' | 'https:';
  /** A name or an IP address, without brackets and final dot. */
  readonly host: string;
  readonly port: number;
  /** Path with the query. */
  readonly path: string;
  /** Named in OUTBOUND_ALLOW: the operator's word counts, and no address of it is checked. */
  readonly is_allowed: boolean;
}

/** Names that no public DNS gives out (RFC 6761, 6762, 7686, 8375, 9476), or that networks use for themselves. */
const PRIVATE_SUFFIX =
  /(^|\.)(localhost|localdomain|local|internal|intranet|private|corp|home|lan|arpa|onion|alt|test|invalid|example)$/;
const LABEL = /^(?!-)[a-z0-9_-]{1,63}(?<!-)$/;
const NAME_LENGTH_MAX = 253;
const HREF_LENGTH_MAX = 2000;

/**
 * Reads an address. Whatever spelling of an IP address the URL standard knows (decimal, octal, hexadecimal, short) has
 * become the usual one here, and an international name its ASCII form.
 *
 * @throws RefusedAddressError
 */
export function readTarget(text: string, allowed: readonly AllowedHost[]): OutboundTarget {
  // What URL parsers drop, or take for slashes.
  if (/[\s\\]|\p{Cc}/u.test(text)) throw new RefusedAddressError('It has characters that no address has.');
  if (/^[a-z][a-z0-9+.-]*:\/*[^/?#]*@/i.test(text))
    throw new RefusedAddressError('It carries a user name; a name or password in an address is not sent.');
  const url = URL.parse(text);
  if (url === null) throw new RefusedAddressError('It cannot be read as an address.');
  const { protocol } = url;
  if (protocol !== 'https:' && protocol !== 'http:') throw new RefusedAddressError('It does not start with https.');
  const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  const port = url.port === '' ? defaultPort(protocol) : Number(url.port);
  const is_allowed = allowed.some(
    (one) => one.host === host && (one.port === null ? port === defaultPort(protocol) : one.port === port),
  );
  if (!is_allowed) refuseUnlessPublic({ protocol, host, port });
  url.hash = '';
  if (isIP(host) === 0) url.hostname = host;
  if (url.href.length > HREF_LENGTH_MAX) throw new RefusedAddressError('It is too long.');
  return { href: url.href, protocol, host, port, path: url.pathname + url.search, is_allowed };
}

function refuseUnlessPublic({ protocol, host, port }: Pick<OutboundTarget, 'protocol' | 'host' | 'port'>): void {
  if (protocol !== 'https:') throw new RefusedAddressError('It does not start with https.');
  if (port !== defaultPort(protocol)) throw new RefusedAddressError(`Port ${port} is not called, only port 443.`);
  if (isIP(host) !== 0) return refuseAddresses([host]);
  const labels = host.split('.');
  if (host.length > NAME_LENGTH_MAX || !labels.every((label) => LABEL.test(label)))
    throw new RefusedAddressError('Its host is not a name that DNS knows.');
  if (labels.length < 2 || PRIVATE_SUFFIX.test(host))
    throw new RefusedAddressError('Its host is a name of a private network.');
}

/** @throws RefusedAddressError when any of them is not public: one private address among them is enough. */
export function refuseAddresses(addresses: readonly string[]): void {
  if (!addresses.every(isPublicAddress))
    throw new RefusedAddressError('It leads to an address that is not public, and such addresses are not called.');
}

function defaultPort(protocol: 'http:' | 'https:'): number {
  return protocol === 'https:' ? 443 : 80;
}
